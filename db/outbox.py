"""Facts on their way to the hub: sealed once, in the transaction of the rows they tell about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from db.models import OutboxRow, ProfileRow
from db.profile import ProfileMissing
from operator_app.ports import Fact, PendingEnvelope
from operator_app.wire.envelopes import BlobRef, Envelope, digest, encode

PENDING = "pending"
ACKNOWLEDGED = "acknowledged"
REFUSED = "refused"

_END = select(ProfileRow.device, ProfileRow.epoch, ProfileRow.dseq, ProfileRow.prev)
_MOVE_END = update(ProfileRow)
_ADD = insert(OutboxRow)
_PENDING = (
    select(OutboxRow.id, OutboxRow.entity, OutboxRow.dseq, OutboxRow.line, OutboxRow.blobs)
    .where(OutboxRow.state == PENDING)
    .order_by(OutboxRow.place)
    .limit(bindparam("most"))
)
_MARK = update(OutboxRow).where(OutboxRow.id == bindparam("wanted"))


class SqlOutbox:
    def __init__(self, connection: Connection, new_id: Callable[[], str]) -> None:
        self._connection = connection
        self._new_id = new_id

    def put(self, fact: Fact) -> str:
        """The next envelope of this device: no gap in ``dseq``, bound to the one before."""
        end = self._connection.execute(_END).first()
        if end is None:
            raise ProfileMissing
        envelope = _sealed(fact, self._new_id(), end)
        line = encode(envelope)
        self._connection.execute(
            _ADD,
            {
                "id": envelope.id,
                "epoch": envelope.epoch,
                "dseq": envelope.dseq,
                "entity": fact.entity,
                "type": fact.type,
                "line": line,
                "blobs": " ".join(blob.sha256 for blob in fact.blobs),
                "state": PENDING,
                "seq": None,
                "reason": None,
                "put_at": envelope.at.isoformat(),
            },
        )
        self._connection.execute(_MOVE_END, {"dseq": envelope.dseq, "prev": digest(line)})
        return envelope.id

    def pending(self, limit: int) -> tuple[PendingEnvelope, ...]:
        return tuple(_pending(row) for row in self._connection.execute(_PENDING, {"most": limit}))

    def acknowledged(self, envelope_id: str, seq: int | None) -> None:
        self._mark(envelope_id, {"state": ACKNOWLEDGED, "seq": seq, "reason": None})

    def refused(self, envelope_id: str, reason: str) -> None:
        self._mark(envelope_id, {"state": REFUSED, "reason": reason})

    def _mark(self, envelope_id: str, values: dict[str, object]) -> None:
        self._connection.execute(_MARK, {"wanted": envelope_id, **values})


def _sealed(fact: Fact, envelope_id: str, end: Row[*tuple[Any, ...]]) -> Envelope:
    return Envelope(
        id=envelope_id,
        type=fact.type,
        device=end.device,
        epoch=end.epoch,
        dseq=end.dseq + 1,
        prev=end.prev,
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
    )
