"""A password field with all that belongs to it: what was wrong, how long to wait, a key's hint."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.pages.sign_in.password_gate import GateState, KeyboardHint
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets import FieldRow, NoticePanel

LONGEST = 200


class PasswordBox(QWidget):
    """Empties itself after each try. Nothing of what was typed leaves it but by ``password``.

    Signals:
        submitted(): Enter in the field;
        key_pressed(str, bool): what one key gave, and whether Shift was held.
    """

    submitted = Signal()
    key_pressed = Signal(str, bool)

    def __init__(
        self,
        object_name: str,
        speech: Speech,
        parent: QWidget | None = None,
        *,
        name: str = "Password",
    ) -> None:
        """``name`` is the source sentence, where there are several passwords on a page."""
        super().__init__(parent)
        self.setObjectName(object_name)
        self._speech = speech
        self._name = name
        self._attempt: int | None = None
        self.edit = QLineEdit(self)
        self.edit.setObjectName(f"{object_name}_edit")
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setMaxLength(LONGEST)
        self.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
        )
        self.edit.returnPressed.connect(self.submitted)
        self.edit.installEventFilter(self)
        self._row = FieldRow(f"{object_name}_row", self.edit, self)
        self._wait = NoticePanel(f"{object_name}_wait", self)
        self.setFocusProxy(self.edit)
        column = QVBoxLayout(self)
        spaced(column, gap=8)
        column.addWidget(self._row)
        column.addWidget(self._wait)

    @property
    def password(self) -> str:
        return self.edit.text()

    def show_gate(self, gate: GateState) -> None:
        say = self._speech
        hint = {
            KeyboardHint.CAPS: say("Caps Lock seems to be on"),
            KeyboardHint.LAYOUT: say("The keyboard is not set to Latin letters"),
        }
        self._row.set(say(self._name), gate.refusal, hint[gate.hint] if gate.hint else "")
        minutes, seconds = divmod(gate.wait_left, 60)
        self._wait.set(
            "warn",
            say("Too many tries. The next one in {time}", time=f"{minutes:02}:{seconds:02}")
            if gate.wait_left
            else "",
        )
        self.edit.setReadOnly(gate.working)
        if gate.attempt != self._attempt:
            self._attempt = gate.attempt
            self.edit.clear()
            if self.isVisible():
                self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.text():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.key_pressed.emit(event.text(), shift)
        return super().eventFilter(watched, event)
