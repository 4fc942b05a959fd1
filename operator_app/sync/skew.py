"""How far this machine's clock is from the hub's: heard on every answer, no reason to refuse."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

BANNER: Final = timedelta(minutes=2)
MARK: Final = timedelta(minutes=5)
_TOO_SLOW: Final = timedelta(seconds=30)
"""An answer that took so long says too little about the clock."""


class ClockState(StrEnum):
    RIGHT = "right"
    BANNER = "banner"
    """Two minutes or more: the operator is told."""
    MARKED = "marked"
    """Five minutes or more: what is saved now carries the mark at the hub."""


class Skew:
    """``seconds`` is what this machine's clock is ahead; ``None`` before the first answer."""

    def __init__(self) -> None:
        self._ahead: timedelta | None = None

    def hear(self, hub: datetime, asked_at: datetime, answered_at: datetime) -> None:
        """The hub's clock stood at ``hub`` somewhere between the two moments of this machine.

        A clock that was set in between, or a slow answer, tells nothing.
        """
        took = answered_at - asked_at
        if timedelta(0) <= took <= _TOO_SLOW:
            self._ahead = asked_at + took / 2 - hub

    @property
    def seconds(self) -> float | None:
        return None if self._ahead is None else self._ahead.total_seconds()

    @property
    def state(self) -> ClockState:
        ahead = abs(self._ahead or timedelta(0))
        if ahead >= MARK:
            return ClockState.MARKED
        return ClockState.BANNER if ahead >= BANNER else ClockState.RIGHT
