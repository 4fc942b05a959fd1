"""Clocks: the machine's, and one that stands on the marked day of a training center."""

from __future__ import annotations

from datetime import UTC, datetime


def machine_clock() -> datetime:
    return datetime.now(UTC)


class StandingClock:
    """Always the same moment: the acts of the training center are repealed today."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def __call__(self) -> datetime:
        return self._at
