"""The big card: who is next and why, or who is called or served, and what can be done."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QWidget,
)

from ui.pages.queue.sentences import clock, shortened, since
from ui.pages.queue.state import MyTicket, QueueState
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets import ActionButton, Card, StateChip, make_label

NOBODY = "—"
LONGEST_SERVICE = 110
"""Three lines of the card; the rest is in the tool tip."""


class TicketCard(Card):
    """After a press that hides its own button the focus rests on the ticket, never on the next
    button: a double Enter must not do the next thing.

    Signals:
        call_clicked(), serve_clicked(), recall_clicked(), no_show_clicked(), finish_clicked(),
        hold_clicked(), transfer_clicked().
    """

    call_clicked = Signal()
    serve_clicked = Signal()
    recall_clicked = Signal()
    no_show_clicked = Signal()
    finish_clicked = Signal()
    hold_clicked = Signal()
    transfer_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("queue_card", parent)
        self._speech = speech
        self._stage = make_label("queue_stage", "muted", self)
        self._ticket = make_label("queue_ticket", "ticket", self, wrap=False)
        self._ticket.setContentsMargins(12, 0, 12, 0)
        self._ticket.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._service = make_label("queue_service", "text", self)
        for label in (self._stage, self._ticket, self._service):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._why = StateChip("queue_why", self)
        self._norm = QProgressBar(self)
        self._norm.setObjectName("queue_norm")
        self._norm.setTextVisible(False)
        self._call = self._button("queue_call", Shortcut.CALL_NEXT, "call")
        self._serve = self._button("queue_serve", Shortcut.START_SERVING, "call")
        self._recall = self._button("queue_recall", Shortcut.RECALL)
        self._no_show = self._button("queue_no_show", Shortcut.NO_SHOW)
        self._finish = self._button("queue_finish", Shortcut.FINISH_SERVING)
        self._hold = self._button("queue_hold", Shortcut.HOLD)
        self._transfer = self._button("queue_transfer", Shortcut.TRANSFER)
        for button, signal in (
            (self._call, self.call_clicked),
            (self._serve, self.serve_clicked),
            (self._recall, self.recall_clicked),
            (self._no_show, self.no_show_clicked),
            (self._finish, self.finish_clicked),
            (self._hold, self.hold_clicked),
            (self._transfer, self.transfer_clicked),
        ):
            button.clicked.connect(signal)
        self._lay_out()

    @property
    def ticket_name(self) -> str:
        """The ticket and what is with it, in words."""
        return self._ticket.accessibleName()

    def rest(self) -> None:
        """Takes the focus to where no key does anything by itself."""
        self._ticket.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: QueueState) -> None:
        mine = state.mine
        self._show_who(state)
        self._norm.setVisible(mine is not None and mine.serving)
        self._see(
            {
                self._call: mine is None,
                self._serve: mine is not None,
                self._recall: mine is not None and not mine.serving,
                self._no_show: mine is not None and not mine.serving,
                self._finish: mine is not None and mine.serving,
                self._hold: mine is not None,
                self._transfer: mine is not None,
            }
        )
        self._call.setEnabled(state.next is not None and not state.on_break)
        self._say_buttons(serving=mine is not None and mine.serving)

    def _show_who(self, state: QueueState) -> None:
        say = self._speech
        if state.mine is not None:
            self._show_mine(state, state.mine)
        elif state.next is not None:
            row = state.next
            waits = say("waits {time}", time=clock(since(state, row.arrived_at)))
            stage = say("Break: nobody is called") if state.on_break else say("Next in the queue")
            self._say(stage, row.label, row.service)
            self._why.set(row.kind.value, f"{row.why_long}, {waits}")
            self._why.show()
        else:
            stage = say("Break: nobody is called") if state.on_break else say("Nobody is waiting")
            self._say(stage if state.loaded else "", NOBODY, "")
            self._why.hide()

    def _show_mine(self, state: QueueState, mine: MyTicket) -> None:
        say, time = self._speech, since(state, mine.since)
        self._say(
            say("Is being served") if mine.serving else say("Called to the window"),
            mine.label,
            mine.service,
        )
        self._why.show()
        if not mine.serving:
            again = say.plural("called again {n} time", "called again {n} times", mine.recalls)
            told = say("{time} since the call", time=clock(time))
            self._why.set("accent", f"{told}, {again}" if mine.recalls else told)
            return
        late = time > state.serving_norm
        norm = clock(state.serving_norm)
        said = say("{time}, norm {norm}", time=clock(time), norm=norm)
        self._why.set("warn" if late else "accent", said)
        self._norm.setRange(0, max(1, int(state.serving_norm.total_seconds())))
        self._norm.setValue(min(self._norm.maximum(), int(time.total_seconds())))
        self._norm.setAccessibleName(said)
        if self._norm.property("kind") != ("warn" if late else "accent"):
            self._norm.setProperty("kind", "warn" if late else "accent")
            self._norm.style().polish(self._norm)

    def _say(self, stage: str, ticket: str, service: str) -> None:
        self._stage.setText(stage)
        self._ticket.setText(ticket)
        self._ticket.setAccessibleName(f"{stage} {ticket}".strip())
        self._service.setText(shortened(service, LONGEST_SERVICE))
        self._service.setToolTip(service)

    def _say_buttons(self, *, serving: bool) -> None:
        say = self._speech
        self._call.set(say("Call"))
        self._serve.set(say("Open the case") if serving else say("Begin serving"))
        self._recall.set(say("Call again"))
        self._no_show.set(say("Did not come"))
        self._finish.set(say("Finish serving"))
        self._hold.set(say("Set aside"))
        self._transfer.set(say("Send on"))

    def _see(self, seen: dict[ActionButton, bool]) -> None:
        focused = self.window().focusWidget()
        if any(button is focused and not shown for button, shown in seen.items()):
            self.rest()
        for button, shown in seen.items():
            button.setVisible(shown)

    def _button(
        self, name: str, key: Shortcut, kind: Literal["plain", "call"] = "plain"
    ) -> ActionButton:
        button = ActionButton(name, kind, self)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.bind(key)
        return button

    def _lay_out(self) -> None:
        body = self.body
        spaced(body, margin=(16, 24, 16, 16), gap=8)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._why)
        middle.addStretch(1)
        big = QHBoxLayout()
        big.addStretch(1)
        big.addWidget(self._ticket)
        big.addStretch(1)
        body.addWidget(self._stage)
        body.addLayout(big)
        body.addWidget(self._service)
        body.addLayout(middle)
        body.addWidget(self._norm)
        body.addSpacing(4)
        body.addWidget(self._call)
        body.addWidget(self._serve)
        self._more = QGridLayout()
        spaced(self._more, gap=8)
        for place, button in enumerate(
            (self._recall, self._no_show, self._finish, self._hold, self._transfer)
        ):
            self._more.addWidget(button, *_PLACES[place])
        body.addLayout(self._more)


_PLACES = ((0, 0), (0, 1), (1, 0, 1, 2), (2, 0), (2, 1))
