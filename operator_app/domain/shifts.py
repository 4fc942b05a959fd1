"""A shift of an operator at a window: open, on a break, closed; and what is left at its end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NewType

from operator_app.domain.operators import OperatorId
from operator_app.errors import RuleViolation

ShiftId = NewType("ShiftId", str)


class IllegalMove(RuleViolation):
    """The shift is in a state from which this does not lead anywhere."""

    code = "shift.illegal_move"


class NoSuchShift(RuleViolation):
    code = "shift.not_found"


class WindowTaken(RuleViolation):
    """Somebody else's shift is open at this window."""

    code = "shift.window_taken"


class OpenElsewhere(RuleViolation):
    """One person does not sit at two windows."""

    code = "shift.open_elsewhere"


class RemarkNeeded(RuleViolation):
    """Drafts stay unsigned: whoever finds them tomorrow must read why."""

    code = "shift.remark_needed"


class ShiftState(StrEnum):
    OPEN = "open"
    BREAK = "break"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A break; ``until`` is known when it is over."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One person's work at one window on one local day."""

    id: ShiftId
    operator_id: OperatorId
    operator: str
    center: str
    window: int
    day: date
    opened_at: datetime
    state: ShiftState = ShiftState.OPEN
    pauses: tuple[Pause, ...] = ()
    closed_at: datetime | None = None
    remark: str = ""

    def pause(self, at: datetime) -> Shift:
        self._must_be(ShiftState.OPEN, ShiftState.BREAK)
        return replace(self, state=ShiftState.BREAK, pauses=(*self.pauses, Pause(since=at)))

    def resume(self, at: datetime) -> Shift:
        self._must_be(ShiftState.BREAK, ShiftState.OPEN)
        *before, last = self.pauses
        ended = replace(last, until=at)
        return replace(self, state=ShiftState.OPEN, pauses=(*before, ended))

    def close(self, at: datetime, left: Leftovers, remark: str = "") -> Shift:
        """Closes from a break too; unsigned drafts need a remark, the rest is only shown."""
        if self.state is ShiftState.CLOSED:
            raise IllegalMove(state=self.state.value, wanted=ShiftState.CLOSED.value)
        if left.drafts and not remark.strip():
            raise RemarkNeeded(drafts=[draft.number for draft in left.drafts])
        here = self.resume(at) if self.state is ShiftState.BREAK else self
        return replace(here, state=ShiftState.CLOSED, closed_at=at, remark=remark.strip())

    def rested(self, at: datetime) -> timedelta:
        """All breaks together, the one that goes on included."""
        return sum(((pause.until or at) - pause.since for pause in self.pauses), timedelta())

    def _must_be(self, state: ShiftState, wanted: ShiftState) -> None:
        if self.state is not state:
            raise IllegalMove(state=self.state.value, wanted=wanted.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfinishedCase:
    """A draft that lies at this window: entered, not signed."""

    id: str
    number: str
    applicant_name: str
    service: str
    opened_at: datetime
    ticket_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnprintedPaper:
    """A paper that was made for an applicant and was never really printed or saved."""

    id: str
    case_id: str
    number: str
    kind: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftovers:
    """What would be left behind if the window closed now."""

    unsent: int = 0
    refused_by_hub: int = 0
    unprinted: tuple[UnprintedPaper, ...] = ()
    drafts: tuple[UnfinishedCase, ...] = ()
    in_tray: int = 0
    """Packages that lie in no manifest of the courier."""
    bags: int = 0
    """Bags that were filled here and are not with the courier yet."""

    @property
    def nothing(self) -> bool:
        in_the_drawer = self.in_tray or self.bags
        on_paper = self.unprinted or self.drafts
        return not (self.unsent or self.refused_by_hub or on_paper or in_the_drawer)
