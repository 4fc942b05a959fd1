"""Chains of devices: how far each has been settled, and what was refused on the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from hub.store.tables import tombstones, watermarks
from operator_app.wire.envelopes import Envelope


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
            select(watermarks.c.dseq, watermarks.c.digest).where(
                watermarks.c.device == device, watermarks.c.epoch == epoch
            )
        ).first()
        return None if row is None else Watermark(dseq=row.dseq, digest=row.digest)

    def newest_epoch(self, device: str) -> int | None:
        return self._connection.execute(
            select(func.max(watermarks.c.epoch)).where(watermarks.c.device == device)
        ).scalar()

    def move(self, device: str, epoch: int, mark: Watermark) -> None:
        """The chain now stands at ``mark``."""
        values = {"dseq": mark.dseq, "digest": mark.digest}
        done = self._connection.execute(
            update(watermarks)
            .where(watermarks.c.device == device, watermarks.c.epoch == epoch)
            .values(values)
        )
        if done.rowcount == 0:
            self._connection.execute(
                insert(watermarks).values(device=device, epoch=epoch, **values)
            )

    def bury(self, envelope: Envelope, line: bytes, stone: Tombstone, at: datetime) -> None:
        """Keep what was refused. The same bytes refused again change nothing."""
        place = (
            tombstones.c.device == envelope.device,
            tombstones.c.epoch == envelope.epoch,
            tombstones.c.dseq == envelope.dseq,
            tombstones.c.digest == stone.digest,
        )
        if self._connection.execute(select(tombstones.c.reason).where(*place)).first() is None:
            self._connection.execute(
                insert(tombstones).values(
                    device=envelope.device,
                    epoch=envelope.epoch,
                    dseq=envelope.dseq,
                    digest=stone.digest,
                    envelope=stone.envelope,
                    reason=stone.reason,
                    line=line,
                    at=at.isoformat(),
                )
            )

    def buried(self, digest: str) -> Tombstone | None:
        """What was said when these bytes were refused."""
        row = self._connection.execute(
            select(tombstones.c.envelope, tombstones.c.reason).where(tombstones.c.digest == digest)
        ).first()
        if row is None:
            return None
        return Tombstone(envelope=row.envelope, digest=digest, reason=row.reason)
