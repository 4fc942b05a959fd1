"""Results given out by a power of attorney that the register has not been asked about yet."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Engine, text

from db.models.cases import UNASKED_POWER
from operator_app.domain.applications import ApplicationId

# The index's own condition: SQLite uses it for no other.
UNASKED: Final = text(
    "SELECT id FROM applications INDEXED BY ix_applications_unasked_power"  # noqa: S608  a constant
    f" WHERE {UNASKED_POWER} ORDER BY place LIMIT :most"
)


class SqlUnaskedPowers:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, *, limit: int) -> tuple[ApplicationId, ...]:
        with self._engine.connect() as connection:
            found = connection.execute(UNASKED, {"most": limit}).scalars().all()
        return tuple(ApplicationId(one) for one in found)
