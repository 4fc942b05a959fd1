"""The queue as the windows see it: who waits, who is set aside, whom a window holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy import Engine, TextClause, text

from db.mapping import ticket_from
from operator_app.domain.tickets import Ticket
from operator_app.queries.waiting import TicketSetAside, WaitingTicket, Why

WAITING: Final = text(
    "SELECT body FROM tickets WHERE center = :center AND day = :day AND state = 'waiting'"
    " ORDER BY later, arrived_at, sequence LIMIT :most"
)
SET_ASIDE: Final = text(
    "SELECT body FROM tickets WHERE center = :center AND day = :day"
    " AND state IN ('held', 'no_show') ORDER BY arrived_at, sequence LIMIT :most"
)
AT_WINDOW: Final = text(
    "SELECT body FROM tickets WHERE center = :center AND day = :day AND called_by = :window"
    " AND state IN ('called', 'serving') LIMIT 1"
)
MOST_SET_ASIDE: Final = 200


class SqlWaiting:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(
        self, center: str, day: date, *, window: int | None = None, limit: int = 2000
    ) -> tuple[WaitingTicket, ...]:
        found = _tickets(
            self._engine, WAITING, {"center": center, "day": day.isoformat(), "most": limit}
        )
        mine = [_waiting(ticket, window) for ticket in found]
        return tuple(sorted(mine, key=lambda ticket: ticket.why is Why.MEANT_FOR_ANOTHER))


class SqlSetAside:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, center: str, day: date) -> tuple[TicketSetAside, ...]:
        found = _tickets(
            self._engine,
            SET_ASIDE,
            {"center": center, "day": day.isoformat(), "most": MOST_SET_ASIDE},
        )
        return tuple(_set_aside(ticket) for ticket in found)


class SqlCalledOrServing:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, center: str, window: int, day: date) -> Ticket | None:
        here = {"center": center, "window": window, "day": day.isoformat()}
        return next(iter(_tickets(self._engine, AT_WINDOW, here)), None)


def _tickets(
    engine: Engine, question: TextClause, values: Mapping[str, object]
) -> tuple[Ticket, ...]:
    with engine.connect() as connection:
        bodies = connection.execute(question, values).scalars().all()
    return tuple(ticket_from(body) for body in bodies)


def _waiting(ticket: Ticket, window: int | None) -> WaitingTicket:
    return WaitingTicket(
        id=ticket.id,
        label=ticket.label,
        category=ticket.category,
        service=ticket.service,
        arrived_at=ticket.arrived_at or ticket.issued_at,
        why=_why(ticket, window),
        reason=ticket.reason,
        booked_for=ticket.booked_for,
        meant_for=ticket.meant_for,
    )


def _why(ticket: Ticket, window: int | None) -> Why:
    if ticket.meant_for is not None and window is not None:
        return Why.MEANT_FOR_YOU if ticket.meant_for == window else Why.MEANT_FOR_ANOTHER
    if ticket.priority:
        return Why.PRIORITY
    return Why.BOOKED if ticket.booked_for is not None else Why.ARRIVAL


def _set_aside(ticket: Ticket) -> TicketSetAside:
    return TicketSetAside(
        id=ticket.id,
        label=ticket.label,
        state=ticket.state,
        arrived_at=ticket.arrived_at or ticket.issued_at,
        held_until=ticket.held_until,
        held_reason=ticket.held_reason or "",
        no_show_at=ticket.no_show_at,
    )
