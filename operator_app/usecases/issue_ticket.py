"""Give an applicant a place in the electronic queue."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.tickets import Ticket
from operator_app.ports import Clock, Fact, UnitOfWorkFactory
from operator_app.usecases.rules import local, on_open_day


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueTicket:
    """``window`` is the one whose range the number comes from, not where the ticket is served."""

    ticket_id: str
    center: str
    window: int
    category: str
    actor: str
    priority: bool = False
    reason: str = ""
    """Code of the rule that gives priority; empty without one."""
    service: str = ""
    letter: str = "A"
    own_range: bool = False
    """Given by the window itself, with no terminal: its number is in the label."""


class IssueTicketHandler:
    """The same command twice gives the same ticket: nobody gets two places."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: IssueTicket) -> Ticket:
        now = self._now()
        day = local(now).date()
        with self._units() as unit:
            issued = unit.tickets.get(command.ticket_id)
            if issued is not None:
                return issued
            on_open_day(unit, command.center, now)
            ticket = Ticket(
                id=command.ticket_id,
                center=command.center,
                category=command.category,
                day=day,
                sequence=unit.counters.next_ticket(command.center, command.window, day),
                issued_at=now,
                arrived_at=now,
                priority=command.priority,
                reason=command.reason if command.priority else "",
                service=command.service,
                letter=command.letter,
                own_range=command.window if command.own_range else None,
            )
            unit.tickets.save(ticket)
            unit.outbox.put(
                Fact(
                    type="ticket.issue",
                    entity=ticket.id,
                    base=0,
                    at=now,
                    actor=command.actor,
                    body={"label": ticket.label, "category": ticket.category, "day": str(day)},
                )
            )
            unit.commit()
        return ticket
