"""Where operators are in their cases: read after a kill, written while they type."""

from __future__ import annotations

import json
from typing import Final

from sqlalchemy import Engine, text
from sqlalchemy.exc import TimeoutError as PoolTimeout

from db.engine import BUSY_S, StoreBusy
from operator_app.domain.places import Place

_KEEP: Final = text(
    "INSERT INTO places (application_id, step, focus, typed)"
    " SELECT id, :step, :focus, :typed FROM applications WHERE id = :case_id"
    " ON CONFLICT (application_id) DO UPDATE"
    " SET step = excluded.step, focus = excluded.focus, typed = excluded.typed"
)
"""A case that was discarded meanwhile gets no place: nothing of it is kept."""
_FIND: Final = text("SELECT step, focus, typed FROM places WHERE application_id = :case_id")


class SqlPlaces:
    """Own small transactions: a place belongs to no fact and writes neither audit nor outbox."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def remember(self, place: Place) -> None:
        values = {
            "case_id": place.case_id,
            "step": place.step,
            "focus": place.focus,
            "typed": json.dumps(dict(place.typed), ensure_ascii=False, sort_keys=True),
        }
        try:
            with self._engine.begin() as connection:
                connection.execute(_KEEP, values)
        except PoolTimeout as error:
            raise StoreBusy(store="store", waited_s=BUSY_S) from error

    def recall(self, case_id: str) -> Place | None:
        try:
            with self._engine.connect() as connection:
                row = connection.execute(_FIND, {"case_id": case_id}).first()
        except PoolTimeout as error:
            raise StoreBusy(store="store", waited_s=BUSY_S) from error
        if row is None:
            return None
        return Place(case_id=case_id, step=row[0], focus=row[1], typed=json.loads(row[2]))
