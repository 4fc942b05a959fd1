"""The newest cases, along the primary key from its end."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Engine, text

from db.queries.find_cases import COLUMNS, found_case
from operator_app.queries.find_cases import FoundCase

RECENT: Final = text(f"SELECT {COLUMNS} FROM applications AS a ORDER BY a.place DESC LIMIT :most")  # noqa: S608  constants of this package


class SqlRecentCases:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, limit: int = 50) -> tuple[FoundCase, ...]:
        with self._engine.connect() as connection:
            return tuple(
                found_case(tuple(row)) for row in connection.execute(RECENT, {"most": limit})
            )
