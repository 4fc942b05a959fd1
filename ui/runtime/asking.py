"""Questions whose answers may come too late: the newest counts, the others are dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from operator_app.errors import OperatorAppError
from ui.runtime.lanes import Lane

T = TypeVar("T")


class Asking:
    """Sends work of one kind to a lane. Anything but an ``OperatorAppError`` is our bug."""

    def __init__(self, lane: Lane, failed: Callable[[OperatorAppError], None]) -> None:
        self._lane = lane
        self._failed = failed
        self._newest = 0

    def ask(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """``done`` hears the answer unless ``ask`` or ``drop`` came in between."""
        self._newest += 1
        mine = self._newest
        self._lane.submit(
            work,
            done=lambda answer: done(answer) if mine == self._newest else None,
            failed=lambda error: self._on_failed(mine, error),
        )

    def drop(self) -> None:
        """Whatever is still under way is not wanted any more."""
        self._newest += 1

    def _on_failed(self, mine: int, error: Exception) -> None:
        if not isinstance(error, OperatorAppError):
            raise error
        if mine == self._newest:
            self._failed(error)
