"""The inbox: every envelope that was applied, in its exact bytes, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from hub.store.streams import Stream
from hub.store.tables import inbox
from operator_app.wire.envelopes import Envelope


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What the inbox remembers of an envelope it has applied."""

    digest: str
    stream: Stream
    seq: int
    mark: str | None = None
    """What a person should know about it, ``clock_skew``."""


class InboxRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def received(self, envelope_id: str) -> Received | None:
        row = self._connection.execute(
            select(inbox.c.digest, inbox.c.stream, inbox.c.seq, inbox.c.mark).where(
                inbox.c.id == envelope_id
            )
        ).first()
        if row is None:
            return None
        return Received(digest=row.digest, stream=Stream(row.stream), seq=row.seq, mark=row.mark)

    def place_taken(self, envelope: Envelope) -> bool:
        """Whether another envelope stands at this place of the device's chain."""
        statement = select(inbox.c.id).where(
            inbox.c.device == envelope.device,
            inbox.c.epoch == envelope.epoch,
            inbox.c.dseq == envelope.dseq,
        )
        return self._connection.execute(statement).first() is not None

    def line(self, envelope_id: str) -> bytes | None:
        found = self._connection.execute(
            select(inbox.c.line).where(inbox.c.id == envelope_id)
        ).scalar_one_or_none()
        return None if found is None else bytes(found)

    def receive(self, envelope: Envelope, line: bytes, received: Received, at: datetime) -> None:
        self._connection.execute(
            insert(inbox).values(
                id=envelope.id,
                stream=received.stream.value,
                seq=received.seq,
                device=envelope.device,
                epoch=envelope.epoch,
                dseq=envelope.dseq,
                prev=envelope.prev,
                digest=received.digest,
                type=envelope.type,
                entity=envelope.entity,
                at=envelope.at.isoformat(),
                received_at=at.isoformat(),
                line=line,
                mark=received.mark,
            )
        )
