"""Tells the frame that the day is closed, here or at another window of the center."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from operator_app.errors import OperatorAppError
from operator_app.usecases.rules import local
from ui.runtime.asking import Asking
from ui.runtime.lanes import Lane
from ui.runtime.speech import Speech

if TYPE_CHECKING:
    from operator_app.domain.days import ClosedDay

LOOK_EVERY_MS: Final = 5000
LOG = logging.getLogger(__name__)


class DayWatch(QObject):
    """``closed`` reads the store: today as it was closed, or nothing.

    Signals: day_changed(ClosedDay | None).
    """

    day_changed = Signal(object)

    def __init__(
        self, closed: Callable[[], ClosedDay | None], lane: Lane, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._closed = closed
        self._asking = Asking(lane, self._on_trouble)
        self._told: ClosedDay | None = None
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        self._timer.start()

    def look(self) -> None:
        self._asking.ask(self._closed, self._on_day)

    def _on_day(self, closed: ClosedDay | None) -> None:
        if closed != self._told:
            self._told = closed
            self.day_changed.emit(closed)

    def _on_trouble(self, error: OperatorAppError) -> None:
        LOG.warning("the frame could not look at the day: %s", error.code)


def day_words(say: Speech, closed: ClosedDay | None) -> str:
    """Who has closed it, when and where; empty of an open day."""
    if closed is None:
        return ""
    return say(
        "The day was closed at {time} at window {window} by {name}:"
        " no new case of this day is taken.",
        time=f"{local(closed.closed_at):%H:%M}",
        window=closed.window,
        name=closed.closed_by,
    )
