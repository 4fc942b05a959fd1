"""What is coming in from files, folders, clipboard, scanner and watched folder, one by one.

A hand may drop a folder of five hundred files: it is walked and read on the work lane, bounded,
told, and can be stopped between any two pages.
"""

from __future__ import annotations

import itertools
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from PySide6.QtGui import QImage

from operator_app.domain.scans import LARGEST, ScanNotAnImage, ScanNotFound, too_large
from operator_app.errors import OperatorAppError
from ui.runtime.lanes import Lane
from ui.runtime.page_images import (
    SUFFIXES,
    Inspect,
    Origin,
    Page,
    open_pages,
    page_of_picture,
)

MOST_PAGES: Final = 60
"""Waiting pages of one case; the thickest package of the standards has about forty."""
MOST_BYTES: Final = 160_000_000
"""All waiting pages together: what an operator's machine can spare."""
OPENED_AT_ONCE: Final = 2
"""As many as there are children that look at scans."""
MOST_WALKED: Final = 5000
"""Entries looked at in dropped folders: somebody dropped a disk, not a package."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that has no file: from the clipboard."""

    image: QImage
    name: str


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes that have no file: from the scanner."""

    content: bytes
    name: str


@dataclass(frozen=True, slots=True)
class Watched:
    """A file of the watched folder: taken away from there once its pages are stored."""

    path: Path


Source = Path | Picture | Content | Watched


@dataclass(frozen=True, slots=True)
class Told:
    """How it went: so many taken of so many, so many left for want of room, and the refusals."""

    taken: int = 0
    of: int = 0
    left_out: int = 0
    refused: tuple[OperatorAppError, ...] = ()
    stopped: bool = False
    running: bool = False

    @property
    def nothing_to_say(self) -> bool:
        return not (self.running or self.left_out or self.refused or self.stopped)


@dataclass(frozen=True, slots=True)
class _Found:
    files: tuple[Path, ...]
    more: int
    others: tuple[str, ...] = ()
    """Names in a folder of what is not called like an image."""


@dataclass(slots=True, eq=False)
class _Opening:
    """A source on the work lane, and what came of it."""

    row: str
    pages: tuple[Page, ...] | None = None
    refused: OperatorAppError | None = None

    @property
    def settled(self) -> bool:
        return self.pages is not None or self.refused is not None


class Incoming:
    """Opens two sources at a time and hands their pages on one by one, in the order they came.

    ``taken(row, page)`` gets each page, ``told`` the progress; ``room`` says how many pages and
    bytes still fit.
    """

    def __init__(
        self,
        lane: Lane,
        inspect: Inspect,
        taken: Callable[[str, Page], None],
        told: Callable[[], None],
        room: Callable[[], tuple[int, int]],
    ) -> None:
        self._lane = lane
        self._inspect = inspect
        self._taken = taken
        self._tell = told
        self._room = room
        self._waiting: deque[tuple[str, Source]] = deque()
        self._opening: deque[_Opening] = deque()
        self._keys = itertools.count(1)
        self._run = 0
        self.told = Told()

    def add(self, row: str, sources: Sequence[Source]) -> None:
        """Folders are opened on the work lane; everything else waits for its turn."""
        if not self.told.running:
            self.told = Told(running=True)
        run, folders = self._run, tuple(one for one in sources if isinstance(one, Path))
        others = tuple(one for one in sources if not isinstance(one, Path))
        if others:
            self._queue(row, others, 0)
        if folders:
            self._lane.submit(
                lambda: _files_of(folders),
                done=lambda found: self._on_found(run, row, found),
                failed=_raise,
            )
        self._tell()

    def cancel(self) -> None:
        """What has come stays; what waits is left out."""
        if self.told.running:
            self._stop(stopped=True)
            self._tell()

    def forget(self) -> None:
        """Another case, or the operator went elsewhere: answers under way are dropped."""
        self._stop(stopped=False)
        self.told = Told()

    def mention(self, error: OperatorAppError) -> None:
        """What went wrong beside the pages that come."""
        self.told = replace(self.told, refused=(*self.told.refused, error))
        self._tell()

    def quiet(self) -> None:
        """The operator has read it."""
        if not self.told.running:
            self.told = Told()

    def _stop(self, *, stopped: bool) -> None:
        self._run += 1
        self._waiting.clear()
        self._opening.clear()
        self.told = replace(self.told, running=False, stopped=stopped)

    def _on_found(self, run: int, row: str, found: _Found) -> None:
        if run != self._run:
            return
        refused = tuple(ScanNotAnImage(name=name) for name in found.others)
        told = self.told
        self.told = replace(told, of=told.of + len(refused), refused=(*told.refused, *refused))
        self._queue(row, found.files, found.more)

    def _queue(self, row: str, sources: Sequence[Source], more: int) -> None:
        self.told = replace(
            self.told, of=self.told.of + len(sources) + more, left_out=self.told.left_out + more
        )
        self._waiting.extend((row, source) for source in sources)
        self._go_on()

    def _go_on(self) -> None:
        """The next sources are opened while there is room; the last one ends the run."""
        while self._waiting and len(self._opening) < OPENED_AT_ONCE:
            pages, size = self._room()
            if pages <= len(self._opening) or size <= 0:
                if not self._opening:
                    self._leave_out()
                break
            self._open(*self._waiting.popleft())
        if not self._waiting and not self._opening and self.told.running:
            self.told = replace(self.told, running=False)
            self._tell()

    def _leave_out(self) -> None:
        self.told = replace(self.told, left_out=self.told.left_out + len(self._waiting))
        self._waiting.clear()

    def _open(self, row: str, source: Source) -> None:
        run, inspect, opening = self._run, self._inspect, _Opening(row)
        self._opening.append(opening)

        def opened(pages: tuple[Page, ...]) -> None:
            opening.pages = pages
            self._settle(run)

        def refused(error: Exception) -> None:
            if not isinstance(error, OperatorAppError):
                raise error
            opening.refused = error
            self._settle(run)

        self._lane.submit(lambda: _pages_of(source, inspect), done=opened, failed=refused)

    def _settle(self, run: int) -> None:
        """Whoever was opened first is taken first, however long it took; what is ready together
        is told together."""
        if run != self._run or not self._opening[0].settled:
            return
        while self._opening and self._opening[0].settled:
            opening = self._opening.popleft()
            if opening.refused is not None:
                self.told = replace(self.told, refused=(*self.told.refused, opening.refused))
            else:
                self._take(opening.row, opening.pages or ())
        self._tell()
        self._go_on()

    def _take(self, row: str, pages: tuple[Page, ...]) -> None:
        room, _ = self._room()
        for page in pages[: max(room, 0)]:
            self._taken(row, replace(page, key=f"new-{next(self._keys)}"))
        left = len(pages) - max(room, 0)
        self.told = replace(
            self.told, taken=self.told.taken + 1, left_out=self.told.left_out + max(left, 0)
        )


def _pages_of(source: Source, inspect: Inspect) -> tuple[Page, ...]:
    if isinstance(source, Picture):
        return (page_of_picture(source.image, source.name),)
    if isinstance(source, Content):
        return open_pages(source.content, source.name, inspect)
    if isinstance(source, Watched):
        pages = open_pages(_content_of(source.path), source.path.name, inspect)
        origin = Origin(source.path, len(pages))
        return tuple(replace(page, origin=origin) for page in pages)
    return open_pages(_content_of(source), source.name, inspect)


def _content_of(path: Path) -> bytes:
    """Bounded before it is read: a dropped film must not fill the memory, a pipe not hold us."""
    if not path.is_file():
        raise ScanNotFound(name=path.name)
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
            size = path.stat().st_size
    except OSError as error:
        raise ScanNotFound(name=path.name) from error
    if len(content) > LARGEST:
        raise too_large(path.name, size)
    return content


def _files_of(paths: Sequence[Path]) -> _Found:
    """Of a folder what is called like an image, in the order of names, and the names of the rest;
    links are not followed. A file that was pointed at is taken as it is, to be refused by its
    content."""
    files: list[Path] = []
    others: list[str] = []
    for path in paths:
        if path.is_dir():
            walked = sorted(itertools.islice(_walked(path), MOST_WALKED))
            files += [file for file in walked if file.suffix.lower() in SUFFIXES]
            others += [file.name for file in walked if file.suffix.lower() not in SUFFIXES]
        else:
            files.append(path)
    return _Found(
        files=tuple(files[:MOST_PAGES]),
        more=max(len(files) - MOST_PAGES, 0),
        others=tuple(others),
    )


def _walked(folder: Path) -> Iterator[Path]:
    for at, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(at) / name for name in names if not name.startswith("."))


def _raise(error: Exception) -> None:
    raise error
