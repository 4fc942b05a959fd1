"""Measures how long the interface thread leaves the operator without an answer.

A timer beats on the interface thread. What the thread computes between two beats is the most any
one piece of work can have held it, other programs of the machine not counted. Whoever plays the
operator on that thread uses ``piece`` instead: its own work is no work of the window.
"""

from __future__ import annotations

import faulthandler
import logging
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer

LOG = logging.getLogger(__name__)
BEAT_MS = 10
STALL_MS = 50.0
DEEP = 12
"""Calls that are told of a stall, from the innermost outwards."""
_KEPT = 100


@dataclass(frozen=True, slots=True)
class Stall:
    """Of a piece of work: processor time of the thread, time on the wall, and where it was."""

    cpu_ms: float
    wall_ms: float
    where: str = ""


class Watchdog(QObject):
    """Runs between ``start`` and ``stop`` only: ten milliseconds a beat are not free.

    With ``tell_where`` a second thread looks at the stack of a thread that is late with its beat.
    ``every_ms`` is a rarer beat for a window in use; each stall of it is written down, with the
    places in the program where it was and nothing of what was worked on.
    """

    def __init__(
        self,
        *,
        tell_where: bool = False,
        every_ms: int = BEAT_MS,
        wall: Callable[[], float] = time.monotonic,
        cpu: Callable[[], float] = time.thread_time,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._wall, self._cpu = wall, cpu
        self._beat_at, self._cpu_at = wall(), cpu()
        self._longest = Stall(0.0, 0.0)
        self._stalls: list[Stall] = []
        self._count = 0
        self._where = ""
        self._taken_ms = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(every_ms)
        self._timer.timeout.connect(self.beat)
        self._tell_where = tell_where
        self._ended = threading.Event()
        self._witness: threading.Thread | None = None

    @property
    def longest(self) -> Stall:
        """The one that took the thread most processor time since ``start``."""
        return self._longest

    @property
    def stalls(self) -> tuple[Stall, ...]:
        """Those over 50 ms of processor time, the newest hundred."""
        return tuple(self._stalls)

    @property
    def taken_ms(self) -> float:
        """Time on the wall of all pieces since the watchdog was made."""
        return self._taken_ms

    def start(self) -> None:
        self.forget()
        self._timer.start()
        self.look_on()

    def forget(self) -> None:
        """What was seen so far counts no more."""
        self._longest, self._stalls, self._count = Stall(0.0, 0.0), [], 0
        self._beat_at, self._cpu_at = self._wall(), self._cpu()

    def look_on(self) -> None:
        if self._tell_where and self._witness is None:
            self._ended.clear()
            self._witness = threading.Thread(
                target=self._look_on, args=(threading.get_ident(),), daemon=True, name="watchdog"
            )
            self._witness.start()

    def stop(self) -> None:
        self._timer.stop()
        self._ended.set()
        if self._witness is not None:
            self._witness.join()
            self._witness = None

    @property
    def count(self) -> int:
        """How many stalls there were since ``start``."""
        return self._count

    def beat(self) -> None:
        self._end(but_ms=self._timer.interval())

    @contextmanager
    def piece(self) -> Iterator[None]:
        """One event, or one turn of the event loop; what comes between two pieces is not seen."""
        self._beat_at, self._cpu_at, self._where = self._wall(), self._cpu(), ""
        try:
            yield
        finally:
            self._taken_ms += (self._wall() - self._beat_at) * 1000
            self._end()

    def _end(self, but_ms: float = 0.0) -> None:
        wall, cpu = self._wall(), self._cpu()
        stall = Stall(
            cpu_ms=(cpu - self._cpu_at) * 1000,
            wall_ms=max(0.0, (wall - self._beat_at) * 1000 - but_ms),
            where=self._where,
        )
        self._beat_at, self._cpu_at, self._where = wall, cpu, ""
        if stall.cpu_ms > self._longest.cpu_ms:
            self._longest = stall
        if stall.cpu_ms > STALL_MS:
            self._stalls = [*self._stalls, stall][-_KEPT:]
            self._count += 1
            if self._timer.isActive():
                self._write_down(stall)

    def _write_down(self, stall: Stall) -> None:
        facts = {
            "cpu_ms": round(stall.cpu_ms, 1),
            "wall_ms": round(stall.wall_ms, 1),
            "count": self._count,
            "where": stall.where,
        }
        LOG.info("the window stood still", extra={"facts": facts})

    def _look_on(self, thread: int) -> None:
        """Written here, read on the interface thread; a text is replaced whole, so no lock."""
        while not self._ended.wait(STALL_MS / 2000):
            if (self._wall() - self._beat_at) * 1000 > STALL_MS and not self._where:
                self._where = _stack_of(thread)


def _stack_of(thread: int) -> str:
    """Where ``thread`` is, the innermost call last.

    Read without touching its frames: whoever holds one of them may come to be the one who lets go
    of its timers and widgets, and they may end on the interface thread only.
    """
    with tempfile.TemporaryFile() as file:
        faulthandler.dump_traceback(file, all_threads=True)
        file.seek(0)
        told = file.read().decode(errors="replace")
    mine = next((one for one in told.split("\n\n") if f"0x{thread:016x}" in one), "")
    return "\n".join(reversed(mine.splitlines()[1 : DEEP + 1]))
