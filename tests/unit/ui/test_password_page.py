"""One's own password: what is wrong is said under its field, and no password is kept anywhere."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from db.engine import StoreBusy
from operator_app.domain.passwords import (
    LEAST_LENGTH,
    MustWait,
    PasswordIsLogin,
    PasswordTooShort,
    WrongPassword,
)
from operator_app.errors import OperatorAppError
from operator_app.usecases.change_own_password import ChangeOwnPassword
from tests.screens.scenes_password import AT_THE_WINDOW
from tests.support.waiting_lane import WaitingLane
from ui.pages.sign_in.own_password.presenter import PasswordActions, PasswordPresenter
from ui.pages.sign_in.own_password.state import Box
from ui.pages.sign_in.password_gate import KeyboardHint
from ui.runtime.lanes import InlineLane, Lane
from ui.runtime.speech import Speech

pytestmark = pytest.mark.usefixtures("qapp")
OLD, NEW = "бұрынғы сырсөз", "жаңа сырсөз"


@dataclass
class Desk:
    fails: OperatorAppError | None = None
    seconds: float = 1000.0
    changed: list[ChangeOwnPassword] = field(default_factory=list)

    def page(self, lane: Lane | None = None) -> PasswordPresenter:
        page = PasswordPresenter(
            PasswordActions(
                session=lambda: AT_THE_WINDOW,
                change=self._change,
                monotonic=lambda: self.seconds,
            ),
            lane or InlineLane(),
            Speech("ru"),
        )
        page.enter()
        return page

    def _change(self, command: ChangeOwnPassword) -> None:
        if self.fails is not None:
            raise self.fails
        self.changed.append(command)


def attempts(page: PasswordPresenter) -> dict[Box, int]:
    return {box: gate.attempt for box, gate in page.state.gates.items()}


def test_a_password_is_changed_once_for_whoever_sits_here() -> None:
    desk, lane = Desk(), WaitingLane()
    page = desk.page(lane)
    page.save(OLD, NEW, NEW)
    page.save(OLD, NEW, NEW)
    lane.go_on()

    assert [(one.operator_id, one.window, one.current, one.password) for one in desk.changed] == [
        (AT_THE_WINDOW.operator.id, 7, OLD, NEW)
    ]
    assert page.state.changed


def test_every_field_is_emptied_after_it_was_changed() -> None:
    page = Desk().page()
    before = attempts(page)
    page.save(OLD, NEW, NEW)

    assert all(after > before[box] for box, after in attempts(page).items())


def test_two_new_passwords_that_differ_reach_no_store() -> None:
    desk = Desk()
    page = desk.page()
    before = attempts(page)
    page.save(OLD, NEW, "басқа")
    after = attempts(page)

    assert desk.changed == []
    assert page.state.gates[Box.AGAIN].refusal
    assert after == {**before, Box.AGAIN: before[Box.AGAIN] + 1}


@pytest.mark.parametrize(
    ("error", "said", "emptied"),
    [
        (WrongPassword(), Box.CURRENT, {Box.CURRENT}),
        (PasswordTooShort(least=LEAST_LENGTH), Box.FRESH, {Box.FRESH, Box.AGAIN}),
        (PasswordIsLogin(), Box.FRESH, {Box.FRESH, Box.AGAIN}),
    ],
)
def test_what_is_wrong_is_said_under_the_field_it_is_about(
    error: OperatorAppError, said: Box, emptied: set[Box]
) -> None:
    page = Desk(fails=error).page()
    before = attempts(page)
    page.save(OLD, NEW, NEW)
    after = attempts(page)

    assert [box for box in Box if page.state.gates[box].refusal] == [said]
    assert {box for box in Box if after[box] != before[box]} == emptied
    assert page.state.trouble is None
    assert page.state.may_save


def test_too_many_tries_wait_as_at_the_door() -> None:
    desk = Desk(fails=MustWait(seconds=30))
    page = desk.page()
    page.save(OLD, NEW, NEW)
    assert page.state.gates[Box.CURRENT].wait_left == 30
    assert not page.state.may_save

    desk.fails = None
    desk.seconds += 29.5
    page.tick()
    page.save(OLD, NEW, NEW)
    assert desk.changed == []

    desk.seconds += 1
    page.tick()
    page.save(OLD, NEW, NEW)

    assert len(desk.changed) == 1


def test_a_store_that_is_away_is_a_trouble_and_no_wrong_password() -> None:
    page = Desk(fails=StoreBusy()).page()
    page.save(OLD, NEW, NEW)

    assert page.state.trouble is not None
    assert page.state.trouble.code == "store.busy"
    assert not any(gate.refusal for gate in page.state.gates.values())


def test_an_answer_after_the_page_was_covered_is_not_told_to_the_next_one() -> None:
    lane = WaitingLane()
    page = Desk().page(lane)
    page.save(OLD, NEW, NEW)
    page.forget()
    lane.go_on()

    assert not page.state.changed
    assert page.state.login == ""


def test_no_password_is_in_what_the_page_knows() -> None:
    page = Desk(fails=WrongPassword()).page()
    page.save(OLD, NEW, NEW)

    assert OLD not in repr(page.state)
    assert NEW not in repr(page.state)


def test_a_capital_without_shift_is_told_under_its_own_field() -> None:
    page = Desk().page()
    page.press(Box.FRESH, "A", shift=False)

    assert page.state.gates[Box.FRESH].hint is KeyboardHint.CAPS
    assert page.state.gates[Box.CURRENT].hint is None
