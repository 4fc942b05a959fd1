"""The lock: opaque, over everything, with the name of whoever may lift it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pages.sign_in.door_card import DoorCard
from ui.pages.sign_in.lock.state import LockState
from ui.pages.sign_in.password_box import PasswordBox
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets import ActionButton, make_label


class LockView(QWidget):
    """Signals:
    key_pressed(str, bool); submitted(str): the password; leave_clicked(); retry_clicked().
    """

    key_pressed = Signal(str, bool)
    submitted = Signal(str)
    leave_clicked = Signal()
    retry_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lock_page")
        self.setProperty("ground", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._speech = speech
        self._state = LockState()
        self._card = DoorCard("lock_card", "lock-outline", self)
        self._card.trouble.retry_clicked.connect(self.retry_clicked)
        self._kept = make_label("lock_kept", "text", self)
        self._password = PasswordBox("lock_password", speech, self)
        self._password.submitted.connect(self._submit)
        self._password.key_pressed.connect(self.key_pressed)
        self._unlock = ActionButton("lock_unlock", "call", self)
        self._unlock.set("", "Enter")
        self._unlock.clicked.connect(self._submit)
        self._leave = ActionButton("lock_leave", "quiet", self)
        self._leave.clicked.connect(self.leave_clicked)
        for widget in (self._kept, self._password, self._unlock, self._leave):
            self._card.content.addWidget(widget)
        column = QVBoxLayout(self)
        spaced(column)
        column.addWidget(self._card)
        speech.changed.connect(self.retranslate)

    @Slot(object)
    def show_state(self, state: LockState) -> None:
        self._state = state
        self._password.show_gate(state.gate)
        self._card.busy.set(state.gate.busy)
        self._card.trouble.set(state.gate.trouble)
        self._unlock.setEnabled(state.gate.open)
        self._leave.setEnabled(not state.gate.working)
        self.retranslate()

    def retranslate(self) -> None:
        say, state = self._speech, self._state
        self._card.set(state.full_name, say("Window {number}, locked", number=state.window))
        self._card.trouble.retranslate(say("Try again"))
        self._kept.setText(say("Your work is kept. Unlocking brings you back to the same field."))
        self._unlock.set(say("Unlock"))
        self._leave.set(say("Another person signs in"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._password.setFocus()

    def _submit(self) -> None:
        if self._password.password:
            self.submitted.emit(self._password.password)
        else:
            self._password.setFocus()
