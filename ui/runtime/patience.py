"""When work that lasts becomes a busy face: nothing for 300 ms, then what it is, then seconds."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from ui.runtime.faces import Busy

FIRST_SHOWN_MS: Final = 300
SECOND_MS: Final = 1000


class Patience(QObject):
    """A face that comes and goes within a blink would only flicker.

    Signals:
        changed(Busy | None): what the page shows of the work under way.
    """

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._what = ""
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)

    def begin(self, what: str) -> None:
        """``what`` is already translated."""
        self._what = what
        self._since.start()
        self._timer.start(FIRST_SHOWN_MS)

    def end(self) -> None:
        self._timer.stop()
        self.changed.emit(None)

    def _tick(self) -> None:
        self._timer.setInterval(SECOND_MS)
        self.changed.emit(Busy(self._what, seconds=round(self._since.elapsed() / SECOND_MS)))
