"""What the hub answers to ``POST /v1/push`` and ``POST /v1/blobs/missing``."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

from operator_app.wire.envelopes import Sha256

MOST_PUSH_BYTES: Final = 4 * 1024 * 1024
"""Of the lines of one push together, and so of one message."""


class PushOutcome(StrEnum):
    APPLIED = "applied"
    """Committed. With ``missing`` the case is there and awaits these scans; nothing to push."""
    DUPLICATE = "duplicate"
    """These bytes were applied before; ``seq`` and ``missing`` as they stand now."""
    CONFLICT = "conflict"
    """Kept whole beside what others did meanwhile; a person chooses (``case.resolve``)."""
    NEED_BLOBS = "need_blobs"
    """Said by earlier hubs: upload ``missing`` and push the same bytes again."""
    LATER = "later"
    """Push again: after the message at ``awaited`` of this epoch, once the hub is newer, or once
    it knows the device."""
    REJECTED = "rejected"
    """Never applied, whatever happens next; ``reason`` says why."""


class PushResult(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The fate of one envelope. Results stand in the order of the pushed lines."""

    id: str
    """Empty when the line is so broken that it does not name itself."""
    result: PushOutcome
    seq: int | None = None
    """Place in the hub's stream (cases, or tickets), when applied (now or before)."""
    reason: str | None = None
    """A code of ``message_refusals`` without its ``hub.``."""
    missing: tuple[str, ...] = ()
    """Scans that the hub still awaits for this message."""
    awaited: int | None = None
    """With ``later``: the ``dseq`` of this device and epoch that must come first."""


class PushAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    results: tuple[PushResult, ...]


class BlobsQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    sha256: tuple[Sha256, ...]


class BlobsAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    missing: tuple[str, ...]
    offsets: dict[str, int] = {}
    """Of those missing ones that have begun to come: from which byte they go on."""


class ErrorAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The body of every answer that is not 2xx: a code of ``resources/errors``, no sentence."""

    code: str
    details: dict[str, str | int] = {}


class Health(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The hub is awake. ``versions`` are the envelope versions it speaks."""

    ok: bool
    training: bool
    versions: tuple[int, ...]
