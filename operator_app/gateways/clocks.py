"""Clocks: the machine's, one that stands on the marked day of a training center, one that runs."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def machine_clock() -> datetime:
    return datetime.now(UTC)


class StandingClock:
    """Always the same moment: the acts of the training center are repealed today."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def __call__(self) -> datetime:
        return self._at


class RunningClock:
    """Starts at a marked moment and runs on; setting the machine's clock does not touch it.

    ``elapsed`` gives seconds that never go back.
    """

    def __init__(self, start: datetime, elapsed: Callable[[], float] = time.monotonic) -> None:
        self._start = start.astimezone(UTC)
        self._elapsed = elapsed
        self._since = elapsed()

    def __call__(self) -> datetime:
        return self._start + timedelta(seconds=self._elapsed() - self._since)
