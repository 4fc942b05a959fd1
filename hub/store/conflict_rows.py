"""Conflicts: stale writes, kept whole until a person has laid both versions side by side."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, insert, select, update

from hub.store.tables import conflicts


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """``id`` is that of the stale envelope, ``head`` the place of what stood there instead."""

    id: str
    entity: str
    device: str
    base: int | None
    head: int
    digest: str
    line: bytes
    found_at: datetime
    head_envelope: str | None = None
    solved_by: str | None = None


class ConflictRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, conflict: Conflict) -> None:
        self._connection.execute(
            insert(conflicts).values(
                id=conflict.id,
                entity=conflict.entity,
                device=conflict.device,
                base=conflict.base,
                head=conflict.head,
                head_envelope=conflict.head_envelope,
                digest=conflict.digest,
                line=conflict.line,
                found_at=conflict.found_at.isoformat(),
            )
        )

    def get(self, conflict_id: str) -> Conflict | None:
        return next(iter(self._where(conflicts.c.id == conflict_id)), None)

    def known(self, conflict_ids: Collection[str]) -> frozenset[str]:
        """Those of ``conflict_ids`` that are here, solved or not."""
        found = select(conflicts.c.id).where(conflicts.c.id.in_(sorted(conflict_ids)))
        return frozenset(self._connection.execute(found).scalars())

    def of(self, entity: str) -> tuple[Conflict, ...]:
        """All of a case, solved ones too, in the order in which they were found."""
        return self._where(conflicts.c.entity == entity)

    def solve(self, conflict_id: str, by: str, at: datetime) -> bool:
        """False when it is not there, or another has solved it."""
        done = self._connection.execute(
            update(conflicts)
            .where(conflicts.c.id == conflict_id, conflicts.c.solved_by.is_(None))
            .values(solved_by=by, solved_at=at.isoformat())
        )
        return done.rowcount == 1

    def _where(self, condition: ColumnElement[bool]) -> tuple[Conflict, ...]:
        rows = self._connection.execute(
            select(conflicts).where(condition).order_by(conflicts.c.found_at, conflicts.c.id)
        )
        return tuple(
            Conflict(
                id=row.id,
                entity=row.entity,
                device=row.device,
                base=row.base,
                head=row.head,
                digest=row.digest,
                line=bytes(row.line),
                found_at=datetime.fromisoformat(row.found_at),
                head_envelope=row.head_envelope,
                solved_by=row.solved_by,
            )
            for row in rows
        )
