"""Paints the page of giving out: two tabs, the form and the case, and what nobody has taken."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.pages.issue.case_card import CaseCard
from ui.pages.issue.form_card import FormCard
from ui.pages.issue.state import IssueState, Part
from ui.pages.issue.telling import did_words
from ui.pages.issue.waiting_part import WaitingPart
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets import (
    ActionBar,
    ActionButton,
    BusyPanel,
    NoticePanel,
    TroublePanel,
    make_label,
)
from ui.widgets.tabs import make_tabs

_PARTS = tuple(Part)


class IssueView(QWidget):
    """Signals: part_chosen(Part), clear_clicked(), find_clicked(), check_clicked(),
    give_clicked(), print_clicked(), sign_clicked(), row_chosen(str), return_clicked(),
    confirm_clicked(), keep_clicked(), retry_clicked(),
    cancel_clicked(); those of the cards are theirs.
    """

    part_chosen = Signal(object)
    clear_clicked = Signal()
    find_clicked = Signal()
    check_clicked = Signal()
    give_clicked = Signal()
    print_clicked = Signal()
    sign_clicked = Signal()
    row_chosen = Signal(str)
    return_clicked = Signal()
    confirm_clicked = Signal()
    keep_clicked = Signal()
    retry_clicked = Signal()
    cancel_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("issue_page")
        self._say = speech
        self._state = IssueState()
        self._title = make_label("issue_title", "page", self)
        self._trouble = TroublePanel("issue_trouble", self)
        self._trouble.retry_clicked.connect(self.retry_clicked)
        self._busy = BusyPanel("issue_busy", self)
        self._busy.cancel_clicked.connect(self.cancel_clicked)
        self._did = NoticePanel("issue_did", self)
        self._tabs = make_tabs("issue_tabs", len(_PARTS), self)
        self._tabs.currentChanged.connect(lambda place: self.part_chosen.emit(_PARTS[place]))
        self.form = FormCard(speech, self)
        self.case = CaseCard(speech, self)
        self._waiting = WaitingPart(speech, self.row_chosen.emit, self)
        self._stack = QStackedWidget(self)
        self._stack.setObjectName("issue_stack")
        give = QWidget(self)
        row = QHBoxLayout(give)
        spaced(row, gap=16)
        row.addWidget(self.form, 1)
        row.addWidget(self.case, 1)
        self._stack.addWidget(give)
        self._stack.addWidget(self._waiting)
        content = QVBoxLayout()
        spaced(content, margin=(24, 16, 24, 16), gap=12)
        for widget in (self._title, self._trouble, self._busy, self._did, self._tabs):
            content.addWidget(widget)
        content.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        spaced(column, gap=0)
        column.addLayout(content, 1)
        column.addWidget(self._bar())
        self.show_state(self._state)

    def main_field(self) -> QWidget:
        return self.form.receipt if self._state.part is Part.GIVE else self._tabs

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever comes to the page can scan or type at once."""
        super().showEvent(event)
        if self._state.case is None:
            self.main_field().setFocus()

    def show_state(self, state: IssueState) -> None:
        before, self._state = self._state, state
        self._trouble.set(state.trouble)
        self._busy.set(state.busy)
        place = _PARTS.index(state.part)
        with QSignalBlocker(self._tabs):
            self._tabs.setCurrentIndex(place)
        self._stack.setCurrentIndex(place)
        self._show_ways(state)
        self.retranslate()
        self._lead(before, state)

    def retranslate(self) -> None:
        say, state = self._say, self._state
        self._title.setText(say("Issue of results"))
        self._trouble.retranslate(say("Try again"))
        self._busy.retranslate(say("Cancel"))
        self._did.set("ok", did_words(say, state))
        names = (say("Give out"), say("Waiting to be taken"))
        for place, (name, count) in enumerate(zip(names, (0, len(state.rows or ())), strict=True)):
            self._tabs.setTabText(place, f"{name} · {count}" if count else name)
        self._tabs.setAccessibleName(say("Parts of the page"))
        self.form.show_state(state)
        self.case.show_state(state)
        self._waiting.show_state(state)
        self._clear.set(say("Next person"))
        self._find.set(say("Find the case"))
        self._check.set(say("Ask the register of notaries"))
        self._give.set(say("Give out and print the slip"))
        self._print.set(say("Print again"))
        self._sign.set(say("The slip is signed"))
        self._return.set(say("Send back to the provider"))
        self._question.setText(say("The result leaves the center then. Sure?"))
        self._confirm.set(say("Yes, send it back"))
        self._keep.set(say("Not yet"))

    def _lead(self, before: IssueState, state: IssueState) -> None:
        """To where the hand goes next: the document once the case is found, the receipt once
        it is over."""
        if state.case is not None and before.case is None:
            self.form.number.setFocus(Qt.FocusReason.OtherFocusReason)
        elif state.case is None and before.case is not None and self.isVisible():
            self.form.receipt.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_ways(self, state: IssueState) -> None:
        giving, given = state.part is Part.GIVE, state.given is not None
        found = state.case is not None
        self._clear.setVisible(giving and (found or given))
        self._clear.setEnabled(not state.working)
        self._find.setVisible(giving and not found)
        self._find.setEnabled(state.may_find)
        self._check.setVisible(giving and found and not given and state.by_power)
        self._check.setEnabled(state.may_check)
        self._give.setVisible(giving and found and not given)
        self._give.setEnabled(state.may_give)
        self._print.setVisible(giving and given)
        self._print.setEnabled(state.may_print)
        self._sign.setVisible(giving and given)
        self._sign.setEnabled(state.may_sign)
        asks = state.part is Part.WAITING and state.returning
        self._return.setVisible(state.part is Part.WAITING and state.row is not None and not asks)
        self._return.setEnabled(state.may_return)
        for widget in (self._question, self._confirm, self._keep):
            widget.setVisible(asks)
        self._confirm.setEnabled(state.may_return)
        ways = (self._clear, self._find, self._give, self._print, self._return, self._question)
        self._foot.setVisible(any(not one.isHidden() for one in ways))

    def _bar(self) -> ActionBar:
        self._foot = bar = ActionBar("issue_bar", self)
        self._clear = ActionButton("issue_clear", parent=bar)
        self._clear.bind(Shortcut.BACK)
        self._question = make_label("issue_question", "strong", bar)
        self._confirm = ActionButton("issue_confirm", "danger", bar)
        self._keep = ActionButton("issue_keep", parent=bar)
        self._keep.bind(Shortcut.BACK)
        self._check = ActionButton("issue_check", parent=bar)
        self._check.bind(Shortcut.ASK_REGISTRIES)
        self._print = ActionButton("issue_print", parent=bar)
        self._print.bind(Shortcut.PRINT)
        self._find = ActionButton("issue_find", "primary", bar)
        self._give = ActionButton("issue_give", "primary", bar)
        self._sign = ActionButton("issue_sign", "primary", bar)
        self._return = ActionButton("issue_return", parent=bar)
        for button in (self._find, self._give, self._sign):
            button.bind(Shortcut.NEXT)
        for button, signal in (
            (self._clear, self.clear_clicked),
            (self._find, self.find_clicked),
            (self._check, self.check_clicked),
            (self._give, self.give_clicked),
            (self._print, self.print_clicked),
            (self._sign, self.sign_clicked),
            (self._return, self.return_clicked),
            (self._confirm, self.confirm_clicked),
            (self._keep, self.keep_clicked),
        ):
            button.clicked.connect(signal)
        for widget in (self._clear, self._question, self._confirm, self._keep):
            bar.add_left(widget)
        for widget in (self._check, self._print, self._return, *self._primary()):
            bar.add_right(widget)
        return bar

    def _primary(self) -> tuple[ActionButton, ...]:
        """Only one of them is seen at a time."""
        return self._find, self._give, self._sign
