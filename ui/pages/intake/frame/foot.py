"""The action bar: back and the dangerous at the left, the big button last at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.pages.intake.state import IntakeState
from ui.pages.intake.steps.contract import BarAction
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.widgets.bars import ActionBar
from ui.widgets.buttons import ActionButton
from ui.widgets.labels import make_label


class Foot(ActionBar):
    """Signals: back_clicked(), refuse_clicked(), abandon_clicked(), keep_clicked(),
    confirm_abandon_clicked(), another_clicked(), next_clicked(), act_clicked(str).
    """

    back_clicked = Signal()
    refuse_clicked = Signal()
    abandon_clicked = Signal()
    keep_clicked = Signal()
    confirm_abandon_clicked = Signal()
    another_clicked = Signal()
    next_clicked = Signal()
    act_clicked = Signal(str)

    def __init__(self, object_name: str, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(object_name, parent)
        self._speech = speech
        self._back = ActionButton("intake_back", parent=self)
        self._refuse = ActionButton("intake_refuse", "danger", self)
        self._abandon = ActionButton("intake_abandon", "quiet", self)
        self._question = make_label("intake_abandon_question", "strong", self)
        self._confirm = ActionButton("intake_abandon_confirm", "danger", self)
        self._keep = ActionButton("intake_abandon_keep", parent=self)
        self._another = ActionButton("intake_another_service", parent=self)
        self._why = make_label("intake_why_not", "note", self)
        self._next = ActionButton("intake_next", "primary", self)
        self._extra: list[ActionButton] = []
        self._names: list[str] = []
        self._wire()

    def set(self, state: IntakeState) -> None:
        speech, asks, ended = self._speech, state.asks_abandon, state.ending is not None
        self._back.set(speech("Back"))
        self._back.setEnabled(state.may_go_back)
        self._back.setVisible(not ended and not asks)
        self._refuse.set(speech("Refuse acceptance"))
        self._refuse.setVisible(state.may_refuse and not asks)
        self._abandon.set(speech("Abandon"))
        self._abandon.setVisible(state.may_abandon and not asks)
        self._question.setText(speech("The applicant went away? The case will be closed."))
        self._confirm.set(speech("Close the case"))
        self._keep.set(speech("Go on"))
        for widget in (self._question, self._confirm, self._keep):
            widget.setVisible(asks)
        self._another.set(speech("Another service"))
        self._another.setVisible(state.may_take_another)
        self._show_extra(() if ended or asks else state.bar.actions)
        self._why.setText("" if state.bar.enabled else state.bar.why_not)
        self._why.setVisible(bool(self._why.text()) and not asks)
        self._next.set(state.bar.text)
        self._next.setVisible(bool(state.bar.text) and not asks)
        self._next.setEnabled(state.bar.enabled)
        self._next.setToolTip(state.bar.why_not)

    def _wire(self) -> None:
        for button, key, signal in (
            (self._back, Shortcut.BACK, self.back_clicked),
            (self._refuse, Shortcut.REFUSE, self.refuse_clicked),
            (self._another, Shortcut.ANOTHER_SERVICE, self.another_clicked),
            (self._next, Shortcut.NEXT, self.next_clicked),
        ):
            button.bind(key)
            button.clicked.connect(signal)
        self._keep.bind(Shortcut.BACK)
        self._keep.clicked.connect(self.keep_clicked)
        self._abandon.clicked.connect(self.abandon_clicked)
        self._confirm.clicked.connect(self.confirm_abandon_clicked)
        for widget in (
            self._back,
            self._refuse,
            self._abandon,
            self._question,
            self._confirm,
            self._keep,
        ):
            self.add_left(widget)
        for widget in (self._why, self._another, self._next):
            self.add_right(widget)

    def _show_extra(self, actions: Sequence[BarAction]) -> None:
        while len(self._extra) < len(actions):
            self._add_extra()
        self._names = [action.name for action in actions]
        for number, button in enumerate(self._extra):
            button.setVisible(number < len(actions))
            if number < len(actions):
                action = actions[number]
                button.set(action.text)
                button.setEnabled(action.enabled)
                key = next((one for one in Shortcut if one.hint == action.hint), None)
                if key is not None and button.key_hint != key.hint:
                    button.bind(key)

    def _add_extra(self) -> None:
        number = len(self._extra)
        button = ActionButton(f"intake_action_{number}", parent=self)
        button.clicked.connect(lambda: self.act_clicked.emit(self._names[number]))
        self._extra.append(button)
        self.right.removeWidget(self._next)
        self.add_right(button)
        self.add_right(self._next)
        self.setTabOrder(button, self._next)
