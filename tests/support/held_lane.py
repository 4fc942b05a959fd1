"""A lane whose answers come when the test wants them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ui.runtime.lanes import InlineLane

T = TypeVar("T")


class HeldLane:
    """Keeps the work until ``go``; ``held`` may also be done one by one."""

    def __init__(self) -> None:
        self.held: list[Callable[[], None]] = []

    def submit(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self.held.append(lambda: InlineLane().submit(work, done=done, failed=failed))

    def go(self) -> None:
        while self.held:
            self.held.pop(0)()
