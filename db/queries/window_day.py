"""The day of one window, and what it would leave behind."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from sqlalchemy import Engine, text

from db.leftovers import leftovers
from db.mapping import shift_from, ticket_from
from operator_app.domain.applications import State
from operator_app.domain.tickets import TicketState
from operator_app.queries.shift_state import WindowShift
from operator_app.queries.window_day import WindowDay

TICKETS: Final = text(
    "SELECT body FROM tickets WHERE center = :center AND day = :day AND called_by = :window"
)
CASES: Final = text(
    "SELECT state, count(*) FROM applications"
    " WHERE center = :center AND window = :window AND opened_on = :day GROUP BY state"
)
UNSENT: Final = text("SELECT count(*) FROM outbox WHERE state = 'pending'")
SHIFT: Final = text(
    "SELECT body FROM shifts"
    " WHERE center = :center AND window = :window AND state != 'closed' ORDER BY day DESC LIMIT 1"
)
ACCEPTED: Final = frozenset(
    {
        State.ACCEPTED,
        State.REGISTERED,
        State.IN_WORK,
        State.GRANTED,
        State.DECLINED,
        State.READY,
        State.ISSUED,
        State.RETURNED_TO_PROVIDER,
    }
)


class SqlDayOfWindow:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, center: str, window: int, day: date) -> WindowDay:
        here = {"center": center, "window": window, "day": day.isoformat()}
        with self._engine.connect() as connection:
            tickets = [ticket_from(body) for body in connection.execute(TICKETS, here).scalars()]
            cases = {State(state): count for state, count in connection.execute(CASES, here)}
            unsent = connection.execute(UNSENT).scalar_one()
        took = [
            ticket.closed_at - ticket.served_at
            for ticket in tickets
            if ticket.state is TicketState.SERVED and ticket.closed_at and ticket.served_at
        ]
        return WindowDay(
            served=len(took),
            average_serving=sum(took, timedelta()) / len(took) if took else None,
            accepted=sum(count for state, count in cases.items() if state in ACCEPTED),
            refused=cases.get(State.REFUSED_INCOMPLETE, 0),
            no_show=sum(ticket.state is TicketState.NO_SHOW for ticket in tickets),
            unsent=unsent,
        )


class SqlStateOfShift:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, center: str, window: int) -> WindowShift:
        with self._engine.connect() as connection:
            body = connection.execute(SHIFT, {"center": center, "window": window}).scalar()
            left = leftovers(connection, center, window)
        return WindowShift(shift=None if body is None else shift_from(body), left=left)
