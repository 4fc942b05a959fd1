"""The administrator's list of people, and the windows one may sit at."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Engine, select

from db.models import OperatorRow, WindowRow
from db.repositories.operators import operator_from, window_from
from operator_app.domain.operators import Window
from operator_app.queries.people import OperatorLine

PEOPLE: Final = select(OperatorRow.__table__).order_by(
    OperatorRow.active.desc(), OperatorRow.full_name, OperatorRow.login
)
WINDOWS: Final = select(WindowRow.__table__).order_by(WindowRow.number)


class SqlOperatorLines:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self) -> tuple[OperatorLine, ...]:
        with self._engine.connect() as connection:
            rows = connection.execute(PEOPLE).all()
        return tuple(
            OperatorLine(
                operator=operator_from(row),
                has_password=row.password is not None,
                last_sign_in_at=(
                    datetime.fromisoformat(row.last_sign_in_at) if row.last_sign_in_at else None
                ),
            )
            for row in rows
        )


class SqlWindows:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self) -> tuple[Window, ...]:
        with self._engine.connect() as connection:
            return tuple(window_from(row) for row in connection.execute(WINDOWS))
