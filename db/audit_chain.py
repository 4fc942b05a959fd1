"""The audit chain in the store: adds links in the caller's transaction and walks the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import Connection, Engine, insert, select, update

from db.models import AuditRow, ProfileRow
from db.profile import ProfileMissing
from operator_app.domain.audit import (
    ChainState,
    Entry,
    Link,
    canonical_details,
    link,
    moment,
    verify,
)

_END = select(ProfileRow.audit_seq, ProfileRow.audit_head)
_ADD = insert(AuditRow)
_MOVE_END = update(ProfileRow)
_WALK = select(AuditRow.__table__).order_by(AuditRow.seq)


class SqlAudit:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(
        self, *, actor: str, action: str, entity: str, at: datetime, details: Mapping[str, object]
    ) -> None:
        seq, head = _end(self._connection)
        added = link(
            Entry(
                seq=seq + 1,
                at=moment(at),
                actor=actor,
                action=action,
                entity=entity,
                details=canonical_details(details),
            ),
            head,
        )
        self._connection.execute(_ADD, _columns(added))
        self._connection.execute(
            _MOVE_END, {"audit_seq": added.entry.seq, "audit_head": added.hash}
        )


def verify_chain(engine: Engine) -> ChainState:
    """Walk the stored chain from its first link; memory does not grow with its length."""
    with engine.connect() as connection:
        seq, head = _end(connection)
        return verify(_links(connection), last_seq=seq, head=head)


def _end(connection: Connection) -> tuple[int, str]:
    row = connection.execute(_END).first()
    if row is None:
        raise ProfileMissing
    return row.audit_seq, row.audit_head


def _links(connection: Connection) -> Iterator[Link]:
    for row in connection.execution_options(yield_per=1000).execute(_WALK):
        entry = Entry(
            seq=row.seq,
            at=row.at,
            actor=row.actor,
            action=row.action,
            entity=row.entity,
            details=row.details,
        )
        yield Link(entry=entry, prev=row.prev, hash=row.hash)


def _columns(added: Link) -> dict[str, object]:
    entry = added.entry
    return {
        "seq": entry.seq,
        "at": entry.at,
        "actor": entry.actor,
        "action": entry.action,
        "entity": entry.entity,
        "details": entry.details,
        "prev": added.prev,
        "hash": added.hash,
    }
