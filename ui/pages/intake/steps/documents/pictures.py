"""Small pictures of saved pages and the one that is looked at: loaded aside, few kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtGui import QImage

from operator_app.errors import OperatorAppError
from ui.pages.intake.steps.documents.tray import Tile
from ui.runtime.lanes import Lane
from ui.runtime.page_images import (
    Edit,
    Page,
    Preview,
    edited,
    preview_of,
    shown_of,
)

MOST_PREVIEWS: Final = 150
"""About 90 kilobytes each."""
MOST_SHOWN: Final = 3
"""About 5 megabytes each."""


class Pictures:
    """Answers with what it has and tells once more has come; a page is asked for once."""

    def __init__(self, lane: Lane, fetch: Callable[[str], bytes], came: Callable[[], None]) -> None:
        self._lane = lane
        self._fetch = fetch
        self._came = came
        self._previews: OrderedDict[str, Preview | None] = OrderedDict()
        self._shown: OrderedDict[str, QImage] = OrderedDict()
        self._asked: set[str] = set()
        self._run = 0

    def previews(self, tiles: tuple[Tile, ...]) -> dict[str, Preview | None]:
        """What is known of these saved pages; asks for the rest."""
        known = {}
        for tile in tiles:
            if tile.scan is None:
                continue
            sha256 = tile.scan.sha256
            if sha256 not in self._previews:
                self._ask_preview(tile)
            if sha256 in self._previews:
                self._previews.move_to_end(sha256)
                known[sha256] = self._previews[sha256]
        return known

    def remember(self, sha256: str, preview: Preview) -> None:
        """A page just attached need not be opened again."""
        self._previews[sha256] = preview
        self._trim()

    def look(self, page: Page) -> Page:
        """A page that has just come is most likely looked at now; it waits without its picture."""
        if page.shown is not None:
            self._shown[page.sha256] = page.shown
            self._trim()
        return replace(page, shown=None)

    def shown(self, tile: Tile | None) -> QImage | None:
        """The page as the viewer shows it, once it is there."""
        if tile is None or tile.sha256 is None:
            return None
        if tile.sha256 not in self._shown:
            self._ask_shown(tile, tile.sha256)
        if tile.sha256 in self._shown:
            self._shown.move_to_end(tile.sha256)
        return self._shown.get(tile.sha256)

    def forget(self) -> None:
        """Another case: nothing of the last person stays in memory, no late answer is taken."""
        self._run += 1
        self._previews.clear()
        self._shown.clear()
        self._asked.clear()

    def _ask_preview(self, tile: Tile) -> None:
        scan = tile.scan
        if scan is None or f"small {scan.sha256}" in self._asked:
            return
        self._asked.add(f"small {scan.sha256}")
        run, fetch = self._run, self._fetch

        def done(preview: Preview | None) -> None:
            if run == self._run:
                self._asked.discard(f"small {scan.sha256}")
                self._previews[scan.sha256] = preview
                self._trim()
                self._came()

        self._lane.submit(
            lambda: preview_of(fetch(scan.sha256), scan.media_type, scan.name),
            done=done,
            failed=lambda error: _damaged(error, lambda: done(None)),
        )

    def _ask_shown(self, tile: Tile, sha256: str) -> None:
        if f"large {sha256}" in self._asked or self._previews.get(sha256, tile) is None:
            return
        self._asked.add(f"large {sha256}")
        run, load = self._run, _loader(tile, self._fetch)

        def done(image: QImage) -> None:
            if run == self._run:
                self._asked.discard(f"large {sha256}")
                self._shown[sha256] = image
                self._trim()
                self._came()

        def damaged() -> None:
            if run == self._run:
                self._previews[sha256] = None
                self._came()

        self._lane.submit(load, done=done, failed=lambda error: _damaged(error, damaged))

    def _trim(self) -> None:
        while len(self._previews) > MOST_PREVIEWS:
            self._previews.popitem(last=False)
        while len(self._shown) > MOST_SHOWN:
            self._shown.popitem(last=False)


def editing(tile: Tile, fetch: Callable[[str], bytes], edit: Edit) -> Callable[[], Page]:
    """The page of ``tile`` after ``edit``, for the work lane."""
    page, scan = tile.page, tile.scan

    def work() -> Page:
        if page is not None:
            return edited(page.content, page.media_type, page.name, edit)
        if scan is None:
            raise LookupError(tile)
        return edited(fetch(scan.sha256), scan.media_type, scan.name, edit)

    return work


def _loader(tile: Tile, fetch: Callable[[str], bytes]) -> Callable[[], QImage]:
    page, scan = tile.page, tile.scan

    def load() -> QImage:
        if page is not None:
            return shown_of(page.content, page.media_type, page.name)
        if scan is None:
            return QImage()
        return shown_of(fetch(scan.sha256), scan.media_type, scan.name)

    return load


def _damaged(error: Exception, settle: Callable[[], None]) -> None:
    """A page that cannot be opened is shown as damaged; anything else is our bug."""
    if not isinstance(error, OperatorAppError):
        raise error
    settle()
