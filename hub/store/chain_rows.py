"""Chains of devices: how far each has been settled, and what was refused on the way."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection, bindparam, func, insert, select, update

from hub.store.loads import among
from hub.store.tables import tombstones, watermarks


class Placed(Protocol):
    """An envelope, or as much of a broken one."""

    @property
    def device(self) -> str: ...
    @property
    def epoch(self) -> int: ...
    @property
    def dseq(self) -> int: ...
    @property
    def prev(self) -> str | None: ...


# Made once: to put a statement together costs more than the database needs to carry it out.
_WATERMARK = select(watermarks.c.dseq, watermarks.c.digest).where(
    watermarks.c.device == bindparam("its_device"), watermarks.c.epoch == bindparam("its_epoch")
)
_WATERMARKS = select(watermarks).where(among(watermarks.c.device, "devices"))
_NEWEST_EPOCH = select(func.max(watermarks.c.epoch)).where(
    watermarks.c.device == bindparam("its_device")
)
_BEGIN = insert(watermarks)
_MOVE = (
    update(watermarks)
    .where(
        watermarks.c.device == bindparam("its_device"),
        watermarks.c.epoch == bindparam("its_epoch"),
    )
    .values(dseq=bindparam("to_dseq"), digest=bindparam("to_digest"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watermark:
    """Everything up to ``dseq`` is settled; ``digest`` is of the envelope at that place."""

    dseq: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """A refused envelope, and why."""

    envelope: str
    digest: str
    reason: str


class ChainRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def watermark(self, device: str, epoch: int) -> Watermark | None:
        row = self._connection.execute(
            _WATERMARK, {"its_device": device, "its_epoch": epoch}
        ).first()
        return None if row is None else Watermark(dseq=row.dseq, digest=row.digest)

    def watermarks(self, devices: Collection[str]) -> dict[tuple[str, int], Watermark]:
        """Of all epochs of ``devices``, by device and epoch."""
        rows = self._connection.execute(_WATERMARKS, {"devices": devices})
        return {
            (row.device, row.epoch): Watermark(dseq=row.dseq, digest=row.digest) for row in rows
        }

    def newest_epoch(self, device: str) -> int | None:
        return self._connection.execute(_NEWEST_EPOCH, {"its_device": device}).scalar()

    def move(self, device: str, epoch: int, mark: Watermark) -> None:
        """The chain now stands at ``mark``."""
        done = self._connection.execute(
            _MOVE,
            {
                "its_device": device,
                "its_epoch": epoch,
                "to_dseq": mark.dseq,
                "to_digest": mark.digest,
            },
        )
        if done.rowcount == 0:
            first = {"device": device, "epoch": epoch, "dseq": mark.dseq, "digest": mark.digest}
            self._connection.execute(_BEGIN, first)

    def bury(self, place: Placed, line: bytes, stone: Tombstone, at: datetime) -> None:
        """Keep what was refused. The same bytes refused again change nothing."""
        if self.stone(place, stone.digest) is None:
            self._connection.execute(
                insert(tombstones).values(
                    device=place.device,
                    epoch=place.epoch,
                    dseq=place.dseq,
                    digest=stone.digest,
                    envelope=stone.envelope,
                    reason=stone.reason,
                    line=line,
                    at=at.isoformat(),
                )
            )

    def stone(self, place: Placed, digest: str) -> Tombstone | None:
        """What was said when these bytes were refused."""
        row = self._connection.execute(
            select(tombstones.c.envelope, tombstones.c.reason).where(
                tombstones.c.device == place.device,
                tombstones.c.epoch == place.epoch,
                tombstones.c.dseq == place.dseq,
                tombstones.c.digest == digest,
            )
        ).first()
        if row is None:
            return None
        return Tombstone(envelope=row.envelope, digest=digest, reason=row.reason)
