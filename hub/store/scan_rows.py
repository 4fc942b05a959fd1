"""The index of scans: which are here, which parts of one under way, and which are awaited."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from hub.store.loads import Load, among
from hub.store.tables import awaited_blobs, blobs, uploads

# Made once: to put a statement together costs more than the database needs to carry it out.
_SIZES = select(blobs.c.sha256, blobs.c.size).where(among(blobs.c.sha256, "hashes"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Bytes of a scan that are on the disk, from ``start`` on."""

    start: int
    size: int


class Awaited(NamedTuple):
    """A scan that an applied envelope has named and that has not come yet: its row."""

    envelope: str
    sha256: str
    size: int
    entity: str


_WAIT_FOR = Load(awaited_blobs, *Awaited._fields)
_IS_AWAITED = (
    select(awaited_blobs.c.size).where(awaited_blobs.c.entity == bindparam("its_entity")).limit(1)
)
_ARRIVED = (
    delete(awaited_blobs)
    .where(awaited_blobs.c.sha256 == bindparam("its_sha256"))
    .returning(*(awaited_blobs.c[name] for name in Awaited._fields))
)
_FORGET_PARTS = delete(uploads).where(uploads.c.sha256 == bindparam("its_sha256"))
_ONCE = MappingProxyType(
    {
        (name, table.name): insert(table)
        .on_conflict_do_nothing()
        .returning(*table.primary_key.columns)
        for name, insert in (("postgresql", postgresql.insert), ("sqlite", sqlite.insert))
        for table in (blobs, uploads)
    }
)


class ScanRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sizes(self, sha256: Collection[str]) -> dict[str, int]:
        """Sizes of those of the named scans that are here."""
        if not sha256:
            return {}
        rows = self._connection.execute(_SIZES, {"hashes": sha256})
        return {row.sha256: row.size for row in rows}

    def add(self, sha256: str, size: int, at: datetime) -> bool:
        """False when it was here before, or another uploader was first by a hair."""
        values = {"sha256": sha256, "size": size, "stored_at": at.isoformat()}
        return self._add_once(blobs, values)

    def parts(self, sha256: str) -> tuple[Part, ...]:
        """What of a scan under way is on the disk, in order."""
        rows = self._connection.execute(
            select(uploads.c.start, uploads.c.size)
            .where(uploads.c.sha256 == sha256)
            .order_by(uploads.c.start)
        )
        return tuple(Part(start=row.start, size=row.size) for row in rows)

    def offsets(self, sha256: Sequence[str]) -> dict[str, int]:
        """From which byte each of the named scans goes on; those with nothing are left out."""
        rows = self._connection.execute(
            select(uploads.c.sha256, func.max(uploads.c.start + uploads.c.size))
            .where(uploads.c.sha256.in_(sha256))
            .group_by(uploads.c.sha256)
        )
        return {name: int(offset) for name, offset in rows}

    def add_part(self, sha256: str, part: Part, at: datetime) -> bool:
        """False when another uploader has written at this place already."""
        values = {"sha256": sha256, "start": part.start, "size": part.size, "at": at.isoformat()}
        return self._add_once(uploads, values)

    def forget_parts(self, sha256: str) -> None:
        self._connection.execute(_FORGET_PARTS, {"its_sha256": sha256})

    def given_up(self, before: datetime) -> tuple[str, ...]:
        """Scans whose last part came before that moment."""
        rows = self._connection.execute(
            select(uploads.c.sha256)
            .group_by(uploads.c.sha256)
            .having(func.max(uploads.c.at) < before.isoformat())
        )
        return tuple(rows.scalars())

    def wait_for(self, awaited: Iterable[Awaited]) -> None:
        """Of envelopes that are new here, each scan of one once."""
        _WAIT_FOR(self._connection, list(awaited))

    def awaited_by(self, envelopes: Collection[str]) -> tuple[Awaited, ...]:
        """The scans that these messages still wait for."""
        return self._awaited(awaited_blobs.c.envelope.in_(sorted(envelopes)))

    def awaited(self, entity: str) -> tuple[Awaited, ...]:
        """The scans that a case still waits for."""
        return self._awaited(awaited_blobs.c.entity == entity)

    def is_awaited(self, entity: str) -> bool:
        """Whether a case still waits for any scan."""
        return self._connection.execute(_IS_AWAITED, {"its_entity": entity}).first() is not None

    def arrived(self, sha256: str) -> list[Awaited]:
        """Who has waited for this scan: nobody does any more."""
        rows = self._connection.execute(_ARRIVED, {"its_sha256": sha256}).all()
        return [Awaited(*row) for row in rows]

    def _awaited(self, condition: ColumnElement[bool]) -> tuple[Awaited, ...]:
        rows = self._connection.execute(
            select(awaited_blobs).where(condition).order_by(awaited_blobs.c.sha256)
        )
        return tuple(
            Awaited(envelope=row.envelope, entity=row.entity, sha256=row.sha256, size=row.size)
            for row in rows
        )

    def _add_once(self, table: Table, values: dict[str, object]) -> bool:
        """Two at once add one row between them; neither fails."""
        once = _ONCE[self._connection.dialect.name, table.name]
        return self._connection.execute(once, values).first() is not None
