"""The refuse panel without a window: exactly what is missing, asked before it is refused, once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from operator_app.adapters.sealed_files import BlobUnwritable
from operator_app.domain.applications import Application, State
from operator_app.domain.papers import Office
from tests.support.counter_case import Counter, a_document, an_application, catalogue
from tests.support.held_lane import HeldLane
from tests.support.papers import OFFICE
from ui.pages.intake.refuse.presenter import RefuseActions, RefusePresenter
from ui.runtime.lanes import InlineLane, Lane
from ui.runtime.speech import Speech

pytestmark = pytest.mark.usefixtures("qapp")


def office_of(_: Application) -> Office:
    return OFFICE


def a_panel(
    counter: Counter, lane: Lane | None = None, language: str = "en"
) -> tuple[RefusePresenter, list[str]]:
    actions = RefuseActions(
        look=counter.look, refuse=counter.refuse, office_of=office_of, catalogue=catalogue()
    )
    presenter = RefusePresenter(actions, lane or InlineLane(), Speech(language))
    heard: list[str] = []
    presenter.refused.connect(lambda application: heard.append(f"refused {application.state}"))
    presenter.case_changed.connect(lambda _: heard.append("case_changed"))
    presenter.done.connect(lambda: heard.append("done"))
    presenter.open(counter.view())
    return presenter, heard


def a_short_package() -> Counter:
    """A certificate of guardianship without the birth certificate and the identity document."""
    counter = Counter(application=an_application("guardianship_certificate"))
    papers = (a_document(counter, "application", "a"),)
    counter.application = replace(counter.application, documents=papers)
    return counter


def test_exactly_the_missing_rows_are_named_and_what_was_in_order_beside() -> None:
    counter = a_short_package()
    state = a_panel(counter, language="ru")[0].state

    missing = [row.requirement.name["ru"] for row in counter.view().checklist.missing]
    assert [line.name.lower() for line in state.missing] == [name.lower() for name in missing]
    assert len(state.missing) == 2
    assert [line.name for line in state.in_order] == ["Заявление по форме стандарта (приложение 2)"]
    assert "пунктом 2 статьи 20" in state.law
    assert "Приложение" in state.appendix
    assert state.bar.enabled


def test_the_case_is_refused_once_whatever_the_hand_does() -> None:
    counter, lane = a_short_package(), HeldLane()
    presenter, heard = a_panel(counter, lane)
    presenter.next()
    presenter.next()
    lane.go()

    assert counter.saves == ["refuse"]
    assert heard == ["refused refused_incomplete", "case_changed", "done"]
    assert presenter.state.refused
    assert presenter.state.bar.text == "Done"


def test_open_questions_are_told_first_and_block() -> None:
    counter = Counter()
    presenter, heard = a_panel(counter)
    presenter.next()

    assert len(presenter.state.questions) == 5
    assert not presenter.state.bar.enabled
    assert presenter.state.bar.why_not
    assert (counter.saves, heard) == ([], [])


def test_without_a_missing_row_there_is_nothing_to_refuse() -> None:
    counter = Counter(application=an_application("guardianship_certificate"))
    rows = ("application", "identity_document", "child_birth_certificate")
    papers = tuple(a_document(counter, row, row) for row in rows)
    counter.application = replace(counter.application, documents=papers)

    state = a_panel(counter)[0].state

    assert state.missing == ()
    assert not state.bar.enabled


def test_nobody_is_refused_who_is_not_known() -> None:
    counter = a_short_package()
    counter.application = replace(counter.application, applicant=None)

    assert not a_panel(counter)[0].state.bar.enabled


def test_a_failed_refusal_refuses_nobody_and_is_tried_again() -> None:
    counter = a_short_package()
    presenter, heard = a_panel(counter)
    counter.fails = BlobUnwritable(reason="disk")
    presenter.next()

    assert presenter.state.trouble is not None
    assert (counter.saves, heard) == ([], [])
    presenter.retry()

    assert counter.application.state is State.REFUSED_INCOMPLETE


def test_the_language_changes_on_the_open_panel() -> None:
    speech = Speech("ru")
    counter = a_short_package()
    actions = RefuseActions(
        look=counter.look, refuse=counter.refuse, office_of=office_of, catalogue=catalogue()
    )
    presenter = RefusePresenter(actions, InlineLane(), speech)
    presenter.open(counter.view())
    speech.set_language("kk")
    presenter.speak()

    assert presenter.state.title == "Құжаттарды қабылдаудан бас тарту туралы қолхат"
