"""How much waits for the hub, and since when."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Engine, text

from operator_app.queries.outbox_state import OutboxState

STATE: Final = text(
    "SELECT (SELECT count(*) FROM outbox WHERE state = 'pending') AS pending,"
    " (SELECT count(*) FROM outbox WHERE state = 'refused') AS refused,"
    " (SELECT put_at FROM outbox WHERE state = 'pending' ORDER BY place LIMIT 1) AS oldest"
)


class SqlStateOfOutbox:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self) -> OutboxState:
        with self._engine.connect() as connection:
            row = connection.execute(STATE).one()
        return OutboxState(
            pending=row.pending,
            refused=row.refused,
            oldest_at=datetime.fromisoformat(row.oldest) if row.oldest else None,
        )
