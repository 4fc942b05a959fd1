"""Numbers that one window gives alone: never twice, never while a restored copy is in doubt."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from db.models import CounterRow, ProfileRow
from operator_app.errors import Unavailable

_FIRST = insert(CounterRow).values(value=1)
_NEXT = _FIRST.on_conflict_do_update(
    index_elements=[CounterRow.kind, CounterRow.center, CounterRow.window, CounterRow.day],
    set_={"value": CounterRow.value + 1},
).returning(CounterRow.value)
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
        return self._next("ticket", center, window, day)

    def _next(self, kind: str, center: str, window: int, day: date) -> int:
        if not self._connection.execute(_CONFIRMED).scalar():
            raise NumbersWait(center=center, window=window)
        return self._connection.execute(
            _NEXT, {"kind": kind, "center": center, "window": window, "day": day.isoformat()}
        ).scalar_one()
