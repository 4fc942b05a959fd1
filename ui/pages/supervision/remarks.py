"""Keeps what is typed to exceptions in the store, soon after the first letter and before anybody
leaves: a window that is killed loses no more than the last moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QObject, QTimer

from operator_app.errors import OperatorAppError, RuleViolation
from ui.runtime.asking import Asking
from ui.runtime.lanes import Lane

KEEP_AFTER_MS = 250
"""After the first letter that is not kept: who types on and on is kept as often."""

Write = Callable[[date, Mapping[str, str]], None]


class Remarks(QObject):
    """``failed`` hears why something was not kept; it is tried again at the next ``keep``."""

    def __init__(
        self, lane: Lane, failed: Callable[[OperatorAppError], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._saving = Asking(lane, self._on_failed)
        self._failed = failed
        self._write: Write | None = None
        self._day: date | None = None
        self._unsaved: dict[str, str] = {}
        self._timer = QTimer(self, interval=KEEP_AFTER_MS, singleShot=True)
        self._timer.timeout.connect(self.keep)

    def begin(self, write: Write) -> None:
        """``write`` is of whoever sits here now."""
        self._write = write

    def end(self) -> None:
        """Nobody sits here; what was just handed to the store is still kept there."""
        self._timer.stop()
        self._write = None
        self._unsaved = {}

    def write(self, day: date, said: Mapping[str, str]) -> None:
        if day != self._day:
            self.keep()
            self._day, self._unsaved = day, {}
        self._unsaved.update(said)
        if not self._timer.isActive():
            self._timer.start()

    def unsaved(self, day: date) -> Mapping[str, str]:
        return dict(self._unsaved) if day == self._day else {}

    def keep(self) -> None:
        """Everything that is not in the store yet, together: the newest words win."""
        self._timer.stop()
        write, day, said = self._write, self._day, dict(self._unsaved)
        if write is not None and day is not None and said:
            self._saving.ask(lambda: write(day, said), lambda _: self._on_kept(day, said))

    def _on_kept(self, day: date, said: Mapping[str, str]) -> None:
        if day == self._day:
            left = self._unsaved.items() - said.items()
            self._unsaved = dict(left)

    def _on_failed(self, error: OperatorAppError) -> None:
        """What the store does not want at all is not tried again."""
        if isinstance(error, RuleViolation):
            self._unsaved = {}
        self._failed(error)
