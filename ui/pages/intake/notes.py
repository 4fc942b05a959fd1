"""The place of the open case, saved while it is typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from operator_app.domain.places import Place
from operator_app.errors import OperatorAppError
from ui.pages.intake.errands import unheard
from ui.runtime.lanes import Lane

PAUSE_MS = 400
"""Typing is saved this long after the first key that is not in the store yet, however fast the
next ones follow; with the saving itself, within one second."""

LONGEST = 500
"""Letters of one field that are kept: a paste of a whole file is no name."""


RememberPlace = Callable[[Place], None]
RecallPlace = Callable[[str], Place | None]


def remember_nothing(_: Place) -> None:
    """Where no store is wired: drawn scenes and tests."""


def recall_nothing(_: str) -> Place | None:
    return None


class Notes(QObject):
    """The one place of the open case; every change is in the store within one second.

    Signals:
        unsaved(OperatorAppError): the store did not take it.
        closed(): the case is left; whoever holds something of it lets it go.
    """

    unsaved = Signal(object)
    closed = Signal()

    def __init__(self, remember: RememberPlace, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._remember = remember
        self._lane = lane
        self._case_id = ""
        self._step = ""
        self._field = ""
        self._typed: dict[str, str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._save)

    def open(self, case_id: str, place: Place | None) -> None:
        """Begin a case: with what was kept of it, or with nothing."""
        self.flush()
        if self._case_id not in {"", case_id}:
            self.closed.emit()
        self._case_id = case_id
        self._step = place.step if place is not None else ""
        self._field = place.focus if place is not None else ""
        self._typed = dict(place.typed) if place is not None else {}

    def close(self) -> None:
        """Leave the case: what is typed is saved, and nothing of it stays in memory."""
        self.flush()
        self._case_id = ""
        self._typed = {}
        self.closed.emit()

    @property
    def place(self) -> Place:
        return Place(
            case_id=self._case_id, step=self._step, focus=self._field, typed=dict(self._typed)
        )

    def text(self, key: str, otherwise: str = "") -> str:
        return self._typed.get(key, otherwise)

    def has(self, key: str) -> bool:
        return key in self._typed

    def put(self, key: str, text: str) -> None:
        if self._typed.get(key) != text:
            self._typed[key] = text[:LONGEST]
            self._touch()

    def forget(self, prefix: str) -> None:
        """Drop the texts whose key starts with ``prefix``."""
        kept = {key: text for key, text in self._typed.items() if not key.startswith(prefix)}
        if kept != self._typed:
            self._typed = kept
            self._touch()

    def move(self, step: str, name: str = "") -> None:
        """The operator is at ``step``, in the field of that object name.

        Another step is kept at once: it comes seldom, and a case must not reopen a page behind.
        """
        if (step, name) != (self._step, self._field):
            another = step != self._step
            self._step, self._field = step, name
            self._touch()
            if another:
                self.flush()

    def flush(self) -> None:
        """Save now what waits for the pause."""
        if self._timer.isActive():
            self._timer.stop()
            self._save()

    def _save(self) -> None:
        if self._case_id:
            place = self.place
            self._lane.submit(lambda: self._remember(place), done=unheard, failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, OperatorAppError):
            raise error
        self.unsaved.emit(error)

    def _touch(self) -> None:
        if self._case_id and not self._timer.isActive():
            self._timer.start()
