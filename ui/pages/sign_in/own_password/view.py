"""Paints the page of one's own password: one card, three fields, one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from operator_app.domain.passwords import LEAST_LENGTH
from ui.pages.sign_in.own_password.state import Box, PasswordState
from ui.pages.sign_in.password_box import PasswordBox
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.runtime.wording import breakable
from ui.style.worn import spaced, worn
from ui.widgets import (
    ActionBar,
    ActionButton,
    BusyPanel,
    Card,
    NoticePanel,
    TroublePanel,
    make_label,
)

CARD_PX = 520


class PasswordView(QWidget):
    """Signals: key_pressed(Box, str, bool); save_clicked(str, str, str): the password there is,
    the new one, and the new one again; leave_clicked(), retry_clicked().
    """

    key_pressed = Signal(object, str, bool)
    save_clicked = Signal(str, str, str)
    leave_clicked = Signal()
    retry_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("password_page")
        self._say = speech
        self._state = PasswordState()
        self._title = make_label("password_title", "page", self)
        self._trouble = TroublePanel("password_trouble", self)
        self._trouble.retry_clicked.connect(self.retry_clicked)
        self._busy = BusyPanel("password_busy", self)
        self._done = NoticePanel("password_done", self)
        self._card = Card("password_card", self)
        self._rule = make_label("password_rule", "muted", self._card)
        names = {
            Box.CURRENT: "The password you have now",
            Box.FRESH: "The new password",
            Box.AGAIN: "The new password once more",
        }
        self._boxes = {box: self._box(box, name) for box, name in names.items()}
        self._card.body.addWidget(self._boxes[Box.CURRENT])
        self._card.body.addWidget(self._rule)
        self._card.body.addWidget(self._boxes[Box.FRESH])
        self._card.body.addWidget(self._boxes[Box.AGAIN])
        middle = QHBoxLayout()
        spaced(middle, gap=0)
        middle.addWidget(self._card)
        middle.addStretch(1)
        content = QVBoxLayout()
        spaced(content, margin=(24, 16, 24, 16), gap=16)
        for widget in (self._title, self._trouble, self._busy, self._done):
            content.addWidget(widget)
        content.addLayout(middle)
        content.addStretch(1)
        column = QVBoxLayout(self)
        spaced(column, gap=0)
        column.addLayout(content, 1)
        column.addWidget(self._bar())
        self.show_state(self._state)

    def main_field(self) -> QWidget:
        return self._boxes[Box.CURRENT].edit

    def show_state(self, state: PasswordState) -> None:
        """The last field that is emptied has the focus: the first one goes last."""
        self._state = state
        self._trouble.set(state.trouble)
        self._busy.set(state.busy)
        for box in reversed(Box):
            self._boxes[box].show_gate(state.gates[box])
        self._save.setEnabled(state.may_save)
        self._leave.setEnabled(not state.working)
        self.retranslate()

    def retranslate(self) -> None:
        say, state = self._say, self._state
        self._title.setText(say("My password"))
        self._card.set_title(breakable(state.full_name))
        self._card.setMaximumWidth(worn().px(CARD_PX))
        self._trouble.retranslate(say("Try again"))
        self._busy.retranslate(say("Cancel"))
        self._done.set("ok", say("The password is changed") if state.changed else "")
        length = say.plural("At least {n} character", "At least {n} characters", LEAST_LENGTH)
        self._rule.setText(f"{length}. {say('It must not be the login.')}")
        self._save.set(say("Change the password"))
        self._leave.set(say("Back"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.main_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _box(self, box: Box, name: str) -> PasswordBox:
        field = PasswordBox(f"password_{box.value}", self._say, self._card, name=name)
        field.submitted.connect(self._submit)
        field.key_pressed.connect(lambda typed, shift: self.key_pressed.emit(box, typed, shift))
        return field

    def _bar(self) -> ActionBar:
        bar = ActionBar("password_bar", self)
        self._leave = ActionButton("password_leave", parent=bar)
        self._leave.bind(Shortcut.BACK)
        self._leave.clicked.connect(self.leave_clicked)
        self._save = ActionButton("password_save", "primary", bar)
        self._save.bind(Shortcut.NEXT)
        self._save.clicked.connect(self._submit)
        bar.add_left(self._leave)
        bar.add_right(self._save)
        return bar

    def _submit(self) -> None:
        """Enter moves on: to what is still empty, and then it is done."""
        empty = next((one for one in self._boxes.values() if not one.password), None)
        if empty is not None:
            empty.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._state.may_save:
            current, fresh, again = (self._boxes[box].password for box in Box)
            self.save_clicked.emit(current, fresh, again)
