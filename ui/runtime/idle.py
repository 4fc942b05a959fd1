"""Nobody has touched the machine for a while: the screen locks over the unfinished case."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

LIMIT_S = 5 * 60
_LOOKS_EVERY_MS = 1000


def awake_or_asleep_s() -> float:
    """Seconds that only go forward, those of a sleeping machine included where it counts them."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


class IdleWatch(QObject):
    """Setting the machine's clock neither locks nor keeps open.

    Signals:
        idle(): once, when ``limit_s`` have passed without ``touched``; armed again by ``touched``.
    """

    idle = Signal()

    def __init__(
        self,
        limit_s: float = LIMIT_S,
        *,
        now: Callable[[], float] = awake_or_asleep_s,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._limit_s = limit_s
        self._now = now
        self._touched_at = now()
        self._told = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOKS_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        self.touched()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def touched(self) -> None:
        self._touched_at = self._now()
        self._told = False

    @property
    def watching(self) -> bool:
        return self._timer.isActive()

    def look(self) -> bool:
        """Whether the absence has been told by this look: a touch that comes first after it must
        neither keep open nor do anything more."""
        if self._told or not self.overdue():
            return False
        self._told = True
        self.idle.emit()
        return True

    def overdue(self) -> bool:
        return self._now() - self._touched_at >= self._limit_s
