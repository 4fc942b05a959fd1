"""Opening, breaks and closing of a shift."""

from __future__ import annotations

from datetime import timedelta

import pytest

from operator_app.domain.operators import NotAllowed
from operator_app.domain.shifts import (
    Leftovers,
    NoSuchShift,
    OpenElsewhere,
    RemarkNeeded,
    Shift,
    ShiftState,
    UnfinishedCase,
    WindowTaken,
)
from operator_app.usecases.close_shift import CloseShift
from operator_app.usecases.open_shift import OpenShift
from operator_app.usecases.pause_shift import PauseShift
from operator_app.usecases.resume_shift import ResumeShift
from tests.support.fakes import DiskFull
from tests.unit.usecases.counter import AT, DAY
from tests.unit.usecases.staff import ADMINISTRATOR, AHMETOVA, Staff, a_session, a_shift_id


@pytest.fixture
def staff() -> Staff:
    return Staff()


def opened(staff: Staff, window: int = 7) -> Shift:
    return staff.open_shift(OpenShift(shift_id=a_shift_id(), session=a_session(window)))


def test_a_shift_is_of_one_person_window_and_day(staff: Staff) -> None:
    shift = opened(staff)

    assert (shift.operator, shift.window, shift.day) == ("Ахметова А. Б.", 7, DAY)
    assert staff.store.tables.shifts == {shift.id: shift}
    assert staff.store.actions == staff.store.messages == ["shift.open"]


def test_opening_again_gives_the_shift_that_is_open(staff: Staff) -> None:
    assert opened(staff) == opened(staff)
    assert staff.store.actions == ["shift.open"]


def test_two_people_do_not_share_a_window_nor_one_person_two(staff: Staff) -> None:
    opened(staff)
    other = a_session(7, person=ADMINISTRATOR)
    with pytest.raises(NotAllowed):
        staff.open_shift(OpenShift(shift_id=a_shift_id(), session=other))
    staff.change(ADMINISTRATOR, roles=AHMETOVA.roles)
    colleague = staff.store.tables.operators[ADMINISTRATOR.id]
    with pytest.raises(WindowTaken):
        staff.open_shift(OpenShift(shift_id=a_shift_id(), session=a_session(7, colleague)))
    with pytest.raises(OpenElsewhere):
        opened(staff, window=8)

    shift = staff.open_shift(OpenShift(shift_id=a_shift_id(), session=a_session(8, colleague)))
    assert shift.window == 8


def test_a_shift_forgotten_yesterday_is_closed_when_the_next_one_opens(staff: Staff) -> None:
    forgotten = opened(staff)
    staff.at += timedelta(days=1)
    opened(staff)

    closed = staff.store.tables.shifts[forgotten.id]
    assert (closed.state, closed.remark) == (ShiftState.CLOSED, "forgotten")
    assert staff.store.actions == ["shift.open", "shift.close", "shift.open"]


def test_a_break_and_its_end(staff: Staff) -> None:
    shift = opened(staff)
    staff.at += timedelta(hours=1)
    on_break = staff.pause_shift(PauseShift(shift_id=shift.id))
    staff.at += timedelta(minutes=15)
    back = staff.resume_shift(ResumeShift(shift_id=shift.id))

    assert on_break.state is ShiftState.BREAK
    assert back.rested(staff.at) == timedelta(minutes=15)
    assert staff.store.messages == ["shift.open", "shift.pause", "shift.resume"]


def test_closing_says_what_is_left(staff: Staff) -> None:
    shift = opened(staff)
    staff.store.left = Leftovers(unsent=3)
    closed = staff.close_shift(CloseShift(shift_id=shift.id))

    assert closed.left.unsent == 3
    assert closed.shift.state is ShiftState.CLOSED
    assert staff.store.messages[-1] == "shift.close"


def test_drafts_keep_the_shift_open_until_they_are_explained(staff: Staff) -> None:
    shift = opened(staff)
    draft = UnfinishedCase(id="c", number="002-07", applicant_name="", service="s", opened_at=AT)
    staff.store.left = Leftovers(drafts=(draft,))
    with pytest.raises(RemarkNeeded):
        staff.close_shift(CloseShift(shift_id=shift.id))
    assert staff.store.tables.shifts[shift.id].state is ShiftState.OPEN

    closed = staff.close_shift(CloseShift(shift_id=shift.id, remark="придёт завтра"))
    assert closed.shift.remark == "придёт завтра"


def test_a_remark_may_name_a_person_and_stays_out_of_the_journal(staff: Staff) -> None:
    shift = opened(staff)
    staff.close_shift(CloseShift(shift_id=shift.id, remark="Иванов придёт завтра"))

    assert "Иванов" not in repr(staff.store.tables.audit)
    assert "Иванов" not in repr(staff.store.tables.facts)


def test_a_shift_that_is_not_there_does_not_move(staff: Staff) -> None:
    nothing = a_shift_id()

    with pytest.raises(NoSuchShift):
        staff.pause_shift(PauseShift(shift_id=nothing))
    with pytest.raises(NoSuchShift):
        staff.resume_shift(ResumeShift(shift_id=nothing))
    with pytest.raises(NoSuchShift):
        staff.close_shift(CloseShift(shift_id=nothing))


@pytest.mark.parametrize("part", ["shifts", "audit", "outbox", "commit"])
def test_what_cannot_be_written_whole_is_not_written(staff: Staff, part: str) -> None:
    staff.store.broken = {part}
    with pytest.raises(DiskFull):
        opened(staff)

    assert not staff.store.tables.shifts
    assert staff.store.actions == staff.store.messages == []
