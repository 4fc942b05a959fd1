"""Takes what a scanner program puts into the watched folder, and empties it once it is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Protocol, TypeVar

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from operator_app.errors import OperatorAppError
from ui.runtime.incoming_pages import Source, Watched
from ui.runtime.lanes import Lane
from ui.runtime.page_images import Page

T = TypeVar("T")
EVERY_MS: Final = 700
"""Also without a word from the system: a folder of another machine gives none."""

LEFT_BEFORE: Final = "Pages from before lie in the scanner's folder: take them with From file"


class ScanFolder(Protocol):
    """Where a scanner program of the operator's own puts its pages."""

    @property
    def place(self) -> Path: ...

    def begin(self) -> int:
        """What lies there already is left alone; answers how many files that are."""
        ...

    def look(self) -> Sequence[Path]:
        """The files that have become whole since it was last asked."""
        ...

    def take_away(self, path: Path) -> None: ...


class WatchedFolder(QObject):
    """Asks on the work lane, one question at a time, and only while the step is open.

    ``take`` gets the files that are whole; ``failed`` what went wrong, once until it goes well
    again; ``warn`` a source sentence when files lie there that came before the step was opened.
    """

    def __init__(
        self,
        lane: Lane,
        folder: ScanFolder | None,
        take: Callable[[Sequence[Source]], None],
        failed: Callable[[OperatorAppError], None],
        warn: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._lane = lane
        self._folder = folder
        self._take = take
        self._failed = failed
        self._warn = warn
        self._asking = False
        self._told: str = ""
        self._stored: dict[Path, set[str]] = {}
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self.look)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def watch(self, *, on: bool) -> None:
        folder = self._folder
        if folder is None or on == self._timer.isActive():
            return
        if on:
            self._timer.start()
            self._watcher.addPath(str(folder.place))
            self._ask(folder.begin, self._on_begun)
        else:
            self._timer.stop()
            self._watcher.removePaths(self._watcher.directories())

    def look(self) -> None:
        if self._folder is not None and self._timer.isActive():
            self._ask(self._folder.look, self._on_come)

    def stored(self, pages: Sequence[Page]) -> None:
        """These pages are in the store: a file all of whose pages are there is taken away."""
        for page in pages:
            origin = page.origin
            if origin is None or self._folder is None:
                continue
            keys = self._stored.setdefault(origin.path, set())
            keys.add(page.key)
            if len(keys) >= origin.pages:
                del self._stored[origin.path]
                self._take_away(self._folder, origin.path)

    def _take_away(self, folder: ScanFolder, path: Path) -> None:
        self._lane.submit(
            lambda: folder.take_away(path), done=lambda _: None, failed=self._on_failed
        )

    def _ask(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        if self._asking:
            return
        self._asking = True

        def answered(answer: T) -> None:
            self._asking, self._told = False, ""
            if self._timer.isActive():
                done(answer)

        self._lane.submit(work, done=answered, failed=self._on_failed)

    def _on_begun(self, left: int) -> None:
        if left:
            self._warn(LEFT_BEFORE)

    def _on_come(self, paths: Sequence[Path]) -> None:
        if paths:
            self._take(tuple(Watched(path) for path in paths))

    def _on_failed(self, error: Exception) -> None:
        self._asking = False
        if not isinstance(error, OperatorAppError):
            raise error
        if error.code != self._told:
            self._told = error.code
            self._failed(error)
