"""The audit chain in the store: adds links in the caller's transaction and walks the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from sqlalchemy import Connection, Engine, insert, select

from db.chain_ends import ChainEnds
from db.models import AuditRow
from db.prepared import run
from operator_app.domain.audit import (
    ChainState,
    Entry,
    Link,
    canonical_details,
    link,
    moment,
    verify,
)

_ADD = insert(AuditRow)
_WALK = select(AuditRow.__table__).order_by(AuditRow.seq)


class SqlAudit:
    def __init__(self, connection: Connection, ends: Callable[[], ChainEnds]) -> None:
        self._connection = connection
        self._ends = ends

    def record(
        self, *, actor: str, action: str, entity: str, at: datetime, details: Mapping[str, object]
    ) -> None:
        ends = self._ends()
        added = link(
            Entry(
                seq=ends.audit_seq + 1,
                at=moment(at),
                actor=actor,
                action=action,
                entity=entity,
                details=canonical_details(details),
            ),
            ends.audit_head,
        )
        run(self._connection, _ADD, _columns(added))
        ends.link_added(added.hash)


def verify_chain(engine: Engine) -> ChainState:
    """Walk the stored chain from its first link; memory does not grow with its length."""
    with engine.connect() as connection:
        ends = ChainEnds(connection)
        return verify(_links(connection), last_seq=ends.audit_seq, head=ends.audit_head)


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
