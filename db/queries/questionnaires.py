"""What applicants answered on a day, and the ticket that a paper names."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from sqlalchemy import Engine, text

from db.mapping import ticket_from
from db.repositories.supervision import answered_from
from operator_app.domain.questionnaires import Answered
from operator_app.domain.tickets import Ticket

ANSWERS: Final = text(
    "SELECT body FROM questionnaires WHERE center = :center AND day = :day ORDER BY id"
)
TICKETS: Final = text(
    "SELECT body FROM tickets WHERE center = :center AND day = :day AND sequence = :sequence"
)
TO_ASK: Final = text(
    "SELECT body FROM tickets AS t"
    " WHERE t.center = :center AND t.day = :day AND t.called_by = :window AND t.state = 'served'"
    " AND NOT EXISTS (SELECT 1 FROM questionnaires AS q WHERE q.ticket_id = t.id)"
)
_SEQUENCE: Final = re.compile(r"(\d{1,9})\Z", re.ASCII)


class SqlAnswersOfDay:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, center: str, day: date) -> tuple[Answered, ...]:
        here = {"center": center, "day": day.isoformat()}
        with self._engine.connect() as connection:
            return tuple(
                answered_from(body) for body in connection.execute(ANSWERS, here).scalars()
            )


class SqlTicketByLabel:
    """The last digits of a label are the ticket's place in its sequence."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, center: str, day: date, label: str) -> Ticket | None:
        wanted = "".join(label.split()).casefold()
        found = _SEQUENCE.search(wanted)
        if found is None:
            return None
        here = {"center": center, "day": day.isoformat(), "sequence": int(found[1])}
        with self._engine.connect() as connection:
            bodies = connection.execute(TICKETS, here).scalars().all()
        tickets = (ticket_from(body) for body in bodies)
        return next((one for one in tickets if one.label.casefold() == wanted), None)


class SqlTicketToAsk:
    """Who was served last at a window and has not been asked yet."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, center: str, window: int, day: date, since: datetime) -> Ticket | None:
        here = {"center": center, "window": window, "day": day.isoformat()}
        with self._engine.connect() as connection:
            bodies = connection.execute(TO_ASK, here).scalars().all()
        served = [
            ticket
            for ticket in map(ticket_from, bodies)
            if ticket.closed_at is not None and ticket.closed_at >= since
        ]
        return max(served, key=_closed, default=None)


def _closed(ticket: Ticket) -> datetime:
    return ticket.closed_at or ticket.issued_at
