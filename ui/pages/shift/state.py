"""What the page of the shift shows: who works here since when, and what is still lying about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.shifts import Leftovers, Shift, ShiftState
from operator_app.queries.window_day import WindowDay
from ui.runtime.faces import Busy, Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftPageState:
    """``shift`` is the one that is not closed, or the one that was closed just now."""

    operator: str = ""
    window: int = 0
    asked: bool = False
    """Whether an answer has come; before that nobody says that there is no shift."""
    shift: Shift | None = None
    left: Leftovers = field(default_factory=Leftovers)
    day: WindowDay | None = None
    now: datetime | None = None
    services: dict[str, Bilingual] = field(default_factory=dict)
    asking: bool = False
    """The operator wants to close; what is left is looked at once more before it is done."""
    remark: str = ""
    working: bool = False
    busy: Busy | None = None
    trouble: Trouble | None = None

    @property
    def standing(self) -> ShiftState | None:
        return self.shift.state if self.shift is not None else None

    @property
    def is_open(self) -> bool:
        """Open or on a break: somebody has this window."""
        return self.standing in {ShiftState.OPEN, ShiftState.BREAK}

    @property
    def may_open(self) -> bool:
        return self.asked and not self.is_open and not self.working

    @property
    def needs_remark(self) -> bool:
        return self.is_open and bool(self.left.drafts)

    @property
    def may_close(self) -> bool:
        if not (self.is_open and self.asking) or self.working:
            return False
        return bool(self.remark.strip()) or not self.needs_remark

    @property
    def rested(self) -> timedelta:
        if self.shift is None or self.now is None:
            return timedelta()
        return self.shift.rested(self.now)
