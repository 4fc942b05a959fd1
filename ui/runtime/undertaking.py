"""What a page is doing, as it shows it: at work, busy once that lasts, in trouble after it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from operator_app.errors import OperatorAppError
from ui.runtime.faces import Busy, Trouble
from ui.runtime.patience import Patience
from ui.runtime.speech import Speech


class Undertaking(QObject):
    """A presenter begins and ends it, and puts ``working``, ``busy`` and ``trouble`` into what it
    shows. The trouble is said anew when the language changes.

    Signals:
        changed(): look at all three again; not told of what the presenter itself has just done.
    """

    changed = Signal()

    def __init__(self, speech: Speech, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._error: OperatorAppError | None = None
        self._patience = Patience(self)
        self._patience.changed.connect(self._on_patience)
        self.working = False
        self.busy: Busy | None = None
        self.trouble: Trouble | None = None
        speech.changed.connect(self._say)

    def begin(self, what: str) -> None:
        """``what`` is already translated. The trouble of the try before is over."""
        self.calm()
        self.working = True
        self._patience.begin(what)

    def end(self) -> None:
        self.working, self.busy = False, None
        self._patience.end()

    def calm(self) -> None:
        """Nothing is wrong any more, or somebody tries again."""
        self._error, self.trouble = None, None

    def forget(self) -> None:
        self.end()
        self.calm()

    def fail(self, error: OperatorAppError) -> None:
        """The slot for whatever was asked of a lane."""
        self.end()
        self._error = error
        self._say()

    def _say(self) -> None:
        self.trouble = self._speech.trouble(self._error) if self._error is not None else None
        self.changed.emit()

    def _on_patience(self, busy: Busy | None) -> None:
        if busy != self.busy:
            self.busy = busy
            self.changed.emit()
