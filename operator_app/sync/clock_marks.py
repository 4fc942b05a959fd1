"""What the hub has marked of this window's messages for a wrong clock, kept to be shown."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final, Protocol

import msgspec

from operator_app.ports import Clock
from operator_app.sync.gate import Transactions
from operator_app.wire.clock_marks import ClockMarks
from operator_app.wire.refusals import HubRefusal

CLOCK_MARKS: Final = "clock_marks"
"""Under this name it is kept, as the hub has told it."""
ASKED_EVERY: Final = timedelta(minutes=5)


class MarkingHub(Protocol):
    def clock_marks(self, device: str) -> ClockMarks: ...


class LearnClockMarks:
    """Asks now and then; a hub of before has no such answer, and that is no trouble."""

    def __init__(self, units: Transactions, hub: MarkingHub, now: Clock) -> None:
        self._units = units
        self._hub = hub
        self._now = now
        self._asked_at: datetime | None = None

    def __call__(self) -> None:
        now = self._now()
        if self._asked_at is not None and abs(now - self._asked_at) < ASKED_EVERY:
            return
        with self._units() as unit:
            device = unit.sync.identity().device
        with suppress(HubRefusal):
            self._keep(self._hub.clock_marks(device))
        self._asked_at = now

    def _keep(self, marks: ClockMarks) -> None:
        told = msgspec.json.encode(marks).decode("ascii")
        with self._units() as unit:
            if unit.sync.hub_fact(CLOCK_MARKS) != told:
                unit.sync.learn_hub_fact(CLOCK_MARKS, told)
                unit.commit()
