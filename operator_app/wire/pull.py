"""What the hub tells those who follow one of its streams: ``GET /v1/pull``."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

from operator_app.wire.cases import HubCase
from operator_app.wire.envelopes import Count, Uuid

MOST_ROWS: Final = 500
"""In one answer."""
LONGEST_WAIT_S: Final = 8
"""How long the hub holds a question that has no answer yet; a caller gives up after ten."""


class StreamName(StrEnum):
    CASES = "cases"
    TICKETS = "tickets"


class PulledKind(StrEnum):
    ENVELOPE = "envelope"
    CASE = "case"
    """The hub itself, or the provider, has moved the case."""
    CONFLICT = "conflict"
    """``line`` came late and was laid aside; ``over`` is what stood there, if a window wrote it."""


class PulledRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One row of the stream. ``case`` is as it stands now, which may be later than ``seq``."""

    seq: int
    kind: PulledKind
    entity: Uuid
    line: str | None = None
    """The signed line, exactly as its device has made it."""
    over: str | None = None
    solved: bool = False
    """Of a conflict: a person has chosen already."""
    case: HubCase | None = None


class PullAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``next`` is where to go on, beyond rows that are not for this caller."""

    stream_id: str
    """Another one than before: the numbers are of another stream, begin again from 0."""
    rows: tuple[PulledRow, ...]
    next: Count
    more: bool
    """There were more rows at this moment."""
