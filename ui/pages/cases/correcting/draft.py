"""Keeps what is typed and laid for a correction in the store, soon after it changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from operator_app.errors import OperatorAppError
from operator_app.usecases.keep_correction_draft import KeepCorrectionDraft
from ui.runtime.lanes import Lane
from ui.runtime.page_images import Page

KEEP_AFTER_MS = 250
"""After the first change that is not kept: who types on and on is kept as often."""


class DraftKeeping(QObject):
    """Of one case at a time; ``seal`` makes a page durable before any draft names it.

    Signals: sealed(tuple of Page): they are in the store now, whatever becomes of the request;
    unkept(OperatorAppError): the store did not take it, and is asked again at the next change.
    """

    sealed = Signal(object)
    unkept = Signal(object)

    def __init__(
        self,
        lane: Lane,
        keep: Callable[[KeepCorrectionDraft], None],
        seal: Callable[[bytes], str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._lane, self._write, self._seal = lane, keep, seal
        self._kept: KeepCorrectionDraft | None = None
        self._newest: KeepCorrectionDraft | None = None
        self._pages: Sequence[Page] = ()
        self._durable: frozenset[str] = frozenset()
        self._timer = QTimer(self, interval=KEEP_AFTER_MS, singleShot=True)
        self._timer.timeout.connect(self.keep)

    @property
    def begun(self) -> bool:
        """Whether it is known what the store has."""
        return self._kept is not None

    def begin(self, stored: KeepCorrectionDraft) -> None:
        """What the store has of this case."""
        self._kept = self._newest = stored
        self._durable = frozenset(scan.sha256 for scan in stored.scans)

    def end(self) -> None:
        """The case is left: what is typed is saved, and nothing of it stays in memory."""
        if self._timer.isActive():
            self.keep()
        self._kept = self._newest = None
        self._pages, self._durable = (), frozenset()

    def lay(self, newest: KeepCorrectionDraft, pages: Sequence[Page]) -> None:
        """``pages`` are those it names."""
        if self._kept is None:
            return
        self._newest, self._pages = newest, pages
        if newest != self._kept and not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Now, when there is anything that the store has not."""
        self._timer.stop()
        newest, seal, write = self._newest, self._seal, self._write
        if newest is None or newest == self._kept:
            return
        fresh = tuple(page for page in self._pages if page.sha256 not in self._durable)

        def work() -> None:
            for page in fresh:
                seal(page.content)
            write(newest)

        self._lane.submit(work, done=lambda _: self._on_kept(newest, fresh), failed=self._on_failed)

    def _on_kept(self, kept: KeepCorrectionDraft, fresh: tuple[Page, ...]) -> None:
        if self._kept is not None and self._kept.application_id == kept.application_id:
            self._kept = kept
            self._durable |= {page.sha256 for page in fresh}
        self.sealed.emit(fresh)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, OperatorAppError):
            raise error
        self.unkept.emit(error)
