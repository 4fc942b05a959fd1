"""Envelope: one immutable fact on its way from a window to the hub.

The bytes of an envelope are made once, by ``encode``, and kept for ever; nobody serialises a
received envelope again, because the digest chain (``prev``) and the device's signature
stand on those exact bytes.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from operator_app.errors import Corrupted

VERSION: Literal[1] = 1

Uuid = Annotated[
    str,
    Meta(pattern=r"\A[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z"),
]
Sha256 = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Code = Annotated[str, Meta(min_length=1, max_length=128, pattern=r"\A[^\x00-\x1f\x7f]*\Z")]
"""A name on one line; not every database keeps a NUL, and no log should break at one."""
Count = Annotated[int, Meta(ge=0, le=2**63 - 1)]
Place = Annotated[int, Meta(ge=1, le=2**63 - 1)]
"""Of an envelope in the chain of its device and epoch."""
Moment = Annotated[datetime, Meta(tz=True)]


class EnvelopeBroken(Corrupted):
    """The bytes are not an envelope of a version that this program speaks."""

    code = "hub.envelope_broken"


class BlobRef(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A scan that travels apart from the envelope, named by the hash of its plain bytes."""

    sha256: Sha256
    size: Count
    """Bytes of the plain content."""
    type: Code
    """Media type, ``image/png``."""
    role: Code
    """What the blob is for the case: ``scan``, ``signature``, ``paper``."""


class Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A fact. ``id`` is the idempotency key; (``device``, ``epoch``, ``dseq``) has no gaps."""

    v: Literal[1] = VERSION
    id: Uuid
    type: Code
    """What happened: ``case.submit``, ``receipt.issue``…"""
    schema: Annotated[int, Meta(ge=1)] = 1
    """Version of ``body`` for this ``type``."""
    device: Code
    epoch: Count
    """Rises when the window's store is restored from a copy."""
    dseq: Place
    prev: Sha256 | None
    """``digest`` of the device's previous envelope; ``None`` only for the first."""
    actor: Code
    """Who acted: the operator's login, never a person's number."""
    entity: Uuid
    base: Count | None = None
    """The entity's ``seq`` that the operator saw; ``None`` when the hub had not seen it yet."""
    at: Moment
    blobs: tuple[BlobRef, ...] = ()
    body: dict[str, Any]


_DECODER = msgspec.json.Decoder(Envelope)
_ENCODER = msgspec.json.Encoder(order="sorted")


def encode(envelope: Envelope) -> bytes:
    """Canonical JSON: keys sorted, UTF-8, no spaces, one line without its end."""
    return _ENCODER.encode(envelope)


def decode(line: bytes) -> Envelope:
    """The envelope in ``line``. Bytes that are not canonical are refused.

    A key given twice, a space or another order would let two programs read one envelope
    differently, so the only accepted bytes are those that ``encode`` makes.
    """
    try:
        envelope = _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise EnvelopeBroken(reason=_where(error)) from error
    if _ENCODER.encode(envelope) != line:
        raise EnvelopeBroken(reason="not canonical")
    return envelope


def digest(line: bytes) -> str:
    """SHA-256 (hex) of the exact bytes: what the next envelope of the device has in ``prev``."""
    return hashlib.sha256(line).hexdigest()


def _where(error: Exception) -> str:
    """The place of the first fault; the values themselves (people's data) are not repeated."""
    if not isinstance(error, msgspec.ValidationError):
        return "not JSON"
    _, found, place = str(error).rpartition(" - at ")
    return place.strip("`") if found else "not an object"
