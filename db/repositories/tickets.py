"""Tickets in the store, and who is next."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from db.mapping import encode, moment, ticket_from
from db.models import TicketRow
from operator_app.domain.tickets import Ticket, TicketState

_ADD = insert(TicketRow)
_SAVE = _ADD.on_conflict_do_update(
    index_elements=[TicketRow.id],
    set_={
        name: _ADD.excluded[name]
        for name in ("category", "state", "later", "arrived_at", "sequence", "called_by", "body")
    },
)
_BY_ID = select(TicketRow.body).where(TicketRow.id == bindparam("wanted"))
_WAITING = (
    select(TicketRow.body)
    .where(TicketRow.center == bindparam("center"), TicketRow.state == TicketState.WAITING.value)
    .order_by(TicketRow.later, TicketRow.arrived_at, TicketRow.sequence)
    .limit(1)
)
_WAITING_IN = _WAITING.where(TicketRow.category == bindparam("category"))


class SqlTickets:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, ticket_id: str) -> Ticket | None:
        body = self._connection.execute(_BY_ID, {"wanted": ticket_id}).scalar()
        return None if body is None else ticket_from(body)

    def save(self, ticket: Ticket) -> None:
        self._connection.execute(
            _SAVE,
            {
                "id": ticket.id,
                "center": ticket.center,
                "category": ticket.category,
                "state": ticket.state.value,
                "later": not ticket.priority,
                "arrived_at": moment(ticket.arrived_at or ticket.issued_at),
                "sequence": ticket.sequence,
                "day": ticket.day.isoformat(),
                "called_by": ticket.called_by,
                "body": encode(ticket),
            },
        )

    def next_waiting(self, center: str, category: str | None = None) -> Ticket | None:
        """Priority first, then by arrival: the order of ``Ticket.place``."""
        statement = _WAITING if category is None else _WAITING_IN
        body = self._connection.execute(
            statement, {"center": center, "category": category}
        ).scalar()
        return None if body is None else ticket_from(body)
