"""Where a message stands in the chain of its device: next, known, refused before, or wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from hub.store.chain_rows import ChainRows, Placed, Tombstone, Watermark
from operator_app.wire.message_refusals import Gap, OldEpoch, PrevMismatch

FIRST: Final = 1


class Standing(Enum):
    NEXT = auto()
    SETTLED = auto()
    """At or below the watermark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    standing: Standing
    stone: Tombstone | None = None
    """What was said when these very bytes were refused."""


def stand(chains: ChainRows, place: Placed, digest: str) -> Stand:
    """Raises ``Gap``, ``OldEpoch`` or ``PrevMismatch``; a settled place is for the caller."""
    mark = chains.watermark(place.device, place.epoch)
    settled = mark.dseq if mark else 0
    if place.dseq <= settled:
        stone = chains.stone(place, digest)
        return Stand(standing=Standing.SETTLED, stone=stone)
    newest = chains.newest_epoch(place.device)
    if newest is not None and place.epoch < newest:
        raise OldEpoch
    if place.dseq > settled + FIRST:
        raise Gap(awaited=settled + FIRST)
    if place.prev != (mark.digest if mark else None):
        raise PrevMismatch
    return Stand(standing=Standing.NEXT)


def settle(chains: ChainRows, place: Placed, digest: str) -> None:
    """The chain goes on behind this message, whatever became of it."""
    chains.move(place.device, place.epoch, Watermark(dseq=place.dseq, digest=digest))
