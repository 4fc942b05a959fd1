"""Paints the page of the shift: my window at the left, what is left at the right."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from operator_app.domain.shifts import ShiftState
from operator_app.usecases.rules import local
from ui.pages.shift.leftovers import LeftoversCard
from ui.pages.shift.state import ShiftPageState
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.runtime.wording import breakable
from ui.style.worn import spaced
from ui.widgets import (
    ActionBar,
    ActionButton,
    BusyPanel,
    Card,
    FactList,
    FieldRow,
    NoticePanel,
    StateChip,
    TroublePanel,
    line,
    make_label,
)
from ui.widgets.chips import ChipKind
from ui.widgets.reading import Reading

LONGEST_REMARK = 500


class ShiftView(QWidget):
    """Signals: open_clicked(), pause_clicked(), resume_clicked(), close_asked(),
    keep_clicked(), close_clicked(), remark_typed(str), case_chosen(str, bool), retry_clicked().
    """

    open_clicked = Signal()
    pause_clicked = Signal()
    resume_clicked = Signal()
    close_asked = Signal()
    keep_clicked = Signal()
    close_clicked = Signal()
    remark_typed = Signal(str)
    case_chosen = Signal(str, bool)
    retry_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shift_page")
        self._say = speech
        self._state = ShiftPageState()
        self._title = make_label("shift_title", "page", self)
        self._trouble = TroublePanel("shift_trouble", self)
        self._trouble.retry_clicked.connect(self.retry_clicked)
        self._busy = BusyPanel("shift_busy", self)
        self._left = LeftoversCard("shift_left", speech, self)
        self._left.case_chosen.connect(self.case_chosen)
        content = QVBoxLayout()
        spaced(content, margin=(24, 16, 24, 16), gap=16)
        for widget in (self._title, self._trouble, self._busy):
            content.addWidget(widget)
        row = QHBoxLayout()
        spaced(row, gap=16)
        row.addWidget(self._mine(), 2)
        row.addWidget(self._left, 3)
        content.addLayout(row, 1)
        column = QVBoxLayout(self)
        spaced(column, gap=0)
        column.addLayout(content, 1)
        column.addWidget(self._bar())
        self.show_state(self._state)

    def main_field(self) -> QWidget:
        if self._remark_row.isVisible():
            return self._remark
        return self._open if self._open.isVisible() else self._close

    def show_state(self, state: ShiftPageState) -> None:
        came = state.asking and not self._state.asking
        self._state = state
        with QSignalBlocker(self._remark):
            if self._remark.text() != state.remark:
                self._remark.setText(state.remark)
        self._remark_row.setVisible(state.asking)
        for widget in (self._day_title, self._day):
            widget.setVisible(not state.asking)
        self._remark.setEnabled(not state.working)
        free = not state.working
        at_work = state.is_open and not state.asking
        self._open.setVisible(not state.is_open)
        self._open.setEnabled(state.may_open)
        self._pause.setVisible(at_work and state.standing is ShiftState.OPEN)
        self._resume.setVisible(at_work and state.standing is ShiftState.BREAK)
        self._close.setVisible(at_work)
        self._keep.setVisible(state.asking)
        self._close_now.setVisible(state.asking)
        self._close_now.setEnabled(state.may_close)
        for button in (self._pause, self._resume, self._close, self._keep):
            button.setEnabled(free)
        self._trouble.set(state.trouble)
        self._busy.set(state.busy)
        self.retranslate()
        if came:
            self._remark.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever comes to the page can press Enter at once."""
        super().showEvent(event)
        self.main_field().setFocus()

    def retranslate(self) -> None:
        say, state = self._say, self._state
        self._title.setText(say("Shift"))
        self._trouble.retranslate(say("Try again"))
        self._busy.retranslate(say("Cancel"))
        self._card.set_title(say("Window {number}", number=state.window))
        self._chip.set(*self._standing(state))
        self._facts.set_facts(self._shift_facts(state))
        self._day_title.setText(say("My window today"))
        self._day.set_facts(self._day_facts(state))
        self._asks.set(
            "warn", say("Close the shift? Look once more at what is left.") if state.asking else ""
        )
        missing = state.needs_remark and not state.remark.strip()
        hint = say("Needed: drafts stay unsigned") if missing else say("For whoever comes next")
        self._remark_row.set(say("Remark"), hint=hint)
        self._open.set(say("Open the shift"))
        self._pause.set(say("Break"))
        self._resume.set(say("Back to work"))
        self._close.set(say("Close the shift…"))
        self._keep.set(say("Back"))
        self._close_now.set(say("Close the shift"))
        self._left.show_state(state)

    def _mine(self) -> Card:
        self._card = Card("shift_mine", self)
        self._chip = StateChip("shift_state", self._card)
        self._facts = FactList("shift_facts", self._card)
        self._day_title = make_label("shift_day_title", "title", self._card)
        self._day = FactList("shift_day", self._card)
        self._asks = NoticePanel("shift_asks", self._card)
        self._remark = QLineEdit(self._card)
        self._remark.setObjectName("shift_remark")
        self._remark.setMaxLength(LONGEST_REMARK)
        self._remark.textChanged.connect(self.remark_typed)
        self._remark_row = FieldRow("shift_remark_row", self._remark, self._card)
        widgets: tuple[QWidget, ...] = (
            *(self._chip, self._facts, line(self._card), self._day_title, self._day),
            *(self._asks, self._remark_row),
        )
        content = QWidget()
        column = QVBoxLayout(content)
        spaced(column, gap=12)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        self._card.body.addWidget(Reading("shift_mine_area", content, self._card), 1)
        return self._card

    def _bar(self) -> ActionBar:
        bar = ActionBar("shift_bar", self)
        self._pause = ActionButton("shift_pause", parent=bar)
        self._pause.bind(Shortcut.PAUSE)
        self._pause.clicked.connect(self.pause_clicked)
        self._resume = ActionButton("shift_resume", "primary", bar)
        self._resume.bind(Shortcut.PAUSE)
        self._resume.clicked.connect(self.resume_clicked)
        self._keep = ActionButton("shift_keep", parent=bar)
        self._keep.bind(Shortcut.BACK)
        self._keep.clicked.connect(self.keep_clicked)
        self._close = ActionButton("shift_close", parent=bar)
        self._close.clicked.connect(self.close_asked)
        self._close_now = ActionButton("shift_close_now", "primary", bar)
        self._close_now.bind(Shortcut.NEXT)
        self._close_now.clicked.connect(self.close_clicked)
        self._open = ActionButton("shift_open", "primary", bar)
        self._open.bind(Shortcut.NEXT)
        self._open.clicked.connect(self.open_clicked)
        for button in (self._keep, self._pause):
            bar.add_left(button)
        for button in (self._close, self._resume, self._close_now, self._open):
            bar.add_right(button)
        return bar

    def _standing(self, state: ShiftPageState) -> tuple[ChipKind, str]:
        say = self._say
        if state.standing is ShiftState.OPEN:
            return "ok", say("The shift is open")
        if state.standing is ShiftState.BREAK:
            return "warn", say("On a break")
        if state.standing is ShiftState.CLOSED:
            return "muted", say("The shift is closed")
        return "muted", say("Not opened yet") if state.asked else "…"

    def _shift_facts(self, state: ShiftPageState) -> list[tuple[str, str]]:
        say, shift = self._say, state.shift
        facts = [(say("Operator"), breakable(state.operator))]
        if shift is None:
            return facts
        facts.append((say("Opened"), say.moment(local(shift.opened_at))))
        if shift.pauses:
            facts.append((say("Breaks"), self._minutes(state.rested)))
        if shift.closed_at is not None:
            facts.append((say("Closed"), say.moment(local(shift.closed_at))))
        if shift.remark:
            facts.append((say("Remark"), shift.remark))
        return facts

    def _day_facts(self, state: ShiftPageState) -> list[tuple[str, str]]:
        say, day = self._say, state.day
        if day is None:
            return []
        average = day.average_serving
        return [
            (say("Served"), str(day.served)),
            (say("Average serving"), "—" if average is None else _clock(average)),
            (say("Accepted"), str(day.accepted)),
            (say("Refused"), str(day.refused)),
            (say("Did not come"), str(day.no_show)),
        ]

    def _minutes(self, span: timedelta) -> str:
        minutes = int(span.total_seconds()) // 60
        return self._say.plural("{n} minute", "{n} minutes", minutes)


def _clock(span: timedelta) -> str:
    seconds = int(span.total_seconds())
    return f"{seconds // 60:02}:{seconds % 60:02}"
