"""Looks from time to time whether a scanner program has put a page into the watched folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer

from ui.runtime.lanes import Lane

EVERY_MS: Final = 1500


class WatchedFolder(QObject):
    """Asks on the work lane, one question at a time, and only while the step is open."""

    def __init__(
        self,
        lane: Lane,
        come: Callable[[], Sequence[Path]] | None,
        take: Callable[[Sequence[Path]], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lane = lane
        self._come = come
        self._take = take
        self._asking = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def watch(self, *, on: bool) -> None:
        if on and self._come is not None:
            self._timer.start()
        else:
            self._timer.stop()

    def look(self) -> None:
        if self._come is None or self._asking:
            return
        self._asking = True
        self._lane.submit(self._come, done=self._on_come, failed=self._on_failed)

    def _on_come(self, paths: Sequence[Path]) -> None:
        self._asking = False
        if paths and self._timer.isActive():
            self._take(paths)

    def _on_failed(self, error: Exception) -> None:
        self._asking = False
        raise error
