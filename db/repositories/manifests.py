"""Manifests in the store, the packages they list, and their papers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from db.mapping import digits, encode, manifest_from, moment, paper_from
from db.models import ManifestPaperRow, ManifestRow, PackageRow
from operator_app.domain.couriers import Manifest, ManifestId, ManifestState
from operator_app.domain.papers import PaperKind
from operator_app.ports_courier import ManifestPaper

_BODY = select(ManifestRow.body)
_BY_ID = _BODY.where(ManifestRow.id == bindparam("wanted"))
_BY_NUMBER = _BODY.where(ManifestRow.digits == bindparam("wanted"))
_BY_SEAL = _BODY.where(ManifestRow.seal == bindparam("wanted")).order_by(ManifestRow.digits)
_OWN = select(ManifestRow.own).where(ManifestRow.id == bindparam("wanted"))
_OPEN_OF = (
    _BODY.where(
        ManifestRow.center == bindparam("center"),
        ManifestRow.day == bindparam("day"),
        ManifestRow.provider == bindparam("provider"),
        ManifestRow.window == bindparam("window"),
        ManifestRow.state == ManifestState.OPEN.value,
        ManifestRow.own,
    )
    .order_by(ManifestRow.digits.desc())
    .limit(1)
)
_NEWEST = (
    _BODY.where(
        ManifestRow.center == bindparam("center"), ManifestRow.window == bindparam("window")
    )
    .order_by(ManifestRow.digits.desc())
    .limit(1)
)
_NAMING = (
    _BODY.join(PackageRow, PackageRow.manifest_id == ManifestRow.id)
    .where(PackageRow.digits == bindparam("wanted"))
    .order_by(ManifestRow.digits)
)
_ADD = upsert(ManifestRow)
_SAVE = _ADD.on_conflict_do_update(
    index_elements=[ManifestRow.id],
    set_={name: _ADD.excluded[name] for name in ("state", "seal", "body")},
)
_LISTED = select(PackageRow.digits).where(PackageRow.manifest_id == bindparam("manifest"))
_LIST = insert(PackageRow)
_UNLIST = delete(PackageRow).where(
    PackageRow.manifest_id == bindparam("manifest"), PackageRow.digits == bindparam("package")
)
_ADD_PAPER = insert(ManifestPaperRow)
_PAPERS = (
    select(ManifestPaperRow.__table__)
    .where(ManifestPaperRow.manifest_id == bindparam("wanted"))
    .order_by(ManifestPaperRow.place)
)
_PAPER = (
    select(ManifestPaperRow.__table__)
    .where(ManifestPaperRow.sha256 == bindparam("wanted"))
    .order_by(ManifestPaperRow.place)
    .limit(1)
)
_PRINTED = update(ManifestPaperRow).where(
    ManifestPaperRow.id == bindparam("wanted"), ManifestPaperRow.printed_at.is_(None)
)


class SqlManifests:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, manifest_id: ManifestId) -> Manifest | None:
        return self._one(_BY_ID, {"wanted": manifest_id})

    def by_number(self, number: str) -> Manifest | None:
        """``number`` with or without its hyphens."""
        return self._one(_BY_NUMBER, {"wanted": digits(number)})

    def is_own(self, manifest_id: ManifestId) -> bool:
        return bool(self._connection.execute(_OWN, {"wanted": manifest_id}).scalar())

    def save(self, manifest: Manifest, *, own: bool) -> None:
        self._connection.execute(
            _SAVE,
            {
                "id": manifest.id,
                "digits": manifest.digits,
                "center": manifest.center,
                "window": manifest.window,
                "day": manifest.day.isoformat(),
                "provider": manifest.provider,
                "state": manifest.state.value,
                "seal": manifest.seal,
                "own": own,
                "body": encode(manifest),
            },
        )
        self._list(manifest)

    def open_of(self, center: str, window: int, day: date, provider: str) -> Manifest | None:
        asked = {"center": center, "window": window, "day": day.isoformat(), "provider": provider}
        return self._one(_OPEN_OF, asked)

    def newest_of(self, center: str, window: int) -> Manifest | None:
        return self._one(_NEWEST, {"center": center, "window": window})

    def naming(self, package: str) -> tuple[Manifest, ...]:
        found = self._connection.execute(_NAMING, {"wanted": digits(package)}).scalars()
        return tuple(manifest_from(body) for body in found)

    def sealed_by(self, seal: str) -> Manifest | None:
        return self._one(_BY_SEAL, {"wanted": seal}) if seal else None

    def add_paper(self, record: ManifestPaper) -> None:
        self._connection.execute(
            _ADD_PAPER,
            {
                "id": record.id,
                "manifest_id": record.manifest_id,
                "kind": record.kind.value,
                "sha256": record.sha256,
                "made_at": moment(record.made_at),
                "made_by": record.made_by,
                "paper": encode(record.paper),
                "printed_at": moment(record.printed_at) if record.printed_at else None,
            },
        )

    def papers_of(self, manifest_id: ManifestId) -> tuple[ManifestPaper, ...]:
        rows = self._connection.execute(_PAPERS, {"wanted": manifest_id})
        return tuple(paper_of(row) for row in rows)

    def paper(self, sha256: str) -> ManifestPaper | None:
        row = self._connection.execute(_PAPER, {"wanted": sha256}).first()
        return None if row is None else paper_of(row)

    def printed(self, paper_id: str, at: datetime) -> None:
        self._connection.execute(_PRINTED, {"wanted": paper_id, "printed_at": moment(at)})

    def _one(self, statement: Any, asked: dict[str, object]) -> Manifest | None:
        body = self._connection.execute(statement, asked).scalar()
        return None if body is None else manifest_from(body)

    def _list(self, manifest: Manifest) -> None:
        """What is new is added and what was taken out goes: one package moves at a time."""
        before = set(self._connection.execute(_LISTED, {"manifest": manifest.id}).scalars())
        now = {digits(number) for number in manifest.named}
        for package in sorted(before - now):
            self._connection.execute(_UNLIST, {"manifest": manifest.id, "package": package})
        if now - before:
            self._connection.execute(
                _LIST,
                [{"manifest_id": manifest.id, "digits": one} for one in sorted(now - before)],
            )


def paper_of(row: Row[*tuple[Any, ...]]) -> ManifestPaper:
    return ManifestPaper(
        id=row.id,
        manifest_id=ManifestId(row.manifest_id),
        kind=PaperKind(row.kind),
        sha256=row.sha256,
        made_at=datetime.fromisoformat(row.made_at),
        made_by=row.made_by,
        paper=paper_from(row.kind, row.paper),
        printed_at=datetime.fromisoformat(row.printed_at) if row.printed_at else None,
    )
