"""The fifth step: what is shown is what is signed, once, and every refusal has a way out."""

from __future__ import annotations

import pytest

from operator_app.domain.applications import DeliveryWay, State
from operator_app.domain.checklist import RowState
from operator_app.domain.signatures import (
    CertificateExpired,
    CertificateNotYetValid,
    ChainUnknown,
    KeyUnreadable,
    KeyUnsupported,
    OtherHolder,
    SignatureBroken,
    WrongKeyUsage,
    WrongPassword,
)
from operator_app.errors import OperatorAppError
from operator_app.usecases.look_at_case import CaseView
from tests.support.endings_desk import EndingsDesk
from tests.support.hearing import heard
from tests.support.waiting_lane import WaitingLane
from tests.support.window_cases import DUE, a_draft, a_signed_view
from ui.pages.intake.steps.sign.presenter import SignStepPresenter
from ui.pages.intake.steps.sign.state import KeyFacts
from ui.runtime.lanes import InlineLane, Lane
from ui.runtime.speech import Speech

pytestmark = pytest.mark.usefixtures("qapp")

WITH_PASSWORD = KeyFacts(file="mine.p12", asks_password=True)
REFUSALS: tuple[OperatorAppError, ...] = (
    SignatureBroken(),
    WrongKeyUsage(serial="0a"),
    ChainUnknown(issuer="CN=X"),
    CertificateExpired(ended_on="2018-01-31"),
    CertificateNotYetValid(starts_on="2019-01-01"),
    WrongPassword(file="mine.p12"),
    KeyUnreadable(file="mine.p12"),
    KeyUnsupported(kind="GOST"),
    OtherHolder(serial="0a"),
)


def a_step(desk: EndingsDesk, lane: Lane | None = None, language: str = "ru") -> SignStepPresenter:
    return SignStepPresenter(desk.sign_actions(), lane or InlineLane(), Speech(language))


def opened(desk: EndingsDesk) -> SignStepPresenter:
    step = a_step(desk)
    step.open(desk.view)
    return step


def test_everything_that_goes_under_the_signature_is_shown() -> None:
    state = opened(EndingsDesk()).state

    assert state.applicant is not None
    assert state.applicant.full_name == "Құрманғазин Ғалымжан Сұңқарұлы"
    assert [child.name for child in state.children] == ["Үміт"]
    assert [row.how for row in state.rows] == [
        RowState.SCANNED,
        RowState.SHOWN,
        RowState.SCANNED,
    ]
    assert state.pages == 2
    assert state.due_on == DUE


def test_an_incomplete_package_cannot_be_signed_and_says_what_is_missing() -> None:
    desk = EndingsDesk(case=a_draft(documents=()))
    step = opened(desk)
    step.next()

    assert len(step.state.lacking) == 3
    assert not step.state.bar.enabled
    assert step.state.bar.why_not
    assert desk.passwords == []


def test_a_made_up_key_signs_without_a_password() -> None:
    desk = EndingsDesk()
    step = opened(desk)
    told, done = heard(step.case_changed), []
    step.done.connect(lambda: done.append(True))
    step.next()

    assert desk.passwords == [""]
    assert [one.application.state for one in told if isinstance(one, CaseView)] == [State.ACCEPTED]
    assert done == [True]
    assert step.state.signed


def test_a_real_key_waits_for_its_password() -> None:
    desk = EndingsDesk(key=WITH_PASSWORD)
    step = opened(desk)
    step.next()
    before = step.state.bar
    step.type_password("сырсөз 1")
    step.next()

    assert not before.enabled
    assert before.why_not
    assert desk.passwords == ["сырсөз 1"]


def test_a_double_press_signs_once() -> None:
    desk, lane = EndingsDesk(), WaitingLane()
    step = a_step(desk, lane)
    step.open(desk.view)
    lane.go_on()
    step.next()
    step.next()
    lane.go_on()
    step.leave()

    assert desk.passwords == [""]


@pytest.mark.parametrize("error", REFUSALS, ids=lambda error: str(error.code))
def test_each_refusal_of_a_signature_says_what_to_do_now(error: OperatorAppError) -> None:
    desk = EndingsDesk(key=WITH_PASSWORD)
    step = opened(desk)
    step.type_password("1")
    desk.fails = error
    step.next()
    trouble = step.state.trouble

    assert trouble is not None
    assert trouble.code == error.code
    assert trouble.now
    assert "{" not in trouble.happened + trouble.means + trouble.now
    assert not step.state.working
    assert not step.state.signed


def test_a_wrong_password_empties_the_field_and_another_may_be_typed() -> None:
    desk = EndingsDesk(key=WITH_PASSWORD)
    step = opened(desk)
    attempt = step.state.attempt
    step.type_password("wrong")
    desk.fails = WrongPassword(file="mine.p12")
    step.next()
    emptied = step.state
    desk.fails = None
    step.type_password("right")
    step.next()

    assert emptied.attempt == attempt + 1
    assert not emptied.typed
    assert desk.passwords == ["wrong", "right"]
    assert step.state.signed


def test_the_password_is_nowhere_in_the_state_and_is_forgotten_on_leaving() -> None:
    desk = EndingsDesk(key=WITH_PASSWORD)
    step = opened(desk)
    step.type_password("сырсөз")
    said = repr(step.state)
    step.leave()
    step.next()

    assert "сырсөз" not in said
    assert desk.passwords == []


def test_the_way_of_sending_is_saved_when_it_is_chosen() -> None:
    desk = EndingsDesk()
    step = opened(desk)
    told = heard(step.case_changed)
    step.choose_way(DeliveryWay.COURIER)

    assert desk.case.delivery_way is DeliveryWay.COURIER
    assert step.state.way is DeliveryWay.COURIER
    assert len(told) == 1
    assert step.state.bar.enabled


def test_a_case_that_was_signed_before_a_kill_goes_straight_on() -> None:
    desk = EndingsDesk()
    step = a_step(desk)
    done: list[bool] = []
    step.done.connect(lambda: done.append(True))
    step.open(a_signed_view())
    step.next()

    assert done == [True]
    assert desk.passwords == []


def test_a_key_that_cannot_be_read_is_looked_for_again() -> None:
    desk = EndingsDesk(fails=KeyUnreadable(file="mine.p12"))
    step = opened(desk)
    first = step.state
    desk.fails = None
    step.retry()

    assert first.trouble is not None
    assert first.key is None
    assert not first.bar.enabled
    assert step.state.trouble is None
    assert step.state.key == desk.key


def test_an_answer_for_a_case_that_was_left_is_dropped() -> None:
    desk, lane = EndingsDesk(), WaitingLane()
    step = a_step(desk, lane)
    step.open(desk.view)
    step.leave()
    lane.go_on()

    assert step.state.key is None


def test_trouble_is_said_anew_in_the_other_language() -> None:
    desk = EndingsDesk(key=WITH_PASSWORD)
    speech = Speech("ru")
    step = SignStepPresenter(desk.sign_actions(), InlineLane(), speech)
    step.open(desk.view)
    step.type_password("1")
    desk.fails = WrongPassword(file="mine.p12")
    step.next()
    russian = step.state.trouble
    speech.set_language("kk")
    step.speak()

    assert russian is not None
    assert step.state.trouble is not None
    assert russian.happened != step.state.trouble.happened
    assert step.state.bar.text == "Қол қойып, қабылдау"
