"""The action bar: back and the dangerous at the left, the big button last at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.pages.intake.state import Asks, IntakeState
from ui.pages.intake.steps.contract import BarAction
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.widgets.bars import ActionBar
from ui.widgets.buttons import ActionButton
from ui.widgets.handing_over import HandingOver
from ui.widgets.labels import make_label


class Foot(ActionBar):
    """Signals: back_clicked(), refuse_clicked(), asked(Asks), keep_clicked(), confirm_clicked(),
    window_chosen(int), another_clicked(), next_clicked(), act_clicked(str).
    """

    back_clicked = Signal()
    refuse_clicked = Signal()
    asked = Signal(object)
    keep_clicked = Signal()
    confirm_clicked = Signal()
    window_chosen = Signal(int)
    another_clicked = Signal()
    next_clicked = Signal()
    act_clicked = Signal(str)

    def __init__(self, object_name: str, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(object_name, parent)
        self._speech = speech
        self._back = ActionButton("intake_back", parent=self)
        self._refuse = ActionButton("intake_refuse", "danger", self)
        self._abandon = ActionButton("intake_abandon", "quiet", self)
        self._keep_signed = ActionButton("intake_keep_signed", "quiet", self)
        self._hand_over = ActionButton("intake_hand_over", "quiet", self)
        self._question = make_label("intake_question", "strong", self)
        self._handing = HandingOver("intake_handing", self)
        self._confirm = ActionButton("intake_confirm", "danger", self)
        self._keep = ActionButton("intake_keep", parent=self)
        self._change = ActionButton("intake_change", parent=self)
        self._another = ActionButton("intake_another_service", parent=self)
        self._why = make_label("intake_why_not", "note", self)
        self._next = ActionButton("intake_next", "primary", self)
        self._extra: list[ActionButton] = []
        self._names: list[str] = []
        self._wire()

    def set(self, state: IntakeState) -> None:
        speech, asks, ended = self._speech, state.asks is not None, state.ending is not None
        self._back.set(speech("Back"))
        self._back.setEnabled(state.may_go_back)
        self._back.setVisible(not ended and not asks)
        self._refuse.set(speech("Refuse acceptance"))
        self._refuse.setVisible(state.may_refuse and not asks)
        self._abandon.set(speech("Abandon"))
        self._abandon.setVisible(state.may_abandon and not asks)
        self._keep_signed.set(speech("Leave as signed"))
        self._keep_signed.setVisible(state.may_keep_signed and not asks)
        self._hand_over.set(speech("Hand over"))
        self._hand_over.setVisible(state.may_hand_over and not asks)
        self._ask(state)
        self._change.set(speech("Change"))
        self._change.setVisible(state.may_change and not asks)
        self._another.set(speech("Another service"))
        self._another.setVisible(state.may_take_another and not asks)
        self._show_extra(() if ended or asks else state.bar.actions)
        self._why.setText("" if state.bar.enabled else state.bar.why_not)
        self._why.setVisible(bool(self._why.text()) and not asks)
        self._next.set(state.bar.text)
        self._next.setVisible(bool(state.bar.text) and not asks)
        self._next.setEnabled(state.bar.enabled)
        self._next.setToolTip(state.bar.why_not)

    def _ask(self, state: IntakeState) -> None:
        """The question, what answers it, and the way back from it."""
        speech, handing = self._speech, state.asks is Asks.HAND_OVER
        self._handing.set(speech, state.windows, state.to_window, working=state.working)
        self._handing.setVisible(handing)
        drops = state.asks is Asks.KEEP_SIGNED
        self._question.setText(
            speech("The changes are dropped and what was signed stands again.")
            if drops
            else speech("The applicant went away? The case will be closed.")
        )
        self._confirm.set(speech("Leave as signed") if drops else speech("Close the case"))
        self._confirm.setEnabled(not state.working)
        self._keep.set(speech("Go on"))
        for widget in (self._question, self._confirm, self._keep):
            widget.setVisible(state.asks is not None and not handing)

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
        self._hand_over.bind(Shortcut.HAND_OVER)
        self._change.bind(Shortcut.CHANGE)
        for button, what in (
            (self._abandon, Asks.ABANDON),
            (self._keep_signed, Asks.KEEP_SIGNED),
            (self._hand_over, Asks.HAND_OVER),
            (self._change, Asks.CHANGE),
        ):
            button.clicked.connect(partial(self.asked.emit, what))
        self._handing.window_chosen.connect(self.window_chosen)
        self._handing.confirm_clicked.connect(self.confirm_clicked)
        self._handing.keep_clicked.connect(self.keep_clicked)
        self._confirm.clicked.connect(self.confirm_clicked)
        for widget in (
            self._back,
            self._refuse,
            self._abandon,
            self._keep_signed,
            self._hand_over,
            self._question,
            self._handing,
            self._confirm,
            self._keep,
        ):
            self.add_left(widget)
        for widget in (self._why, self._change, self._another, self._next):
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
                button.set_kind("primary" if action.primary else "plain")
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
