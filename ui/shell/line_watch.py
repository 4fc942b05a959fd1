"""Tells the open pages what sync has written by itself, and the frame when the clock is wrong."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from operator_app.sync.engine import LineState

LOOK_EVERY_MS = 1000


class LineWatch(QObject):
    """``line`` and ``changed_cases`` touch neither disk nor network.

    Signals:
        cases_changed(frozenset): sync has written their rows;
        clock_changed(LineState): how far this machine's clock is off has changed.
    """

    cases_changed = Signal(object)
    clock_changed = Signal(object)

    def __init__(
        self,
        *,
        line: Callable[[], LineState],
        changed_cases: Callable[[], frozenset[str]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._line = line
        self._changed_cases = changed_cases
        self._told: tuple[object, int] | None = None
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        self._timer.start()

    def look(self) -> None:
        cases = self._changed_cases()
        if cases:
            self.cases_changed.emit(cases)
        line = self._line()
        told = (line.clock, round((line.clock_ahead_s or 0.0) / 60))
        if told != self._told:
            self._told = told
            self.clock_changed.emit(line)
