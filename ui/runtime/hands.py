"""What hands and the barcode reader do anywhere in the window, seen before any page sees it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from operator_app.domain.numbers import ApplicationNumber
from operator_app.errors import RuleViolation
from ui.runtime.idle import IdleWatch
from ui.runtime.reader import Burst

_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.ShortcutOverride,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}
_NOT_TYPING = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


@dataclass(frozen=True, slots=True)
class _Before:
    """A field as it was before the reader typed into it."""

    field: QWidget
    text: str = ""
    cursor: int = 0
    """Of a choice the line that was chosen, of a number the number."""

    def restore(self) -> None:
        if not isValid(self.field):
            return
        if isinstance(self.field, QComboBox):
            self.field.setCurrentIndex(self.cursor)
        elif isinstance(self.field, QSpinBox):
            self.field.setValue(self.cursor)
        if isinstance(self.field, QLineEdit):
            if not self.field.isReadOnly():
                self.field.selectAll()
                self.field.insert(self.text)
                self.field.setCursorPosition(self.cursor)
        elif isinstance(self.field, QPlainTextEdit | QTextEdit) and not self.field.isReadOnly():
            cursor = self.field.textCursor()
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(self.text)
            cursor.setPosition(min(self.cursor, len(self.text)))
            self.field.setTextCursor(cursor)


class Hands(QObject):
    """Watches the whole application. A burst of the reader leaves no trace in the field it hit.

    Signals:
        scanned(code): the reader has read ``code``; its Enter reached nobody.
    """

    scanned = Signal(str)

    def __init__(
        self,
        idle: IdleWatch,
        *,
        now: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._idle = idle
        self._now = now
        self._burst = Burst()
        self._before: _Before | None = None
        self._late = False
        """The key that is coming was what found the screen to be locked; it does no more."""

    def watch(self, application: QApplication) -> None:
        application.installEventFilter(self)

    def leave(self, application: QApplication) -> None:
        application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _TOUCHES:
            return False
        late = self._idle.look() and self._idle.watching
        self._idle.touched()
        if late or (self._late and kind == QEvent.Type.KeyPress):
            self._late = kind == QEvent.Type.ShortcutOverride
            event.accept()
            return True
        self._late = False
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._is_for(watched) and self._on_key(event)
        return False

    def _is_for(self, watched: QObject) -> bool:
        """An ignored key goes on to the parents; it is counted where it comes first."""
        if not isinstance(watched, QWidget):
            return False
        focus = QApplication.focusWidget()
        return focus is None or watched is focus

    def _on_key(self, event: QKeyEvent) -> bool:
        now = self._now()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            code = self._burst.end(now)
            if not code or (_takes_a_password() and not _is_on_a_paper(code)):
                return False
            before, self._before = self._before, None
            if before is not None:
                before.restore()
            self.scanned.emit(code)
            return True
        text = event.text()
        if not text or not text.isprintable() or event.modifiers() & _NOT_TYPING:
            return False
        if self._burst.add(text, now):
            self._before = _field_now()
        return False


def _takes_a_password() -> bool:
    focus = QApplication.focusWidget()
    return isinstance(focus, QLineEdit) and focus.echoMode() is not QLineEdit.EchoMode.Normal


def _is_on_a_paper(code: str) -> bool:
    """A password is typed fast by those who know it, so speed does not tell it from a receipt
    that the reader has seen by accident; the check digit of the receipt's number does."""
    try:
        ApplicationNumber.parse(code)
    except RuleViolation:
        return code.startswith("https://")
    return True


def _field_now() -> _Before | None:
    field = QApplication.focusWidget()
    if isinstance(field, QLineEdit):
        return _Before(field, field.text(), field.cursorPosition())
    if isinstance(field, QComboBox):
        return _Before(field, cursor=field.currentIndex())
    if isinstance(field, QSpinBox):
        return _Before(field, cursor=field.value())
    if isinstance(field, QPlainTextEdit | QTextEdit):
        return _Before(field, field.toPlainText(), field.textCursor().position())
    return None
