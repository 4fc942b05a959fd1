"""Manifests of a day along their indexes, and the tray of what waits for one."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import Engine, text

from db.mapping import application_from, manifest_from
from db.repositories.manifests import paper_of
from operator_app.domain.couriers import COUNTED
from operator_app.queries.manifests import KnownManifest, WaitingPackage

_COUNTED: Final = ", ".join(f"'{state.value}'" for state in sorted(COUNTED))
OF_DAY: Final = text(
    "SELECT id, own, body FROM manifests WHERE center = :center AND day = :day"  # noqa: S608  constants of this module
    " UNION"
    " SELECT id, own, body FROM manifests"
    f" WHERE center = :center AND day < :day AND state NOT IN ({_COUNTED})"
)
PAPERS: Final = text("SELECT * FROM manifest_papers WHERE manifest_id = :manifest ORDER BY place")
WAITING: Final = text(
    "SELECT body FROM applications INDEXED BY ix_applications_for_courier"
    " WHERE json_extract(body, '$.delivery') = 'queued'"
    " AND json_extract(body, '$.delivery_way') = 'courier'"
)
_LAST: Final = date.max


class SqlManifestsOfDay:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, center: str, day: date) -> tuple[KnownManifest, ...]:
        with self._engine.connect() as connection:
            rows = connection.execute(OF_DAY, {"center": center, "day": day.isoformat()}).all()
            known = [
                KnownManifest(
                    manifest=manifest_from(row.body),
                    own=bool(row.own),
                    papers=tuple(
                        paper_of(paper)
                        for paper in connection.execute(PAPERS, {"manifest": row.id})
                    ),
                )
                for row in rows
            ]
        return tuple(sorted(known, key=lambda one: one.manifest.digits))


class SqlWaitingPackages:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, limit: int) -> tuple[WaitingPackage, ...]:
        with self._engine.connect() as connection:
            bodies = connection.execute(WAITING).scalars().all()
        cases = (application_from(body) for body in bodies)
        waiting = [
            WaitingPackage(
                case_id=case.id,
                number=case.number,
                edition=case.edition,
                applicant=case.applicant.full_name if case.applicant else "",
                due_on=case.due_on,
            )
            for case in cases
        ]
        waiting.sort(key=lambda one: (one.due_on or _LAST, one.number))
        return tuple(waiting[:limit])
