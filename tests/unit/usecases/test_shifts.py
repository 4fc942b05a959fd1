"""Shifts: one person, one window, one day; what is left behind is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from operator_app.domain.operators import (
    NotAllowed,
    OperatorId,
)
from operator_app.domain.shifts import (
    IllegalMove,
    Leftovers,
    NoSuchShift,
    OpenElsewhere,
    RemarkNeeded,
    Shift,
    ShiftId,
    ShiftState,
    UnfinishedCase,
    WindowTaken,
)
from operator_app.usecases.close_shift import CloseShift, ShiftClosed
from operator_app.usecases.open_shift import FORGOTTEN, OpenShift
from operator_app.usecases.pause_shift import PauseShift
from operator_app.usecases.resume_shift import ResumeShift
from tests.unit.usecases.counter import AT
from tests.unit.usecases.staff import ADMIN, Center, a_session


@pytest.fixture
def center() -> Center:
    return Center()


DRAFT = UnfinishedCase(
    id="c-1", number="002-07-180206-0001-4", applicant_name="Ә. Ә.", service="x", opened_at=AT
)


class TestShift:
    def opened(self, center: Center, name: str = "s-1", **who: object) -> Shift:
        session = a_session(**who)  # type: ignore[arg-type]  # a person or a window
        return center.open(OpenShift(shift_id=ShiftId(name), session=session))

    def closed(self, center: Center, name: str = "s-1", remark: str = "") -> ShiftClosed:
        return center.close(CloseShift(shift_id=ShiftId(name), remark=remark))

    def test_opening_again_gives_the_shift_that_is_open(self, center: Center) -> None:
        first = self.opened(center)

        assert self.opened(center, "s-2") == first
        assert center.store.messages == ["shift.open"]

    def test_a_window_belongs_to_one_person(self, center: Center) -> None:
        self.opened(center)
        with pytest.raises(WindowTaken):
            self.opened(center, "s-2", operator_id=OperatorId("o-2"))

    def test_a_person_sits_at_one_window(self, center: Center) -> None:
        self.opened(center)
        with pytest.raises(OpenElsewhere):
            self.opened(center, "s-2", window=8)

    def test_two_people_at_two_windows(self, center: Center) -> None:
        self.opened(center)
        self.opened(center, "s-2", operator_id=OperatorId("o-2"), window=8)

        assert len(center.store.tables.shifts) == 2

    def test_one_forgotten_yesterday_is_closed(self, center: Center) -> None:
        self.opened(center)
        center.at += timedelta(days=1)
        self.opened(center, "s-2")
        forgotten = center.store.tables.shifts[ShiftId("s-1")]

        assert forgotten.state is ShiftState.CLOSED
        assert forgotten.remark == FORGOTTEN

    def test_who_has_no_counter_opens_no_shift(self, center: Center) -> None:
        session = replace(a_session(), operator=center.person(ADMIN))
        with pytest.raises(NotAllowed):
            center.open(OpenShift(shift_id=ShiftId("s-1"), session=session))

    def test_breaks_add_up(self, center: Center) -> None:
        self.opened(center)
        for _ in range(2):
            center.at += timedelta(hours=1)
            center.pause(PauseShift(shift_id=ShiftId("s-1")))
            center.at += timedelta(minutes=10)
            shift = center.resume(ResumeShift(shift_id=ShiftId("s-1")))

        assert shift.rested(center.at) == timedelta(minutes=20)
        assert shift.state is ShiftState.OPEN

    def test_it_may_be_closed_from_a_break(self, center: Center) -> None:
        self.opened(center)
        center.pause(PauseShift(shift_id=ShiftId("s-1")))
        center.at += timedelta(minutes=30)
        closed = self.closed(center)

        assert closed.shift.state is ShiftState.CLOSED
        assert closed.shift.rested(center.at) == timedelta(minutes=30)
        assert center.store.tables.facts[-1].body["rested_s"] == 1800

    def test_drafts_left_behind_must_be_explained(self, center: Center) -> None:
        self.opened(center)
        center.store.left = Leftovers(drafts=(DRAFT,), unsent=2)
        with pytest.raises(RemarkNeeded) as caught:
            self.closed(center, remark="  ")
        said = self.closed(center, remark="Келесі күні келеді")

        assert caught.value.details == {"drafts": [DRAFT.number]}
        assert not said.left.nothing
        assert said.shift.remark == "Келесі күні келеді"

    def test_a_clean_window_closes_without_words(self, center: Center) -> None:
        self.opened(center)

        assert self.closed(center).left.nothing

    def test_moves_that_lead_nowhere_are_refused(self, center: Center) -> None:
        self.opened(center)
        with pytest.raises(IllegalMove):
            center.resume(ResumeShift(shift_id=ShiftId("s-1")))
        self.closed(center)
        for move in (
            lambda: center.pause(PauseShift(shift_id=ShiftId("s-1"))),
            lambda: self.closed(center),
        ):
            with pytest.raises(IllegalMove):
                move()

    def test_a_shift_that_is_not_there_is_told(self, center: Center) -> None:
        missing = ShiftId("none")
        for move in (
            lambda: center.pause(PauseShift(shift_id=missing)),
            lambda: center.resume(ResumeShift(shift_id=missing)),
            lambda: center.close(CloseShift(shift_id=missing)),
        ):
            with pytest.raises(NoSuchShift):
                move()
