"""Facts on their way to the hub: sealed once, in the transaction of the rows they tell about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from db.chain_ends import ChainEnds
from db.models import OutboxRow
from db.prepared import run
from operator_app.ports import Fact, PendingEnvelope
from operator_app.wire.bodies import OF_WINDOWS
from operator_app.wire.envelopes import BlobRef, Envelope, digest, encode
from operator_app.wire.signed import Sign, seal

PENDING = "pending"
ACKNOWLEDGED = "acknowledged"
REFUSED = "refused"
CONFLICT = "conflict"

_ADD = insert(OutboxRow)
_PENDING = (
    select(
        OutboxRow.id,
        OutboxRow.entity,
        OutboxRow.dseq,
        OutboxRow.line,
        OutboxRow.blobs,
        OutboxRow.type,
    )
    .where(OutboxRow.state == PENDING)
    .order_by(OutboxRow.place)
    .limit(bindparam("most"))
)
_MARK = update(OutboxRow).where(OutboxRow.id == bindparam("wanted"))


class SqlOutbox:
    def __init__(
        self,
        connection: Connection,
        ends: Callable[[], ChainEnds],
        new_id: Callable[[], str],
        sign: Sign,
    ) -> None:
        self._connection = connection
        self._ends = ends
        self._new_id = new_id
        self._sign = sign

    def put(self, fact: Fact) -> str:
        """The next envelope of this device: no gap in ``dseq``, bound to the one before, signed."""
        ends = self._ends()
        envelope = _next(fact, self._new_id(), ends)
        content = encode(envelope)
        run(
            self._connection,
            _ADD,
            {
                "id": envelope.id,
                "epoch": envelope.epoch,
                "dseq": envelope.dseq,
                "entity": fact.entity,
                "type": fact.type,
                "line": seal(content, self._sign),
                "blobs": " ".join(blob.sha256 for blob in fact.blobs),
                "state": PENDING,
                "seq": None,
                "reason": None,
                "put_at": envelope.at.isoformat(),
            },
        )
        ends.envelope_added(digest(content))
        return envelope.id

    def pending(self, limit: int) -> tuple[PendingEnvelope, ...]:
        return tuple(_pending(row) for row in self._connection.execute(_PENDING, {"most": limit}))

    def acknowledged(self, envelope_id: str, seq: int | None) -> None:
        self._mark(envelope_id, {"state": ACKNOWLEDGED, "seq": seq, "reason": None})

    def refused(self, envelope_id: str, reason: str) -> None:
        self._mark(envelope_id, {"state": REFUSED, "reason": reason})

    def _mark(self, envelope_id: str, values: dict[str, object]) -> None:
        self._connection.execute(_MARK, {"wanted": envelope_id, **values})


def _next(fact: Fact, envelope_id: str, ends: ChainEnds) -> Envelope:
    return Envelope(
        id=envelope_id,
        type=fact.type,
        schema=OF_WINDOWS.newest(fact.type),
        device=ends.device,
        epoch=ends.epoch,
        dseq=ends.dseq + 1,
        prev=ends.prev,
        actor=fact.actor,
        entity=fact.entity,
        base=fact.base,
        at=fact.at.astimezone(UTC),
        blobs=tuple(
            BlobRef(sha256=blob.sha256, size=blob.size, type=blob.media_type, role=blob.role)
            for blob in fact.blobs
        ),
        body=dict(fact.body),
    )


def _pending(row: Row[*tuple[Any, ...]]) -> PendingEnvelope:
    return PendingEnvelope(
        id=row.id,
        entity=row.entity,
        dseq=row.dseq,
        line=row.line,
        blobs=tuple(row.blobs.split()),
        type=row.type,
    )
