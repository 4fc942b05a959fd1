"""The pages of papers that were added: small ones in a row, and the one that is looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from operator_app.domain.applications import Scan
from operator_app.errors import OperatorAppError
from ui.runtime.lanes import Lane
from ui.runtime.page_images import Preview, preview_of, shown_of
from ui.runtime.pdf_pages import PageImage

READ_PX = 1100
"""Wide enough for small print at three times the width of the card."""


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """``previews`` by hash, ``None`` for a page that cannot be opened."""

    scans: tuple[Scan, ...] = ()
    at: int = -1
    previews: dict[str, Preview | None] | None = None
    page: PageImage | None = None


class AddedPages(QObject):
    """Opens pages on the work lane, few at a time; answers of another case are dropped.

    Signals: changed(Looked).
    """

    changed = Signal(object)

    def __init__(
        self, lane: Lane, fetch: Callable[[str], bytes], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._lane, self._fetch = lane, fetch
        self._run = 0
        self._scans: tuple[Scan, ...] = ()
        self._at = -1
        self._previews: dict[str, Preview | None] = {}
        self._page: PageImage | None = None

    def show(self, scans: tuple[Scan, ...]) -> None:
        if scans == self._scans:
            return
        self._run += 1
        self._scans, self._previews = scans, {}
        self._at, self._page = (0 if scans else -1), None
        self._ask_preview(0)
        self._ask_page()
        self._tell()

    def choose(self, at: int) -> None:
        if at != self._at and 0 <= at < len(self._scans):
            self._at, self._page = at, None
            self._ask_page()
            self._tell()

    def _ask_preview(self, at: int) -> None:
        """One after the other: whoever looks at the page waits for nothing else."""
        if at >= len(self._scans):
            return
        run, scan, fetch = self._run, self._scans[at], self._fetch

        def done(preview: Preview | None) -> None:
            if run == self._run:
                self._previews[scan.sha256] = preview
                self._ask_preview(at + 1)
                self._tell()

        self._lane.submit(
            lambda: preview_of(fetch(scan.sha256), scan.media_type, scan.name),
            done=done,
            failed=lambda error: _unreadable(error, lambda: done(None)),
        )

    def _ask_page(self) -> None:
        if not 0 <= self._at < len(self._scans):
            return
        run, at, scan, fetch = self._run, self._at, self._scans[self._at], self._fetch

        def done(page: PageImage | None) -> None:
            if (run, at) == (self._run, self._at):
                self._page = page
                self._tell()

        self._lane.submit(
            lambda: _read(shown_of(fetch(scan.sha256), scan.media_type, scan.name)),
            done=done,
            failed=lambda error: _unreadable(error, lambda: done(None)),
        )

    def _tell(self) -> None:
        self.changed.emit(Looked(self._scans, self._at, dict(self._previews), self._page))


def _read(image: QImage) -> PageImage:
    smooth = Qt.TransformationMode.SmoothTransformation
    fitted = image.scaledToWidth(READ_PX, smooth) if image.width() > READ_PX else image
    plain = fitted.convertToFormat(QImage.Format.Format_RGB32)
    return PageImage(
        width=plain.width(),
        height=plain.height(),
        stride=plain.bytesPerLine(),
        pixels=bytes(plain.constBits()),
    )


def _unreadable(error: Exception, settle: Callable[[], None]) -> None:
    """A page that cannot be opened is shown as such; anything else is our bug."""
    if not isinstance(error, OperatorAppError):
        raise error
    settle()
