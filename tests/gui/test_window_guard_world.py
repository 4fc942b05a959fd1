"""The world around the real window: closed in the middle, hub gone, clock set, a full hall."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QTableView

from operator_app.adapters.identifiers import new_uuid7
from operator_app.domain.applications import State
from operator_app.domain.tickets import Ticket
from operator_app.usecases.rules import local
from tests.gui.test_window_guard_hand import at_applicant, at_consent, at_documents
from tests.support.guarded_window import (
    SERVICE,
    Guarded,
    guarded,
    guarded_law,
    living,
    seeded,
)
from ui.shell.state import Link

__all__ = ["guarded", "guarded_law", "seeded"]


def hold(guarded: Guarded) -> threading.Event:
    """Something else is at work in the store, until the event is set."""
    go_on = threading.Event()
    guarded.shown.desk.database.submit(
        lambda: go_on.wait(10), done=lambda _: None, failed=lambda _: None
    )
    return go_on


def test_what_was_typed_is_kept_when_the_window_is_closed_at_once(guarded: Guarded) -> None:
    at_applicant(guarded)
    case = guarded.case()
    guarded.hand.type_text("applicant_surname", "Кенжебекова")
    busy = hold(guarded)
    threading.Timer(0.2, busy.set).start()
    guarded.again()

    place = guarded.profile.store.places.recall(case.id)
    assert place is not None
    assert "Кенжебекова" in place.typed.values()
    assert guarded.case().state is State.DRAFT


def test_a_signature_under_way_is_not_cut_by_closing(guarded: Guarded) -> None:
    at_documents(guarded)
    hand = guarded.hand
    hand.click("intake_step_sign")
    hand.wait_until(lambda: hand.sees("intake_sign"), "intake_sign")
    guarded.settle()
    busy = hold(guarded)
    hand.click("intake_next")
    threading.Timer(0.2, busy.set).start()
    guarded.again()

    case = guarded.case()
    assert case.state is State.ACCEPTED
    guarded.sign_in()
    guarded.shown.conductor._show_case(case.id)
    guarded.settle()
    assert guarded.hand.sees("cases_number")


def test_closing_asks_nothing(guarded: Guarded) -> None:
    at_consent(guarded)
    guarded.window.close()

    assert not guarded.window.isVisible()
    assert QApplication.activeModalWidget() is None


def link_of(guarded: Guarded) -> Link:
    return guarded.shown.conductor._state.link


def test_the_hub_goes_and_comes_back_and_nothing_is_lost(guarded: Guarded) -> None:
    guarded.hub.away = True
    at_applicant(guarded)
    guarded.shown.conductor.look()
    guarded.settle()
    hand = guarded.hand
    assert link_of(guarded) is Link.OFFLINE
    hand.type_text("applicant_surname", "Кенжебекова")
    hand.type_text("applicant_name", "Айгерім")
    hand.click("intake_next")
    hand.wait_until(lambda: hand.sees("applicant_answer_0"), "applicant_answer_0")
    guarded.settle()
    case = guarded.case()
    assert case.checks
    assert case.checks[0].state.value in {"offline", "unavailable"}
    with guarded.profile.units() as unit:
        left = len(unit.outbox.pending(100))
    assert left

    before = len(guarded.hub.lines)
    guarded.hub.away = False
    for _ in range(2):
        guarded.shown.conductor.look()
        guarded.settle()

    with guarded.profile.units() as unit:
        assert not unit.outbox.pending(100)
    assert len(guarded.hub.lines) == len(set(guarded.hub.lines)) == before + left
    assert link_of(guarded) is Link.ONLINE
    assert hand.sees("intake_applicant")


@pytest.mark.parametrize("days", [-3, 3])
def test_a_clock_set_while_working_shows_no_absurd_times(guarded: Guarded, days: int) -> None:
    at_consent(guarded)
    number = guarded.case().number
    guarded.wall.set_by(days=days)
    guarded.shown.intake.page.presenter.tick()
    guarded.shown.conductor._play.queue.tick()
    guarded.shown.conductor.look()
    guarded.settle()
    for page in (Qt.Key.Key_F1, Qt.Key.Key_F6, Qt.Key.Key_F3, Qt.Key.Key_F2):
        guarded.key(page)
        guarded.settle()
        said = [one.text() for one in guarded.window.findChildren(QLabel) if one.isVisible()]
        assert not [one for one in said if "-1:" in one or "−" in one or " -" in one], said
        assert not [one for one in said if "days," in one], said
    hand = guarded.hand
    hand.type_text("consent_number", living().iin)
    hand.click("consent_given")
    hand.click("intake_next")
    hand.wait_until(lambda: hand.sees("intake_applicant"), "intake_applicant")

    assert guarded.case().number == number


def full_hall(guarded: Guarded, people: int) -> None:
    now = guarded.wall()
    with guarded.profile.units() as unit:
        for number in range(people):
            unit.tickets.save(
                Ticket(
                    id=new_uuid7(),
                    center=guarded.room.center.center,
                    category=SERVICE,
                    day=local(now).date(),
                    sequence=number + 1,
                    issued_at=now - timedelta(seconds=number),
                    arrived_at=now - timedelta(seconds=number),
                    letter="Б",
                )
            )
        unit.commit()


def test_two_thousand_people_wait_and_the_queue_is_worked_as_ever(guarded: Guarded) -> None:
    full_hall(guarded, 2000)
    guarded.sign_in()
    hand = guarded.hand
    hand.wait_until(lambda: hand.can_press("queue_call"), "queue_call")
    began = time.process_time()
    hand.click("queue_call")
    hand.click("queue_serve")
    hand.wait_until(lambda: hand.sees("intake_service"), "intake_service")
    guarded.key(Qt.Key.Key_F1)
    guarded.settle()
    for _ in range(20):
        guarded.shown.conductor._play.queue.tick()
        QApplication.processEvents()

    assert time.process_time() - began < 4
    table = hand.get("queue_table", QTableView)
    assert table.model().rowCount() >= 1999
