"""Numbers that one window gives alone: never twice, never while a restored copy is in doubt."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.dialects.sqlite import insert

from db.models import CounterRow, ProfileRow
from operator_app.errors import Unavailable

TICKET_FLOOR: Final = "ticket_floor"
"""Kind of the row that says behind which number all tickets of a day go on after a restore."""
_FIRST = insert(CounterRow).values(value=bindparam("floor") + 1)
_NEXT = _FIRST.on_conflict_do_update(
    index_elements=[CounterRow.kind, CounterRow.center, CounterRow.window, CounterRow.day],
    set_={"value": func.max(CounterRow.value, bindparam("floor")) + 1},
).returning(CounterRow.value)
_FLOOR = select(CounterRow.value).where(
    CounterRow.kind == TICKET_FLOOR, CounterRow.day == bindparam("its_day")
)
_CONFIRMED = select(ProfileRow.numbers_confirmed).where(ProfileRow.id == bindparam("id", 1))


class NumbersWait(Unavailable):
    """A restored store may have forgotten numbers that are already on people's receipts."""

    code = "store.numbers_wait_after_restore"


class SqlCounters:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_application(self, center: str, window: int, day: date) -> int:
        return self._next("application", center, window, day)

    def next_ticket(self, center: str, window: int, day: date) -> int:
        floor = self._connection.execute(_FLOOR, {"its_day": day.isoformat()}).scalar()
        return self._next("ticket", center, window, day, floor or 0)

    def next_manifest(self, center: str, window: int, day: date) -> int:
        return self._next("manifest", center, window, day)

    def _next(self, kind: str, center: str, window: int, day: date, floor: int = 0) -> int:
        if not self._connection.execute(_CONFIRMED).scalar():
            raise NumbersWait(center=center, window=window)
        return self._connection.execute(
            _NEXT,
            {
                "kind": kind,
                "center": center,
                "window": window,
                "day": day.isoformat(),
                "floor": floor,
            },
        ).scalar_one()
