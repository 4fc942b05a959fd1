"""A lane whose work waits until the test lets it go on: answers that come late, or never."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ui.runtime.lanes import InlineLane

T = TypeVar("T")


class WaitingLane:
    """``go_on`` does what was submitted, in order; ``work_only`` leaves the answers for later."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], None]] = []
        self._inline = InlineLane()

    def submit(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._waiting.append(lambda: self._inline.submit(work, done=done, failed=failed))

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def go_on(self) -> None:
        while self._waiting:
            self._waiting.pop(0)()
