"""The queue of one window: reads it, moves tickets one move at a time, offers to take one back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from operator_app.domain.operators import Session
from operator_app.domain.shifts import Shift, ShiftState
from operator_app.domain.tickets import Ticket, TicketAction, TicketState
from operator_app.errors import OperatorAppError, RuleViolation
from operator_app.ports import Clock
from operator_app.usecases.issue_ticket import IssueTicket
from operator_app.usecases.move_ticket import Move, MoveTicket
from operator_app.usecases.pause_shift import PauseShift
from operator_app.usecases.resume_shift import ResumeShift
from operator_app.usecases.rules import local
from ui.pages.queue import moves
from ui.pages.queue.calls import QueueCalls, QueueRules, Reading, read_queue
from ui.pages.queue.reading import Naming, in_words, undo_offer, worded
from ui.pages.queue.state import Panel, QueueState
from ui.runtime.asking import Asking
from ui.runtime.broadcast import TICKETS
from ui.runtime.faces import Busy
from ui.runtime.lanes import Lane
from ui.runtime.patience import Patience
from ui.runtime.speech import Speech

SECOND_MS: Final = 1000
REPEAT_S: Final = 1.0
"""The same action again within this time is the second half of a double press."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What is not of the queue itself. ``monotonic`` counts seconds and cannot be set."""

    lane: Lane
    speech: Speech
    now: Clock
    monotonic: Callable[[], float]
    new_id: Callable[[], str]
    naming: Naming


