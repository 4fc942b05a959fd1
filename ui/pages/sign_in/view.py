"""The first page: one card in the middle, and nothing of anybody's data."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from ui.pages.sign_in.door_card import DoorCard
from ui.pages.sign_in.password_box import PasswordBox
from ui.pages.sign_in.state import SignInState
from ui.pages.sign_in.training_logins import TrainingLogins
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets import ActionButton, FieldRow

LONGEST_LOGIN = 40


class SignInView(QWidget):
    """Signals:
    login_typed(str); window_chosen(int); key_pressed(str, bool); submitted(str): the password;
    made_up_chosen(str); retry_clicked().
    """

    login_typed = Signal(str)
    window_chosen = Signal(int)
    key_pressed = Signal(str, bool)
    submitted = Signal(str)
    made_up_chosen = Signal(str)
    retry_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sign_in_page")
        self.setProperty("ground", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._speech = speech
        self._state = SignInState()
        self._windows: tuple[int, ...] = ()
        self._card = DoorCard("sign_in_card", "window-open-variant", self)
        self._card.trouble.retry_clicked.connect(self.retry_clicked)
        self._login = QLineEdit(self)
        self._login.setObjectName("sign_in_login")
        self._login.setMaxLength(LONGEST_LOGIN)
        self._login.textEdited.connect(self.login_typed)
        self._login.returnPressed.connect(self._submit)
        self._login_row = FieldRow("sign_in_login_row", self._login, self)
        self._password = PasswordBox("sign_in_password", speech, self)
        self._password.submitted.connect(self._submit)
        self._password.key_pressed.connect(self.key_pressed)
        self._window = QComboBox(self)
        self._window.setObjectName("sign_in_window")
        self._window.activated.connect(self._on_window)
        self._window_row = FieldRow("sign_in_window_row", self._window, self)
        self._enter = ActionButton("sign_in_enter", "call", self)
        self._enter.set("", "Enter")
        self._enter.clicked.connect(self._submit)
        self._training = TrainingLogins(speech, self)
        self._training.chosen.connect(self.made_up_chosen)
        self._lay_out()
        speech.changed.connect(self.retranslate)

    @Slot(object)
    def show_state(self, state: SignInState) -> None:
        self._state = state
        if self._login.text() != state.login:
            self._login.setText(state.login)
        self._password.show_gate(state.gate)
        self._card.busy.set(state.gate.busy)
        self._card.trouble.set(state.gate.trouble)
        self._enter.setEnabled(state.gate.open)
        self._show_windows(state)
        self._training.set_logins(state.made_up)
        self._training.setEnabled(state.gate.open)
        self.retranslate()

    def retranslate(self) -> None:
        say = self._speech
        self._card.set(say("Tereze"), say("The workplace of the service center's operator"))
        self._card.trouble.retranslate(say("Try again"))
        self._login_row.set(say("Login"))
        self._window_row.set(say("Window"))
        self._enter.set(say("Sign in"))
        for number in range(self._window.count()):
            text = say("Window {number}", number=self._window.itemData(number))
            self._window.setItemText(number, text)
        self._training.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self._password if self._state.login else self._login).setFocus()

    def _submit(self) -> None:
        """Enter moves on: to what is still empty, and then in."""
        if not self._login.text().strip():
            self._login.setFocus()
        elif not self._password.password:
            self._password.setFocus()
        else:
            self.submitted.emit(self._password.password)

    def _on_window(self, number: int) -> None:
        self.window_chosen.emit(self._window.itemData(number))

    def _show_windows(self, state: SignInState) -> None:
        if state.windows != self._windows:
            self._windows = state.windows
            self._window.clear()
            for number in state.windows:
                self._window.addItem("", number)
        self._window.setCurrentIndex(self._window.findData(state.window))

    def _lay_out(self) -> None:
        body = self._card.content
        body.addWidget(self._login_row)
        body.addWidget(self._password)
        body.addWidget(self._window_row)
        body.addWidget(self._enter)
        self._card.add_beside(self._training)
        column = QVBoxLayout(self)
        spaced(column)
        column.addWidget(self._card)
