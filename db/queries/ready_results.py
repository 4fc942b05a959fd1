"""Results that wait to be taken, along an index of their own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from sqlalchemy import Engine, text

from operator_app.domain.terms import local_day
from operator_app.queries.ready_results import ReadyResult

READY: Final = text(
    "SELECT id, number, applicant_name, phone, service,"
    " json_extract(body, '$.ready_at') AS ready_at,"
    " json_extract(body, '$.decided_on') AS decided_on, opened_at"
    " FROM applications INDEXED BY ix_applications_ready"
    " WHERE state = 'ready' AND center = :center"
    " ORDER BY coalesce(ready_at, decided_on), place LIMIT :most"
)


class SqlReadyResults:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, center: str, *, limit: int) -> tuple[ReadyResult, ...]:
        with self._engine.connect() as connection:
            rows = connection.execute(READY, {"center": center, "most": limit}).all()
        return tuple(
            ReadyResult(
                id=row.id,
                number=row.number,
                applicant_name=row.applicant_name,
                phone=row.phone,
                service=row.service,
                came_on=_came_on(row.ready_at, row.decided_on, row.opened_at),
            )
            for row in rows
        )


def _came_on(ready_at: str | None, decided_on: str | None, opened_at: str) -> date:
    if ready_at is not None:
        return local_day(datetime.fromisoformat(ready_at))
    if decided_on is not None:
        return date.fromisoformat(decided_on)
    return local_day(datetime.fromisoformat(opened_at))
