"""The queue page: the big ticket, the day of the window, the list, and the bar of actions."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.pages.queue.panels import Questions
from ui.pages.queue.sentences import day_facts, headline, longest
from ui.pages.queue.state import Panel, QueueState
from ui.pages.queue.ticket_card import TicketCard
from ui.pages.queue.undo_bar import UndoBar
from ui.pages.queue.waiting_card import WaitingCard
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.style.worn import spaced, worn
from ui.widgets import (
    ActionBar,
    ActionButton,
    BusyPanel,
    Card,
    FactList,
    NoticePanel,
    Scrolling,
    StateChip,
    TroublePanel,
    make_label,
)
from ui.widgets.flow import FlowLayout

LEFT_PX: Final = 424
SIDE_BY_SIDE_PX: Final = 900
LIST_PX: Final = 320


class QueueView(QWidget):
    """Signals:
    call_clicked(), serve_clicked(), recall_clicked(), no_show_clicked(), finish_clicked(),
    undo_clicked(), cancel_ticket_clicked(), bring_back_clicked(), break_clicked(),
    retry_clicked(), panel_closed(); panel_asked(Panel); aside_asked(bool);
    ticket_selected(str | None); hold_asked(str, int); transfer_asked(str, int);
    ticket_asked(str, str).
    """

    call_clicked = Signal()
    serve_clicked = Signal()
    recall_clicked = Signal()
    no_show_clicked = Signal()
    finish_clicked = Signal()
    undo_clicked = Signal()
    cancel_ticket_clicked = Signal()
    bring_back_clicked = Signal()
    break_clicked = Signal()
    retry_clicked = Signal()
    panel_closed = Signal()
    panel_asked = Signal(object)
    aside_asked = Signal(bool)
    ticket_selected = Signal(object)
    hold_asked = Signal(str, int)
    transfer_asked = Signal(str, int)
    ticket_asked = Signal(str, str)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queue_page")
        self.setProperty("ground", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._speech = speech
        self._state = QueueState()
        self._title = make_label("queue_title", "page", self, wrap=False)
        self._headline = make_label("queue_headline", "muted", self, wrap=False)
        self._longest = StateChip("queue_longest", self)
        self._offline = NoticePanel("queue_offline", self)
        self._refusal = NoticePanel("queue_refusal", self)
        self._busy = BusyPanel("queue_busy", self)
        self._trouble = TroublePanel("queue_trouble", self)
        self._trouble.retry_clicked.connect(self.retry_clicked)
        self._undo = UndoBar(self)
        self._card = TicketCard(speech, self)
        self._questions = Questions(speech, self)
        self._day = Card("queue_day", self)
        self._facts = FactList("queue_day_facts", self._day)
        self._day.body.addWidget(self._facts)
        self._list = WaitingCard(speech, self)
        self._break = ActionButton("queue_break", parent=self)
        self._break.bind(Shortcut.PAUSE)
        self._new = ActionButton("queue_new", parent=self)
        self._new.bind(Shortcut.NEW_TICKET)
        self._aside = ActionButton("queue_aside", parent=self)
        self._aside.bind(Shortcut.HELD)
        self._bar = ActionBar("queue_actions", self)
        self._lay_out()
        self._connect()
        speech.changed.connect(self.retranslate)

    @Slot(object)
    def show_state(self, state: QueueState) -> None:
        self._state = state
        self._card.show_state(state)
        self._undo.show_offer(state, self._speech)
        self._questions.show_state(state)
        self._list.show_state(state)
        self._busy.set(state.busy)
        self._trouble.set(state.trouble)
        self._day.setVisible(state.day is not None)
        self._break.setEnabled(state.on_shift and state.mine is None)
        self.retranslate()

    def retranslate(self) -> None:
        say, state = self._speech, self._state
        self._title.setText(say("Queue"))
        self.setWindowTitle(self._card.ticket_name)
        self._headline.setText(headline(state, say))
        told = longest(state, say)
        late = state.longest_wait is not None and state.longest_wait > state.waiting_norm
        self._longest.set("warn" if late else "muted", told, sign="clock-outline")
        self._longest.setVisible(bool(told))
        offline = say(
            "No link to the hub: this window gives tickets from its own range and sees only them."
        )
        self._offline.set("warn", "" if state.online else offline)
        refused = state.refusal if state.panel is None else ""
        self._refusal.set("bad" if refused else "ok", refused or state.notice)
        self._trouble.retranslate(say("Try again"))
        self._busy.retranslate(say("Cancel"))
        self._day.set_title(say("My window today"))
        self._facts.set_facts(day_facts(state, say))
        self._break.set(say("Back to work") if state.on_break else say("Break"))
        self._new.set(say("New ticket"))
        self._aside.set(
            say("Waiting: {n}", n=len(state.waiting))
            if state.showing_aside
            else say("Set aside: {n}", n=len(state.aside))
        )

    def showEvent(self, event: QShowEvent) -> None:
        """A double Enter on the page before must not call anybody: the focus rests."""
        super().showEvent(event)
        if self._state.panel is None:
            self._card.rest()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Two columns where there is room for them, else one below the other."""
        wide = self.width() >= worn().px(SIDE_BY_SIDE_PX)
        across = QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(across if wide else QBoxLayout.Direction.TopToBottom)
        self._left.setMaximumWidth(worn().px(LEFT_PX) if wide else _NO_LIMIT)
        self._left.setMinimumWidth(worn().px(LEFT_PX) if wide else 0)
        self._list.setMinimumHeight(worn().px(LIST_PX))

    def _connect(self) -> None:
        card, questions, listed = self._card, self._questions, self._list
        card.call_clicked.connect(self.call_clicked)
        card.serve_clicked.connect(self.serve_clicked)
        card.recall_clicked.connect(self.recall_clicked)
        card.no_show_clicked.connect(self.no_show_clicked)
        card.finish_clicked.connect(self.finish_clicked)
        self._undo.button.clicked.connect(self.undo_clicked)
        card.hold_clicked.connect(lambda: self.panel_asked.emit(Panel.HOLD))
        card.transfer_clicked.connect(lambda: self.panel_asked.emit(Panel.TRANSFER))
        questions.closed.connect(self.panel_closed)
        questions.hold_asked.connect(self.hold_asked)
        questions.transfer_asked.connect(self.transfer_asked)
        questions.ticket_asked.connect(self.ticket_asked)
        listed.selected.connect(self.ticket_selected)
        listed.cancel_clicked.connect(self.cancel_ticket_clicked)
        listed.back_clicked.connect(self.bring_back_clicked)
        self._break.clicked.connect(self.break_clicked)
        self._new.clicked.connect(lambda: self.panel_asked.emit(Panel.NEW_TICKET))
        self._aside.clicked.connect(lambda: self.aside_asked.emit(not self._state.showing_aside))

    def _lay_out(self) -> None:
        content = QWidget(self)
        self._left = QWidget(content)
        left = QVBoxLayout(self._left)
        spaced(left, gap=16)
        for widget in (self._card, self._refusal, self._day):
            left.addWidget(widget)
        left.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        spaced(self._columns, gap=16)
        right = QVBoxLayout()
        spaced(right, gap=16)
        right.addWidget(self._questions)
        right.addWidget(self._list, 1)
        self._columns.addWidget(self._left)
        self._columns.addLayout(right, 1)
        head = FlowLayout(stretch_after=2)
        for part in (self._title, self._headline, self._longest, self._undo):
            head.addWidget(part)
        inner = QVBoxLayout(content)
        spaced(inner, margin=(24, 16, 24, 12), gap=12)
        inner.addLayout(head)
        spaced(head, gap=16)
        for panel in (self._offline, self._trouble, self._busy):
            inner.addWidget(panel)
        inner.addLayout(self._columns, 1)
        self._bar.add_left(self._break)
        self._bar.add_left(self._new)
        self._bar.add_right(self._aside)
        outer = QVBoxLayout(self)
        spaced(outer)
        scrolling = Scrolling("queue_scroll", content, self)
        scrolling.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        outer.addWidget(scrolling, 1)
        outer.addWidget(self._bar)


_NO_LIMIT: Final = 16_777_215
"""Qt's own largest width of a widget."""
