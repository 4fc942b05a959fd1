"""Manifests of a day along their indexes, and the tray of what waits for one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection, Engine, bindparam, text

from db.mapping import application_from, manifest_from
from db.queries.local_days import bounds
from db.repositories.manifests import paper_of
from operator_app.domain.couriers import COUNTED, ManifestState
from operator_app.domain.day_couriers import BagDifference, differences_of
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
# What was counted with nothing wrong is never told of later: only acts are looked for by their day.
OF_THE_DAY: Final = text(
    "SELECT body FROM manifests WHERE center = :center AND day = :day"
    " UNION ALL"
    " SELECT body FROM manifests INDEXED BY ix_manifests_state"
    " WHERE state = :with_act AND center = :center AND day < :day"
    " AND json_extract(body, '$.count.handing.at') >= :since"
    " AND json_extract(body, '$.count.handing.at') < :until"
)
BESIDE: Final = text(
    "SELECT body FROM manifests WHERE id IN ("
    " SELECT other.manifest_id FROM manifests AS one"
    " JOIN packages AS mine ON mine.manifest_id = one.id"
    " JOIN packages AS other ON other.digits = mine.digits AND other.manifest_id != one.id"
    " WHERE one.id IN :ids)"
).bindparams(bindparam("ids", expanding=True))
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


class SqlBagsOfDay:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, center: str, day: date) -> tuple[BagDifference, ...]:
        with self._engine.connect() as connection:
            return bags_of_day(connection, center, day)


def bags_of_day(connection: Connection, center: str, day: date) -> tuple[BagDifference, ...]:
    """A bag that is counted after its day was closed is told of on the day of its act."""
    begins, ends = bounds(day)
    here = {
        "center": center,
        "day": day.isoformat(),
        "with_act": ManifestState.DELIVERED_WITH_ACT.value,
        "since": _to_the_second(begins),
        "until": _to_the_second(ends),
    }
    mine = [manifest_from(body) for body in connection.execute(OF_THE_DAY, here).scalars()]
    ids = [one.id for one in mine]
    beside = connection.execute(BESIDE, {"ids": ids}).scalars() if ids else ()
    return differences_of(mine, [manifest_from(body) for body in beside])


def _to_the_second(at: datetime) -> str:
    """As the body of a manifest has moments."""
    return f"{at:%Y-%m-%dT%H:%M:%S}"


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
