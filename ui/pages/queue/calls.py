"""What the queue page asks of the core, and the one reading it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from operator_app.domain.shifts import Shift
from operator_app.domain.tickets import Ticket
from operator_app.queries.called_or_serving import CalledOrServing
from operator_app.queries.shift_state import StateOfShift
from operator_app.queries.waiting import SetAside, TicketSetAside, Waiting, WaitingTicket
from operator_app.queries.window_day import DayOfWindow, WindowDay
from operator_app.usecases.issue_ticket import IssueTicket
from operator_app.usecases.move_ticket import MoveTicket
from operator_app.usecases.pause_shift import PauseShift
from operator_app.usecases.resume_shift import ResumeShift
from ui.pages.queue.state import WaitingRow


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueCalls:
    """Use cases and queries; each is called on the lane only."""

    waiting: Waiting
    set_aside: SetAside
    called_or_serving: CalledOrServing
    window_day: DayOfWindow
    shift_state: StateOfShift
    issue_ticket: Callable[[IssueTicket], Ticket]
    move_ticket: Callable[[MoveTicket], Ticket]
    pause_shift: Callable[[PauseShift], Shift]
    resume_shift: Callable[[ResumeShift], Shift]


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """What a ticket can be taken for: mostly the code of a service; the letter stands on it."""

    code: str
    letter: str = "A"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRules:
    """What the center has set: what its tickets are taken for, and its norms."""

    categories: tuple[Category, ...] = ()
    windows: tuple[int, ...] = ()
    waiting_norm: timedelta = timedelta(minutes=15)
    serving_norm: timedelta = timedelta(minutes=15)
    restore_within: timedelta = timedelta(minutes=30)
    """How long the place of a no-show is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The queue of one moment, as the store has it."""

    waiting: tuple[WaitingTicket, ...]
    aside: tuple[TicketSetAside, ...]
    mine: Ticket | None
    day: WindowDay
    shift: Shift | None
    rows: tuple[WaitingRow, ...] = ()
    """``waiting`` in words, made on the lane: two thousand rows take longer than a blink."""
    language: str = ""
    """Of ``rows``."""

    def without(self, ticket_id: str) -> Reading:
        """Of the queue before it has been read again."""
        return replace(
            self,
            waiting=tuple(one for one in self.waiting if one.id != ticket_id),
            rows=tuple(one for one in self.rows if one.ticket_id != ticket_id),
            aside=tuple(one for one in self.aside if one.id != ticket_id),
        )


def read_queue(calls: QueueCalls, center: str, window: int, day: date) -> Reading:
    return Reading(
        waiting=calls.waiting(center, day, window=window),
        aside=calls.set_aside(center, day),
        mine=calls.called_or_serving(center, window, day),
        day=calls.window_day(center, window, day),
        shift=calls.shift_state(center, window).shift,
    )
