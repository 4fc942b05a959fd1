"""A ticket of the electronic queue: one applicant's place, from the terminal to the window.

A value: each move returns a new ``Ticket`` and the event for the other windows. ``MOVES`` is the
whole law of moves; every move can be undone for ten seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from operator_app.errors import RuleViolation

UNDO_WITHIN: Final = timedelta(seconds=10)


class IllegalMove(RuleViolation):
    """From the ticket's state this action leads nowhere."""

    code = "ticket.illegal_move"


class OtherWindow(RuleViolation):
    """One window holds a ticket; another one cannot move it."""

    code = "ticket.other_window"


class RestoreTooLate(RuleViolation):
    """The place of a no-show is kept for a time only."""

    code = "ticket.restore_too_late"


class HoldReasonMissing(RuleViolation):
    code = "ticket.hold_reason_missing"


class HoldUntilPast(RuleViolation):
    code = "ticket.hold_until_past"


class NothingToUndo(RuleViolation):
    code = "ticket.nothing_to_undo"


class UndoTooLate(RuleViolation):
    code = "ticket.undo_too_late"


class TicketState(StrEnum):
    BOOKED = "booked"
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    SERVED = "served"
    NO_SHOW = "no_show"
    HELD = "held"
    CANCELLED = "cancelled"


class TicketAction(StrEnum):
    CHECK_IN = "check_in"
    CALL = "call"
    RECALL = "recall"
    SERVE = "serve"
    CLOSE = "close"
    NO_SHOW = "no_show"
    RESTORE = "restore"
    HOLD = "hold"
    RESUME = "resume"
    TRANSFER = "transfer"
    CANCEL = "cancel"


