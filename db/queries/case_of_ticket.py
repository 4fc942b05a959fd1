"""The case of a ticket, looked for among the newest without taking any of them out."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Engine, text

LOOKED_THROUGH: Final = 200
CASE_OF_TICKET: Final = text(
    "SELECT id FROM"
    " (SELECT id, state, place, body FROM applications ORDER BY place DESC LIMIT :most)"
    " WHERE json_extract(body, '$.ticket_id') = :ticket"
    " ORDER BY state = 'draft' DESC, place DESC LIMIT 1"
)


class SqlCaseOfTicket:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, ticket_id: str) -> str | None:
        with self._engine.connect() as connection:
            found = connection.execute(
                CASE_OF_TICKET, {"ticket": ticket_id, "most": LOOKED_THROUGH}
            ).scalar()
        return None if found is None else str(found)
