"""The folder into which the operator's own scanner program puts its pages."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from operator_app.domain.scans import ScanFolderGone, ScanNotTakenAway

SETTLES_S: Final = 0.8
"""A file is whole when neither its size nor its time has changed for so long."""
MOST_WALKED: Final = 5000
UNFINISHED: Final = frozenset({".tmp", ".part", ".partial", ".crdownload"})
"""What scanner programs and browsers call a file that they still write."""
OF_THE_SYSTEM: Final = frozenset({"thumbs.db", "desktop.ini"})

Shape = tuple[int, int]
"""Size in bytes and time of the last change in nanoseconds."""


class ScanFolder:
    """Gives each file once, when it is whole. What lay there before belongs to somebody else: it
    is counted, and never given."""

    def __init__(self, folder: Path, seconds: Callable[[], float]) -> None:
        self._folder = folder
        self._seconds = seconds
        self._known: dict[Path, Shape] = {}
        self._growing: dict[Path, tuple[Shape, float]] = {}

    @property
    def place(self) -> Path:
        return self._folder

    def begin(self) -> int:
        """From now on; answers how many files lie there that were never given."""
        there = self._there()
        given = {path: shape for path, shape in self._known.items() if there.get(path) == shape}
        self._known, self._growing = there, {}
        return len(there) - len(given)

    def look(self) -> tuple[Path, ...]:
        """Files that have become whole since the last look, in the order of their coming."""
        now, there = self._seconds(), self._there()
        self._known = {path: one for path, one in self._known.items() if there.get(path) == one}
        growing: dict[Path, tuple[Shape, float]] = {}
        whole: list[Path] = []
        for path, shape in sorted(there.items(), key=lambda item: (item[1][1], item[0])):
            if path in self._known:
                continue
            before, since = self._growing.get(path, (shape, now))
            if before != shape:
                since = now
            if now - since >= SETTLES_S and shape[0]:
                self._known[path] = shape
                whole.append(path)
            else:
                growing[path] = (shape, since)
        self._growing = growing
        return tuple(whole)

    def take_away(self, path: Path) -> None:
        """Its pages are in the store now. A file that was written anew meanwhile stays."""
        given = self._known.get(path)
        if given is None or given != _shape(path):
            return
        try:
            path.unlink()
        except OSError as error:
            raise ScanNotTakenAway(name=path.name) from error

    def _there(self) -> dict[Path, Shape]:
        if not self._folder.is_dir():
            raise ScanFolderGone(folder=self._folder)
        found = {}
        for path in itertools.islice(_files(self._folder), MOST_WALKED):
            shape = _shape(path)
            if shape is not None:
                found[path] = shape
        return found


def _files(folder: Path) -> Iterator[Path]:
    """Folders in it too, links not followed; what is hidden or still being written is not there."""
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(at) / name
            hidden = name.startswith((".", "~")) or name.lower() in OF_THE_SYSTEM
            if not hidden and path.suffix.lower() not in UNFINISHED:
                yield path


def _shape(path: Path) -> Shape | None:
    """``None`` for what is no file, or gone while it was looked at."""
    try:
        seen = path.lstat()
    except OSError:
        return None
    return (seen.st_size, seen.st_mtime_ns) if path.is_file() else None
