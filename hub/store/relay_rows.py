"""What a center's hub hands on to the hub above it, and how far it has come."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from sqlalchemy import Connection, delete, insert, select, tuple_, union_all

from hub.store.tables import blobs, inbox, marks, tombstones, watermarks
from operator_app.wire.push import MOST_PUSH_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Of one device in one epoch, settled here up to ``dseq``."""

    device: str
    epoch: int
    dseq: int

    @property
    def mark(self) -> str:
        """A device may have a long name; a mark may not."""
        told = f"{self.epoch}:{self.device}".encode()
        return "relay:" + hashlib.sha256(told).hexdigest()[:48]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    dseq: int
    line: bytes


class RelayRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def chains(self) -> Sequence[Chain]:
        """Older epochs first: a newer one shuts them."""
        rows = self._connection.execute(
            select(watermarks).order_by(watermarks.c.device, watermarks.c.epoch)
        )
        return [Chain(device=row.device, epoch=row.epoch, dseq=row.dseq) for row in rows]

    def lines(self, chain: Chain, after: int, most: int) -> Sequence[Told]:
        """The settled messages behind ``after``, refused ones too, in the device's order: as many
        as go into one push."""
        here = union_all(
            *(
                select(table.c.dseq, table.c.line).where(
                    table.c.device == chain.device,
                    table.c.epoch == chain.epoch,
                    table.c.dseq > after,
                    table.c.dseq <= chain.dseq,
                )
                for table in (inbox, tombstones)
            )
        ).subquery()
        rows = self._connection.execute(select(here).order_by(here.c.dseq).limit(most))
        return _in_one_push([Told(dseq=row.dseq, line=bytes(row.line)) for row in rows])

    def scans(self, after: tuple[str, str], most: int) -> Sequence[tuple[str, str]]:
        """When each came and its hash, behind ``after``, in that order."""
        key = tuple_(blobs.c.stored_at, blobs.c.sha256)
        rows = self._connection.execute(
            select(blobs.c.stored_at, blobs.c.sha256)
            .where(key > tuple_(*after))
            .order_by(blobs.c.stored_at, blobs.c.sha256)
            .limit(most)
        )
        return [(row.stored_at, row.sha256) for row in rows]

    def mark(self, name: str) -> str | None:
        return self._connection.execute(
            select(marks.c.value).where(marks.c.name == name)
        ).scalar_one_or_none()

    def set_mark(self, name: str, value: str) -> None:
        self._connection.execute(delete(marks).where(marks.c.name == name))
        self._connection.execute(insert(marks).values(name=name, value=value))


def _in_one_push(waiting: Sequence[Told]) -> Sequence[Told]:
    ends = accumulate(len(told.line) + 1 for told in waiting)
    return [told for told, end in zip(waiting, ends, strict=True) if end <= MOST_PUSH_BYTES + 1]
