"""What a presenter told, and a lane that answers when the test says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class BoundSignal(Protocol):
    """The part of a signal of Qt that a listener needs."""

    def connect(self, slot: Callable[[object], None]) -> object: ...


def heard(signal: BoundSignal) -> list[object]:
    """Everything the signal says from now on, in order."""
    told: list[object] = []
    signal.connect(told.append)
    return told


class SlowLane:
    """Keeps the work until ``go_on``; then does it in the order it came."""

    def __init__(self) -> None:
        self._kept: list[Callable[[], None]] = []

    def submit(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._kept.append(lambda: done(work()))

    def go_on(self) -> None:
        while self._kept:
            self._kept.pop(0)()