class QueuePresenter(QObject):
    """Nothing begins while something is under way, so a held key does each thing once.

    Signals:
        changed(QueueState);
        serving_started(str): this window begins to serve the ticket;
        intake_asked(str): the ticket is being served already, its case is wanted;
        tickets_changed(frozenset): ids to tell the other pages of;
        break_changed(bool).
    """

    changed = Signal(object)
    serving_started = Signal(str)
    intake_asked = Signal(str)
    tickets_changed = Signal(object)
    break_changed = Signal(bool)

    def __init__(
        self,
        calls: QueueCalls,
        rules: QueueRules,
        around: Surroundings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._calls = calls
        self._rules = rules
        self._around = around
        self._session: Session | None = None
        self._read: Reading | None = None
        self._moved: Ticket | None = None
        self._last: tuple[str, float] = ("", 0.0)
        self._telling = False
        self._reads = Asking(around.lane, self._on_unread)
        self._patience = Patience(self)
        self._patience.changed.connect(self._on_patience)
        self._timer = QTimer(self, interval=SECOND_MS)
        self._timer.timeout.connect(self.tick)
        self.state = QueueState(waiting_norm=rules.waiting_norm, serving_norm=rules.serving_norm)
        around.speech.changed.connect(self._say_again)

    def open(self, session: Session) -> None:
        """Somebody has signed in at a window: from here on this is its queue."""
        self._session = session
        self._read = self._moved = None
        windows = tuple(number for number in self._rules.windows if number != session.window)
        self._show(
            replace(
                self.state,
                now=self._around.now(),
                window=session.window,
                windows=windows,
                loaded=False,
                panel=None,
                refusal="",
                notice="",
            )
        )
        self._timer.start()
        self.refresh()

    def close(self) -> None:
        """Nobody is at the window: what is still under way is dropped."""
        self._timer.stop()
        self._reads.drop()
        self._patience.end()
        self._session = None

    def refresh(self) -> None:
        session = self._session
        if session is None:
            return
        calls, around, day = self._calls, self._around, local(self._around.now()).date()
        if not self.state.loaded:
            self._patience.begin(around.speech("Reading the queue"))

        def read() -> Reading:
            reading = read_queue(calls, session.center, session.window, day)
            return worded(reading, around.speech, around.naming)

        self._reads.ask(read, self._on_read)

    def hear(self, topic: str, _ids: frozenset[str]) -> None:
        """The queue is one list in one order: any ticket of it may move all the others."""
        if topic == TICKETS and not self.state.working and not self._telling:
            self.refresh()

    def set_online(self, online: bool) -> None:
        if online != self.state.online:
            self._show(replace(self.state, online=online))

    def tick(self) -> None:
        """A second has passed."""
        if self._session is not None:
            self._show(self._timed(self.state))

    def select(self, ticket_id: str | None) -> None:
        if ticket_id != self.state.selected:
            self._show(replace(self.state, selected=ticket_id))

    def show_aside(self, aside: bool) -> None:
        self._show(replace(self.state, showing_aside=aside, selected=None))

    def open_panel(self, panel: Panel) -> None:
        needs_ticket = panel is not Panel.NEW_TICKET
        if self.state.can_act and not (needs_ticket and self.state.mine is None):
            self._show(replace(self.state, panel=panel, refusal="", notice=""))

    def close_panel(self) -> None:
        self._show(replace(self.state, panel=None, refusal=""))

    def call(self) -> None:
        first = self.state.next
        if self.state.can_call and first is not None:
            self._move(first.ticket_id, TicketAction.CALL)

    def recall(self) -> None:
        if self.state.mine is not None and not self.state.mine.serving:
            self._move(self.state.mine.ticket_id, TicketAction.RECALL)

    def serve(self) -> None:
        """Begins, or, once begun, goes back to the case."""
        mine = self.state.mine
        if mine is None:
            return
        if mine.serving:
            self.intake_asked.emit(mine.ticket_id)
        else:
            self._move(mine.ticket_id, TicketAction.SERVE)

    def finish(self) -> None:
        if self.state.mine is not None and self.state.mine.serving:
            self._move(self.state.mine.ticket_id, TicketAction.CLOSE)

    def no_show(self) -> None:
        if self.state.mine is not None and not self.state.mine.serving:
            self._move(self.state.mine.ticket_id, TicketAction.NO_SHOW)

    def hold(self, reason: str, minutes: int) -> None:
        if self.state.mine is not None:
            move = moves.holding(self.state.window, minutes, reason)
            self._move(self.state.mine.ticket_id, TicketAction.HOLD, move)

    def transfer(self, category: str, to: int) -> None:
        """Empty and 0 where nothing was chosen."""
        if self.state.mine is not None and (category or to):
            move = moves.transferring(self.state.window, category or None, to or None)
            self._move(self.state.mine.ticket_id, TicketAction.TRANSFER, move)

    def cancel_ticket(self) -> None:
        """The one chosen among those who wait."""
        if self.state.chosen is not None:
            self._move(self.state.chosen.ticket_id, TicketAction.CANCEL, moves.cancelling())

    def bring_back(self) -> None:
        """The one chosen among those set aside, to its old place."""
        for row in self.state.aside:
            if self.state.showing_aside and row.ticket_id == self.state.selected:
                if row.held:
                    self._move(row.ticket_id, TicketAction.RESUME, moves.resuming())
                else:
                    within = self._rules.restore_within
                    self._move(row.ticket_id, TicketAction.RESTORE, moves.restoring(within))

    def undo(self) -> None:
        """Takes back the last move, once; the one before it stays."""
        offer, session = self.state.undo, self._session
        if offer is not None and session is not None:
            command = MoveTicket(
                ticket_id=offer.ticket_id, actor=session.actor, move=moves.undoing()
            )
            self._do("undo", lambda: self._calls.move_ticket(command), self._on_undone)

    def give_ticket(self, category: str, priority: str = "") -> None:
        session = self._session
        if session is None or all(one.code != category for one in self._rules.categories):
            return
        letter = next(one.letter for one in self._rules.categories if one.code == category)
        command = IssueTicket(
            ticket_id=self._around.new_id(),
            center=session.center,
            window=session.window,
            category=category,
            actor=session.actor,
            priority=bool(priority),
            reason=priority,
            service=category,
            letter=letter,
            own_range=True,
        )
        self._do("give", lambda: self._calls.issue_ticket(command), self._on_given)

    def switch_break(self) -> None:
        shift = self._read.shift if self._read is not None else None
        if shift is None:
            return
        calls, shift_id = self._calls, shift.id
        if self.state.on_break:
            command = ResumeShift(shift_id=shift_id)
            self._do("break", lambda: calls.resume_shift(command), self._on_break)
        elif self.state.mine is None:
            pause = PauseShift(shift_id=shift_id)
            self._do("break", lambda: calls.pause_shift(pause), self._on_break)

    def _move(self, ticket_id: str, action: TicketAction, move: Move | None = None) -> None:
        session = self._session
        if session is None:
            return
        made = move or moves.simple(action, session.window)
        command = MoveTicket(ticket_id=ticket_id, actor=session.actor, move=made)
        self._do(action.value, lambda: self._calls.move_ticket(command), self._on_moved)

    def _do(self, what: str, work: Callable[[], object], done: Callable[[object], None]) -> None:
        """One thing at a time, and the same thing not twice within a moment."""
        last, at = self._last
        again = what == last and self._around.monotonic() - at < REPEAT_S
        if not self.state.can_act or again:
            return
        self._reads.drop()
        self._patience.begin(self._around.speech("Saving"))
        self._show(replace(self.state, working=True, refusal="", notice="", trouble=None))

        def on_done(answer: object) -> None:
            self._last = (what, self._around.monotonic())
            self._free()
            done(answer)

        self._around.lane.submit(work, done=on_done, failed=self._on_failed)

    def _free(self) -> None:
        self._patience.end()
        self.state = replace(self.state, working=False, busy=None)

    def _on_moved(self, answer: object) -> None:
        if not isinstance(answer, Ticket):
            return
        self._moved = answer
        self._take_in(answer)
        self._tell(answer.id)
        if answer.state is TicketState.SERVING:
            self.serving_started.emit(answer.id)

    def _on_undone(self, answer: object) -> None:
        if isinstance(answer, Ticket):
            self._moved = None
            self._take_in(answer)
            self._tell(answer.id)

    def _on_given(self, answer: object) -> None:
        if isinstance(answer, Ticket):
            said = self._around.speech("Ticket {label} is given", label=answer.label)
            self._show(replace(self.state, panel=None, notice=said))
            self.refresh()
            self._tell(answer.id)

    def _tell(self, ticket_id: str) -> None:
        """What this page has done itself it is reading already."""
        self._telling = True
        self.tickets_changed.emit(frozenset({ticket_id}))
        self._telling = False

    def _on_break(self, answer: object) -> None:
        if isinstance(answer, Shift):
            resting = answer.state is ShiftState.BREAK
            self._show(replace(self.state, on_break=resting))
            self.refresh()
            self.break_changed.emit(resting)

    def _take_in(self, ticket: Ticket) -> None:
        """Shows the moved ticket at once; the whole queue follows when it has been read."""
        here = ticket.window == self.state.window
        mine = ticket if here and ticket.state in _HELD_BY_WINDOW else None
        if self._read is not None:
            self._read = replace(self._read.without(ticket.id), mine=mine)
        self._show(self._said(replace(self.state, panel=None, selected=None)))
        self.refresh()

    def _on_read(self, reading: Reading) -> None:
        self._read = reading
        shift = reading.shift
        if not self.state.working:
            self._patience.end()
        self._show(
            self._said(
                replace(
                    self.state,
                    loaded=True,
                    trouble=None,
                    day=reading.day,
                    on_break=shift is not None and shift.state is ShiftState.BREAK,
                    on_shift=shift is not None,
                )
            )
        )

    def _on_unread(self, error: OperatorAppError) -> None:
        self._patience.end()
        trouble = self._around.speech.trouble(error, retry=True)
        self._show(replace(self.state, trouble=trouble))

    def _on_failed(self, error: Exception) -> None:
        self._free()
        if isinstance(error, RuleViolation):
            text = self._around.speech.error(error)
            self._show(replace(self.state, refusal=f"{text.happened} {text.now}"))
            self.refresh()
        elif isinstance(error, OperatorAppError):
            trouble = self._around.speech.trouble(error, retry=True)
            self._show(replace(self.state, trouble=trouble))
        else:
            self._show(self.state)
            raise error

    def _on_patience(self, busy: Busy | None) -> None:
        if busy != self.state.busy:
            self._show(replace(self.state, busy=busy))

    def _say_again(self) -> None:
        self._show(self._said(self.state))

    def _said(self, state: QueueState) -> QueueState:
        """Every word of the page again, and the times with them."""
        around = self._around
        words = in_words(state, self._read, self._rules, around.speech, around.naming)
        return self._timed(words)

    def _timed(self, state: QueueState) -> QueueState:
        now = self._around.now()
        return replace(state, now=now, undo=undo_offer(self._moved, now))

    def _show(self, state: QueueState) -> None:
        self.state = state
        self.changed.emit(state)


_HELD_BY_WINDOW: Final = frozenset({TicketState.CALLED, TicketState.SERVING})
