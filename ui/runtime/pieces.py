"""Long work of the interface thread, cut where an operator may come in between."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

T = TypeVar("T")


class Pieces(Generic[T]):
    """Goes on with ``work`` whenever the event loop is free; its value goes to ``done``."""

    def __init__(self, work: Generator[None, None, T], done: Callable[[T], None]) -> None:
        self._work = work
        self._done = done
        self._owner = QObject()
        self._timer = QTimer(self._owner)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        self._work.close()

    def _go_on(self) -> None:
        try:
            next(self._work)
        except StopIteration as end:
            self._timer.stop()
            self._done(end.value)


def all_at_once(work: Generator[None, None, T]) -> T:
    """Where nobody waits: rehearsals and tests."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            value: T = end.value
            return value
