"""Move a ticket: call it to a window, call it again, begin and end serving, and the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from operator_app.domain.tickets import Moved, Ticket
from operator_app.errors import RuleViolation
from operator_app.ports import Clock, Fact, UnitOfWork, UnitOfWorkFactory
from operator_app.usecases.rules import on_open_day

Move = Callable[[Ticket, datetime], Moved]


class NoSuchTicket(RuleViolation):
    code = "ticket.not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveTicket:
    """``move`` is a method of the ticket with its particulars bound: the rule stays there."""

    ticket_id: str
    actor: str
    move: Move


def calling(window: int) -> Move:
    return lambda ticket, at: ticket.call(window, at)


def serving(window: int) -> Move:
    return lambda ticket, at: ticket.serve(window, at)


def closing(window: int) -> Move:
    return lambda ticket, at: ticket.close(window, at)


class MoveTicketHandler:
    """The move, its audit row and its message to the other windows are one transaction."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: MoveTicket) -> Ticket:
        now = self._now()
        with self._units() as unit:
            ticket = unit.tickets.get(command.ticket_id)
            if ticket is None:
                raise NoSuchTicket(ticket=command.ticket_id)
            on_open_day(unit, ticket.center, now)
            moved = command.move(ticket, now)
            write_move(unit, moved, command.actor)
            unit.commit()
        return moved.ticket


def write_move(unit: UnitOfWork, moved: Moved, actor: str) -> None:
    """The ticket as it now stands, its audit row and its message; the caller commits."""
    ticket, event = moved.ticket, moved.event
    what, told = f"ticket.{event.kind}", {"label": ticket.label, "window": event.window}
    unit.tickets.save(ticket)
    unit.audit.record(actor=actor, action=what, entity=ticket.id, at=event.at, details=told)
    unit.outbox.put(Fact(type=what, entity=ticket.id, base=0, at=event.at, actor=actor, body=told))
