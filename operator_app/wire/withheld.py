"""A note in place of a message that no push can carry: the chain goes on behind it.

Signed by the device as a message is; ``digest`` is of the message itself, so ``prev`` of the next
one fits. The message stays at the window, set aside, for a person.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from operator_app.wire.envelopes import VERSION, Code, Count, Place, Sha256, Uuid, digest
from operator_app.wire.signed import Sign, seal


class Withheld(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where in its chain the message stands, and what it is."""

    v: Literal[1] = VERSION
    id: Uuid
    device: Code
    epoch: Count
    dseq: Place
    prev: Sha256 | None
    digest: Sha256
    size: Count
    """Bytes of the message."""


class _Placed(msgspec.Struct, frozen=True, kw_only=True):
    id: Uuid
    device: Code
    epoch: Count
    dseq: Place
    prev: Sha256 | None


_ENCODER = msgspec.json.Encoder(order="sorted")


def withheld(envelope: bytes, sign: Sign) -> bytes:
    """The line to push instead of ``envelope``, which this program has made itself."""
    placed = msgspec.json.decode(envelope, type=_Placed)
    note = Withheld(
        id=placed.id,
        device=placed.device,
        epoch=placed.epoch,
        dseq=placed.dseq,
        prev=placed.prev,
        digest=digest(envelope),
        size=len(envelope),
    )
    return seal(_ENCODER.encode(note), sign)


def read_withheld(content: bytes) -> Withheld | None:
    """``None`` unless the bytes are such a note, in its one spelling."""
    try:
        note = msgspec.json.decode(content, type=Withheld)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return note if _ENCODER.encode(note) == content else None
