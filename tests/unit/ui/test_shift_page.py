"""The page of the shift: opened once, closed with open eyes, drafts only with a remark."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from operator_app.domain.operators import Session
from operator_app.domain.shifts import Leftovers, Shift, ShiftState, WindowTaken
from operator_app.errors import OperatorAppError
from operator_app.queries.shift_state import WindowShift
from operator_app.usecases.close_shift import CloseShift, ShiftClosed
from operator_app.usecases.open_shift import OpenShift
from operator_app.usecases.pause_shift import PauseShift
from operator_app.usecases.resume_shift import ResumeShift
from tests.screens.scenes_shift import FIGURES, LATER, LEFT, OPEN, SESSION
from tests.support.hearing import heard
from tests.support.waiting_lane import WaitingLane
from ui.pages.shift.presenter import ShiftActions, ShiftPresenter
from ui.runtime.broadcast import OUTBOX
from ui.runtime.lanes import InlineLane, Lane
from ui.runtime.speech import Speech

pytestmark = pytest.mark.usefixtures("qapp")


@dataclass
class Desk:
    """A window with at most one shift; ``fails`` is raised by whatever is asked next."""

    shift: Shift | None = None
    left: Leftovers = field(default_factory=Leftovers)
    fails: OperatorAppError | None = None
    done: list[str] = field(default_factory=list)

    def page(self, lane: Lane | None = None, session: Session | None = SESSION) -> ShiftPresenter:
        actions = ShiftActions(
            state=self._state,
            window_day=lambda center, window, day: FIGURES,
            open=self._open,
            pause=self._pause,
            resume=self._resume,
            close=self._close,
            now=lambda: LATER,
            new_id=lambda: "shift-1",
            services={},
        )
        page = ShiftPresenter(actions, lane or InlineLane(), Speech("ru"))
        page.sign_in(session)
        page.enter()
        return page

    def _state(self, center: str, window: int) -> WindowShift:
        assert (center, window) == (SESSION.center, SESSION.window)
        return WindowShift(shift=self.shift, left=self.left)

    def _open(self, _: OpenShift) -> Shift:
        self._moved("open")
        self.shift = OPEN
        return OPEN

    def _pause(self, _: PauseShift) -> Shift:
        self._moved("pause")
        self.shift = OPEN.pause(LATER - timedelta(minutes=14))
        return self.shift

    def _resume(self, _: ResumeShift) -> Shift:
        self._moved("resume")
        self.shift = OPEN
        return OPEN

    def _close(self, command: CloseShift) -> ShiftClosed:
        self._moved(f"close {command.remark}".strip())
        closed = OPEN.close(LATER, self.left, command.remark)
        self.shift = None
        return ShiftClosed(shift=closed, left=self.left)

    def _moved(self, what: str) -> None:
        if self.fails is not None:
            raise self.fails
        self.done.append(what)


def test_before_the_shift_is_opened_only_opening_is_offered() -> None:
    state = Desk().page().state

    assert state.may_open
    assert not state.may_close
    assert state.day == FIGURES


def test_a_double_press_opens_one_shift() -> None:
    desk, lane = Desk(), WaitingLane()
    page = desk.page(lane)
    lane.go_on()
    told = heard(page.shift_changed)
    page.open_shift()
    page.open_shift()
    lane.go_on()

    assert desk.done == ["open"]
    assert told == [OPEN]
    assert page.state.is_open


def test_before_the_window_has_answered_nobody_opens_anything() -> None:
    desk, lane = Desk(), WaitingLane()
    page = desk.page(lane)
    page.open_shift()
    lane.go_on()

    assert desk.done == []


def test_a_break_is_counted_and_ended() -> None:
    desk = Desk(shift=OPEN)
    page = desk.page()
    page.pause()
    resting = page.state
    page.resume()

    assert resting.standing is ShiftState.BREAK
    assert resting.rested == timedelta(minutes=14)
    assert page.state.standing is ShiftState.OPEN
    assert desk.done == ["pause", "resume"]


def test_closing_is_asked_once_more_and_can_be_taken_back() -> None:
    desk = Desk(shift=OPEN)
    page = desk.page()
    page.close_shift()
    page.ask_close()
    asking = page.state
    page.keep_open()

    assert asking.asking
    assert asking.may_close
    assert not page.state.asking
    assert desk.done == []


def test_drafts_are_left_only_with_a_remark() -> None:
    desk = Desk(shift=OPEN, left=LEFT)
    page = desk.page()
    page.ask_close()
    page.type_remark("   ")
    page.close_shift()
    refused = page.state.may_close
    page.type_remark("Вернётся завтра")
    page.close_shift()

    assert not refused
    assert desk.done == ["close Вернётся завтра"]


def test_a_closed_shift_stays_on_the_page_until_the_next_one() -> None:
    desk = Desk(shift=OPEN)
    page = desk.page()
    page.ask_close()
    page.close_shift()
    closed = page.state
    page.open_shift()

    assert closed.standing is ShiftState.CLOSED
    assert closed.may_open
    assert page.state.standing is ShiftState.OPEN


def test_unsent_and_unprinted_things_do_not_stop_anybody() -> None:
    left = Leftovers(unsent=3, unprinted=LEFT.unprinted)
    desk = Desk(shift=OPEN, left=left)
    page = desk.page()
    page.ask_close()
    page.close_shift()

    assert desk.done == ["close"]


def test_a_window_that_somebody_else_has_is_trouble_with_a_name() -> None:
    desk = Desk(fails=WindowTaken(window=7, operator="Оспанов Дәурен"))
    page = desk.page()
    page.open_shift()

    assert page.state.trouble is not None
    assert "Оспанов Дәурен" in page.state.trouble.happened
    assert page.state.may_open


def test_what_is_left_is_read_again_when_sync_has_sent_something() -> None:
    desk = Desk(shift=OPEN, left=LEFT)
    page = desk.page()
    desk.left = Leftovers()
    page.on_broadcast(OUTBOX, frozenset())

    assert page.state.left.nothing


def test_nobody_signed_in_has_no_shift() -> None:
    page = Desk(shift=OPEN).page(session=None)
    page.open_shift()

    assert page.state.shift is None
    assert not page.state.asked


def test_the_next_person_sees_nothing_of_the_one_before() -> None:
    page = Desk(shift=OPEN, left=LEFT).page()
    page.ask_close()
    page.type_remark("тайна")
    page.sign_in(None)

    assert page.state.remark == ""
    assert page.state.operator == ""
