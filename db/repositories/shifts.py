"""Shifts in the store, and what a window would leave behind."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from db.leftovers import leftovers
from db.mapping import encode, shift_from
from db.models import ShiftRow
from operator_app.domain.shifts import Leftovers, Shift, ShiftId, ShiftState

_BY_ID = select(ShiftRow.body).where(ShiftRow.id == bindparam("wanted"))
_NOT_CLOSED = (
    select(ShiftRow.body)
    .where(ShiftRow.state != ShiftState.CLOSED.value)
    .order_by(ShiftRow.day, ShiftRow.window)
)
_ADD = insert(ShiftRow)
_SAVE = _ADD.on_conflict_do_update(
    index_elements=[ShiftRow.id], set_={name: _ADD.excluded[name] for name in ("state", "body")}
)


class SqlShifts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, shift_id: ShiftId) -> Shift | None:
        body = self._connection.execute(_BY_ID, {"wanted": shift_id}).scalar()
        return None if body is None else shift_from(body)

    def save(self, shift: Shift) -> None:
        self._connection.execute(
            _SAVE,
            {
                "id": shift.id,
                "operator_id": shift.operator_id,
                "center": shift.center,
                "window": shift.window,
                "day": shift.day.isoformat(),
                "state": shift.state.value,
                "body": encode(shift),
            },
        )

    def not_closed(self) -> tuple[Shift, ...]:
        return tuple(shift_from(body) for body in self._connection.execute(_NOT_CLOSED).scalars())

    def left_at(self, center: str, window: int) -> Leftovers:
        return leftovers(self._connection, center, window)
