"""The inbox: every envelope that was applied, in its exact bytes, once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, exists, func, select

from hub.store.loads import Load, among
from hub.store.streams import Stream
from hub.store.tables import conflicts, inbox
from operator_app.wire.envelopes import Envelope

# Made once: to put a statement together costs more than the database needs to carry it out.
_RECEIVE = Load(
    inbox,
    *("id", "stream", "seq", "device", "epoch", "dseq", "prev", "digest"),
    *("type", "entity", "at", "received_at", "line", "mark"),
)
_RECEIVED = select(inbox.c.digest, inbox.c.stream, inbox.c.seq, inbox.c.mark).where(
    inbox.c.id == bindparam("envelope")
)
_RECEIVED_OF = select(inbox.c.id, inbox.c.digest, inbox.c.stream, inbox.c.seq, inbox.c.mark).where(
    among(inbox.c.id, "envelopes")
)
_NEWEST_OF_OTHERS = (
    select(inbox.c.seq, inbox.c.id)
    .where(
        inbox.c.entity == bindparam("entity"),
        inbox.c.stream == Stream.CASES.value,
        inbox.c.seq > bindparam("base"),
        inbox.c.type.in_(bindparam("types", expanding=True)),
        (inbox.c.device != bindparam("device")) | (inbox.c.epoch != bindparam("epoch")),
        ~exists().where(conflicts.c.id == inbox.c.id),
    )
    .order_by(inbox.c.seq.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What the inbox remembers of an envelope it has applied."""

    digest: str
    stream: Stream
    seq: int
    mark: str | None = None
    """What a person should know about it, ``clock_skew``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An envelope about to be kept, with its exact line."""

    envelope: Envelope
    line: bytes
    received: Received
    at: datetime


class InboxRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def received(self, envelope_id: str) -> Received | None:
        row = self._connection.execute(_RECEIVED, {"envelope": envelope_id}).first()
        if row is None:
            return None
        return Received(digest=row.digest, stream=Stream(row.stream), seq=row.seq, mark=row.mark)

    def received_of(self, envelopes: Collection[str]) -> dict[str, Received]:
        """Those of ``envelopes`` that were applied before, by their ids."""
        rows = self._connection.execute(_RECEIVED_OF, {"envelopes": envelopes})
        return {
            row.id: Received(
                digest=row.digest, stream=Stream(row.stream), seq=row.seq, mark=row.mark
            )
            for row in rows
        }

    def newest_of_others(
        self, envelope: Envelope, types: Collection[str]
    ) -> tuple[int, str] | None:
        """The last change of the entity after ``base`` by another device, or by this one before
        its store was restored: place and id. What was laid aside as a conflict is no change."""
        row = self._connection.execute(
            _NEWEST_OF_OTHERS,
            {
                "entity": envelope.entity,
                "base": envelope.base or 0,
                "types": sorted(types),
                "device": envelope.device,
                "epoch": envelope.epoch,
            },
        ).first()
        return None if row is None else (row.seq, row.id)

    def line(self, envelope_id: str) -> bytes | None:
        found = self._connection.execute(
            select(inbox.c.line).where(inbox.c.id == envelope_id)
        ).scalar_one_or_none()
        return None if found is None else bytes(found)

    def lines_about(self, entity: str) -> tuple[bytes, ...]:
        """Every message about a case, the newest first."""
        found = self._connection.execute(
            select(inbox.c.line).where(inbox.c.entity == entity).order_by(inbox.c.seq.desc())
        )
        return tuple(bytes(line) for line in found.scalars())

    def marked(self, device: str, mark: str) -> tuple[int, datetime | None]:
        """How many messages of a device carry a mark, and when the last of them came."""
        count, last = self._connection.execute(
            select(func.count(), func.max(inbox.c.received_at)).where(
                inbox.c.device == device, inbox.c.mark == mark
            )
        ).one()
        return count, datetime.fromisoformat(last) if last else None

    def receive(self, arrivals: Sequence[Arrival]) -> None:
        _RECEIVE(self._connection, [_row(arrival) for arrival in arrivals])


def _row(arrival: Arrival) -> tuple[object, ...]:
    envelope, received = arrival.envelope, arrival.received
    return (
        *(envelope.id, received.stream.value, received.seq, envelope.device, envelope.epoch),
        *(envelope.dseq, envelope.prev, received.digest, envelope.type, envelope.entity),
        *(envelope.at.isoformat(), arrival.at.isoformat(), arrival.line, received.mark),
    )
