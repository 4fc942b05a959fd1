"""The one thing the operator waits for at a time: how long, whether it failed, how to stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from operator_app.errors import OperatorAppError, Unavailable
from ui.pages.intake.steps.documents.desk import Desk
from ui.runtime.lanes import Lane

T = TypeVar("T")
SHOWN_AFTER_MS: Final = 300
TICK_MS: Final = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """``what`` is a source sentence; ``again`` is offered when the world may mend itself."""

    what: str
    lane: Lane
    again: Callable[[], None]
    can_cancel: bool = False
    at_once: bool = False
    """It is said that the operator waits, however short it is: nothing can be done before."""
    edits: bool = False
    """A page is being turned or cropped: what is pressed meanwhile is meant for the result."""


class Errand(QObject):
    """At most one errand is under way; an answer to a dropped one is not taken.

    Signals:
        moved(): time has passed that the operator should see.
    """

    moved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked: Asked | None = None
        self._run = 0
        self._failed: Asked | None = None
        self._then: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timeout)
        self._since = QElapsedTimer()
        self.error: OperatorAppError | None = None
        self.seconds = 0
        self.slow = False

    @property
    def free(self) -> bool:
        return self._asked is None

    @property
    def asked(self) -> Asked | None:
        return self._asked

    @property
    def can_retry(self) -> bool:
        return isinstance(self.error, Unavailable)

    def told(self, desk: Desk) -> Desk:
        """The desk with what is under way, for how long, and what went wrong."""
        asked = self._asked
        return replace(
            desk,
            busy="" if asked is None else asked.what,
            can_cancel=asked is not None and asked.can_cancel,
            seconds=self.seconds,
            slow=self.slow,
            error=self.error,
            can_retry=self.can_retry,
        )

    def start(self, asked: Asked, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """``done`` runs once the errand is over, so it may start the next one."""
        self._run += 1
        run, self._asked, self.error = self._run, asked, None

        def settle(answer: T) -> None:
            if run == self._run:
                then, self._then = self._then, None
                self.drop()
                done(answer)
                if then is not None and self.free:
                    then()

        asked.lane.submit(work, done=settle, failed=lambda error: self._fail(run, asked, error))
        if self._asked is asked:
            self.watch()
            self.slow = asked.at_once
            self.moved.emit()

    def watch(self) -> None:
        """Something is being waited for: not shown before 300 ms, then second by second."""
        if not self._timer.isActive():
            self._since.start()
            self._timer.start(SHOWN_AFTER_MS)

    def after_edit(self, act: Callable[[], None]) -> None:
        """A quick hand is ahead: done once the page is ready, however often it was pressed."""
        if self._asked is not None and self._asked.edits:
            self._then = act

    def cancel(self) -> None:
        """Nobody waits any more for what may be left."""
        if self._asked is not None and self._asked.can_cancel:
            self.drop()

    def drop(self) -> None:
        """It is over, or nobody waits for it any more; a save that has begun still ends."""
        self._run += 1
        self._asked = self._then = None
        self.rest()

    def rest(self) -> None:
        self._timer.stop()
        self.seconds, self.slow = 0, False

    def retry(self) -> None:
        failed, self._failed, self.error = self._failed, None, None
        if failed is not None:
            failed.again()

    def _fail(self, run: int, asked: Asked, error: Exception) -> None:
        if not isinstance(error, OperatorAppError):
            self.drop()
            raise error
        if run == self._run:
            self.drop()
            self.error, self._failed = error, asked
            self.moved.emit()

    def _on_timeout(self) -> None:
        self._timer.setInterval(TICK_MS)
        self.seconds, self.slow = self._since.elapsed() // TICK_MS, True
        self.moved.emit()
