"""Background lanes: work runs off the interface thread, answers come back on it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

T = TypeVar("T")


class Lane(Protocol):
    """Where a presenter sends everything that touches a disk or a network."""

    def submit(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None: ...


class QtLane(QObject):
    """A pool of fixed width whose callbacks always run on the interface thread.

    The database lane has width one: SQLite has one writer, so we have one too. Of answers that
    come at the same moment each has a turn of the event loop to itself, so that keys and the mouse
    come in between. After ``close`` nothing is delivered any more, so a page that is gone is never
    called back.
    """

    _ready = Signal(object)

    def __init__(self, width: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=width, thread_name_prefix="lane")
        self._closed = False
        self._answers: deque[Callable[[], None]] = deque()
        self._turn = QTimer(self)
        self._turn.timeout.connect(self._deliver)
        self._ready.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def submit(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        if self._closed:
            return

        def finish(future: Future[T]) -> None:
            if not future.cancelled():
                self._ready.emit(lambda: _settle(future, done, failed))

        self._pool.submit(work).add_done_callback(finish)

    @Slot(object)
    def _take(self, settle: Callable[[], None]) -> None:
        if not self._closed:
            self._answers.append(settle)
            self._turn.start()

    def _deliver(self) -> None:
        """A loop that an answer opens (a dialog) goes on with the answers behind it."""
        settle = self._answers.popleft() if self._answers else None
        if not self._answers:
            self._turn.stop()
        if settle is not None:
            settle()

    def close(self, *, finish: bool = False) -> None:
        """Ends what has begun (a save is never cut in the middle) and drops what has not; with
        ``finish`` does that too: what was typed or signed just before waits in the lane."""
        self._closed = True
        self._answers.clear()
        self._turn.stop()
        self._pool.shutdown(wait=True, cancel_futures=not finish)


class InlineLane:
    """Does the work at once, on the caller's thread: for tests and for drawn scenes."""

    def submit(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        future: Future[T] = Future()
        try:
            future.set_result(work())
        except Exception as error:  # the lane hands every failure on, as ``QtLane``'s pool does
            future.set_exception(error)
        _settle(future, done, failed)


def _settle(
    future: Future[T], done: Callable[[T], None], failed: Callable[[Exception], None]
) -> None:
    error = future.exception()
    if error is None:
        done(future.result())
    elif isinstance(error, Exception):
        failed(error)
    else:
        raise error
