"""Streams: what others follow, each row at the next place of its stream."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection, bindparam, func, or_, select, update

from hub.store.loads import Load
from hub.store.tables import counters, inbox, marks, stream_rows
from operator_app.wire.push import MOST_PUSH_BYTES

_STREAM_ID: Final = "stream_id"


class Stream(StrEnum):
    """What others follow, each in the order of its own ``seq``."""

    CASES = "cases"
    TICKETS = "tickets"


def stream_of(kind: str) -> Stream:
    """Tickets move many times a case and interest nobody outside their center."""
    return Stream.TICKETS if kind.startswith("ticket.") else Stream.CASES


class RowKind(StrEnum):
    """What a row of a stream tells."""

    ENVELOPE = "envelope"
    CASE = "case"
    """A step of the hub itself: the case is read as it stands now."""
    CONFLICT = "conflict"


_KINDS: Final = MappingProxyType({kind.value: kind for kind in RowKind})
# Made once: to put a statement together costs more than the database needs to carry it out.
_NEXT = (
    update(counters)
    .where(counters.c.stream == bindparam("its_stream"))
    .values(value=counters.c.value + bindparam("number"))
    .returning(counters.c.value)
)
_TELL = Load(stream_rows, "stream", "seq", "kind", "envelope", "entity", "at")
# A range with two ends, and their lines after: PostgreSQL without statistics would sort, or fetch,
# all that there are.
_NEAREST = (
    select(stream_rows)
    .where(
        stream_rows.c.stream == bindparam("its_stream"),
        stream_rows.c.seq > bindparam("after"),
        stream_rows.c.seq <= bindparam("up_to"),
    )
    .subquery()
)
_LINES = (
    select(_NEAREST, inbox.c.line, func.coalesce(func.length(inbox.c.line), 0).label("size"))
    .join(inbox, inbox.c.id == _NEAREST.c.envelope, isouter=True)
    .subquery()
)
_WEIGHED = select(
    _LINES, func.sum(_LINES.c.size).over(order_by=_LINES.c.seq).label("so_far")
).subquery()
_AFTER = (
    select(*(_WEIGHED.c[name] for name in ("seq", "kind", "envelope", "entity", "at", "line")))
    .where(or_(_WEIGHED.c.so_far <= MOST_PUSH_BYTES, _WEIGHED.c.so_far == _WEIGHED.c.size))
    .order_by(_WEIGHED.c.seq)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamRow:
    seq: int
    kind: RowKind
    entity: str
    at: datetime
    envelope: str | None = None
    line: bytes | None = None
    """The bytes of the envelope, when it is in the inbox."""


class Streams:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def stream_id(self) -> str:
        """Names this store's numbers; a store restored from a copy counts under another name."""
        statement = select(marks.c.value).where(marks.c.name == _STREAM_ID)
        return str(self._connection.execute(statement).scalar_one())

    def renew_id(self) -> str:
        """From now on the numbers are of another stream: whoever followed begins again."""
        made = str(uuid.uuid4())
        self._connection.execute(update(marks).where(marks.c.name == _STREAM_ID).values(value=made))
        return made

    def next_seq(self, stream: Stream = Stream.CASES) -> int:
        return self.next_seqs(stream, 1)

    def next_seqs(self, stream: Stream, number: int) -> int:
        """The first of ``number`` places that follow each other."""
        its = {"its_stream": stream.value, "number": number}
        return int(self._connection.execute(_NEXT, its).scalar_one()) - number + 1

    def newest(self, stream: Stream) -> int:
        statement = select(counters.c.value).where(counters.c.stream == stream.value)
        return int(self._connection.execute(statement).scalar_one())

    def tell(self, stream: Stream, *rows: StreamRow) -> None:
        """Whoever follows ``stream`` will see them; bytes stay where the inbox keeps them."""
        its = stream.value
        _TELL(
            self._connection,
            [
                (its, row.seq, row.kind.value, row.envelope, row.entity, row.at.isoformat())
                for row in rows
            ],
        )

    def after(self, stream: Stream, seq: int, limit: int) -> Sequence[StreamRow]:
        """Rows at the ``limit`` places behind ``seq``, in order; fewer when their lines are more
        than one push may have, but one at least if there is any."""
        its = {"its_stream": stream.value, "after": seq, "up_to": seq + limit}
        return [
            StreamRow(
                seq=place,
                kind=_KINDS[kind],
                envelope=envelope,
                entity=entity,
                at=datetime.fromisoformat(at),
                line=None if line is None else bytes(line),
            )
            for place, kind, envelope, entity, at, line in self._connection.execute(
                _AFTER, its
            ).all()
        ]
