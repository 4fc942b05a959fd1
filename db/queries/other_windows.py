"""The windows of the center besides one's own, with whoever has a shift there."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Engine, text

from db.mapping import shift_from
from operator_app.queries.other_windows import OtherWindow

_WINDOWS: Final = text(
    "SELECT windows.number, shifts.body FROM windows"
    " LEFT JOIN shifts ON shifts.center = windows.center AND shifts.window = windows.number"
    " AND shifts.state != 'closed'"
    " WHERE windows.center = :center AND windows.number != :window AND windows.active"
    " ORDER BY windows.number, shifts.day"
)


class SqlOtherWindows:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, center: str, window: int) -> tuple[OtherWindow, ...]:
        """A shift that somebody forgot to close is older: the newest name stands."""
        with self._engine.connect() as connection:
            rows = connection.execute(_WINDOWS, {"center": center, "window": window}).all()
        found: dict[int, str] = {}
        for number, body in rows:
            found[number] = "" if body is None else shift_from(body).operator
        return tuple(OtherWindow(number=one, operator=who) for one, who in found.items())
