"""The last link of the journal, along its primary key."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Engine, text

LAST: Final = text("SELECT at FROM audit WHERE seq = (SELECT max(seq) FROM audit)")


class SqlLastMoment:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self) -> datetime | None:
        with self._engine.connect() as connection:
            at = connection.execute(LAST).scalar()
        return None if at is None else datetime.fromisoformat(at)