MOVES: Final[Mapping[tuple[TicketState, TicketAction], TicketState]] = {
    (TicketState.BOOKED, TicketAction.CHECK_IN): TicketState.WAITING,
    (TicketState.WAITING, TicketAction.CALL): TicketState.CALLED,
    (TicketState.WAITING, TicketAction.CANCEL): TicketState.CANCELLED,
    (TicketState.CALLED, TicketAction.RECALL): TicketState.CALLED,
    (TicketState.CALLED, TicketAction.SERVE): TicketState.SERVING,
    (TicketState.CALLED, TicketAction.NO_SHOW): TicketState.NO_SHOW,
    (TicketState.CALLED, TicketAction.HOLD): TicketState.HELD,
    (TicketState.CALLED, TicketAction.TRANSFER): TicketState.WAITING,
    (TicketState.SERVING, TicketAction.CLOSE): TicketState.SERVED,
    (TicketState.SERVING, TicketAction.HOLD): TicketState.HELD,
    (TicketState.SERVING, TicketAction.TRANSFER): TicketState.WAITING,
    (TicketState.NO_SHOW, TicketAction.RESTORE): TicketState.WAITING,
    (TicketState.HELD, TicketAction.RESUME): TicketState.WAITING,
}
"""What is not here is refused with ``ticket.illegal_move``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketEvent:
    """What happened, for the screens in the hall and for the other windows.

    ``kind`` is the action, or ``undo_`` and the action taken back.
    """

    kind: str
    ticket_id: str
    at: datetime
    window: int | None
    """The window that acted; None when the terminal or the clock did."""
    state: TicketState


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One move that can still be taken back; ``before`` carries no history of its own."""

    action: TicketAction
    at: datetime
    before: Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The ticket after a move, and the event to publish."""

    ticket: Ticket
    event: TicketEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One place in the queue. ``window`` is who holds it now; a waiting ticket is nobody's."""

    id: str
    center: str
    category: str
    day: date
    sequence: int
    issued_at: datetime
    letter: str = "A"
    """The category's letter on the ticket."""
    state: TicketState = TicketState.WAITING
    window: int | None = None
    meant_for: int | None = None
    """The window it was transferred to; others see it last."""
    priority: bool = False
    reason: str = ""
    """Code of the rule that gives priority: ``disability``, ``veteran``…"""
    service: str = ""
    """Code of the service the applicant came for, if it was asked at the door."""
    booked_for: datetime | None = None
    own_range: int | None = None
    """The window that gave the ticket out of its own range, with no terminal; on the label."""
    called_by: int | None = None
    """The window that called it last; kept when nobody holds it any more."""
    arrived_at: datetime | None = None
    """When the applicant came: it orders the queue and no later move changes it."""
    called_at: datetime | None = None
    served_at: datetime | None = None
    """When serving began."""
    closed_at: datetime | None = None
    no_show_at: datetime | None = None
    recalls: int = 0
    held_until: datetime | None = None
    held_reason: str | None = None
    history: tuple[Move, ...] = ()
    """The moves of the last ten seconds, oldest first."""

    @property
    def label(self) -> str:
        """What is printed and called out: the category's letter and three digits, ``A012``.

        From the own range of window 7: ``A7-12``.
        """
        if self.own_range is not None:
            return f"{self.letter}{self.own_range}-{self.sequence:02}"
        return f"{self.letter}{self.sequence:03}"

    @property
    def place(self) -> tuple[bool, datetime, int]:
        """The key that orders those who wait: priority first, then by arrival."""
        return (not self.priority, self.arrived_at or self.issued_at, self.sequence)

    def check_in(self, at: datetime) -> Moved:
        """Who booked a time has come: the place counts from now."""
        return self._move(TicketAction.CHECK_IN, at, None, replace(self, arrived_at=at))

    def call(self, window: int, at: datetime) -> Moved:
        called = replace(
            self, window=window, called_by=window, called_at=at, recalls=0, meant_for=None
        )
        return self._move(TicketAction.CALL, at, window, called)

    def recall(self, window: int, at: datetime) -> Moved:
        return self._move(TicketAction.RECALL, at, window, replace(self, recalls=self.recalls + 1))

    def serve(self, window: int, at: datetime) -> Moved:
        return self._move(TicketAction.SERVE, at, window, replace(self, served_at=at))

    def close(self, window: int, at: datetime) -> Moved:
        return self._move(TicketAction.CLOSE, at, window, replace(self, closed_at=at))

    def no_show(self, window: int, at: datetime) -> Moved:
        gone = replace(self, window=None, no_show_at=at)
        return self._move(TicketAction.NO_SHOW, at, window, gone)

    def restore(self, at: datetime, within: timedelta) -> Moved:
        """Who came late gets the old place back, at most ``within`` after the no-show."""
        moved = self._move(TicketAction.RESTORE, at, None, replace(self, no_show_at=None))
        if self.no_show_at is not None and at - self.no_show_at > within:
            raise RestoreTooLate(ticket=self.label, minutes=int(within.total_seconds() // 60))
        return moved

    def hold(self, window: int, at: datetime, *, until: datetime, reason: str) -> Moved:
        """Sets the applicant aside (a copy is being made, a fee paid) until a time."""
        held = replace(self, window=None, held_until=until, held_reason=reason.strip())
        moved = self._move(TicketAction.HOLD, at, window, held)
        if not reason.strip():
            raise HoldReasonMissing(ticket=self.label)
        if until <= at:
            raise HoldUntilPast(ticket=self.label, until=until.isoformat())
        return moved

    def resume(self, at: datetime) -> Moved:
        """Back to the queue at the old place; before the timer too, if the applicant is back."""
        back = replace(self, held_until=None, held_reason=None)
        return self._move(TicketAction.RESUME, at, None, back)

    def transfer(
        self, window: int, at: datetime, *, category: str | None = None, to: int | None = None
    ) -> Moved:
        """To another service, category or window; the time of arrival is kept."""
        sent = replace(self, window=None, meant_for=to, category=category or self.category)
        return self._move(TicketAction.TRANSFER, at, window, sent)

    def cancel(self, at: datetime) -> Moved:
        return self._move(TicketAction.CANCEL, at, None, self)

    def undo(self, at: datetime) -> Moved:
        """Takes the last move back, within ten seconds of it."""
        if not self.history:
            raise NothingToUndo(ticket=self.label)
        last = self.history[-1]
        if at - last.at > UNDO_WITHIN:
            raise UndoTooLate(ticket=self.label, seconds=int(UNDO_WITHIN.total_seconds()))
        restored = replace(last.before, history=self.history[:-1])
        return _moved(restored, f"undo_{last.action.value}", at, self.window)

    def _move(self, action: TicketAction, at: datetime, by: int | None, after: Ticket) -> Moved:
        state = MOVES.get((self.state, action))
        if state is None:
            raise IllegalMove(ticket=self.label, state=self.state.value, action=action.value)
        if self.window is not None and by != self.window:
            raise OtherWindow(ticket=self.label, window=self.window)
        recent = tuple(move for move in self.history if at - move.at <= UNDO_WITHIN)
        move = Move(action=action, at=at, before=replace(self, history=()))
        moved = replace(after, state=state, history=(*recent, move))
        return _moved(moved, action.value, at, by)


def _moved(ticket: Ticket, kind: str, at: datetime, by: int | None) -> Moved:
    event = TicketEvent(kind=kind, ticket_id=ticket.id, at=at, window=by, state=ticket.state)
    return Moved(ticket=ticket, event=event)
