"""Envelopes as a window would make them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import msgspec

from operator_app.wire.cases import CASE_SUBMIT
from operator_app.wire.envelopes import BlobRef, Envelope, encode


def an_id(number: int) -> str:
    return f"0190d2b4-0000-7000-8000-{number:011d}a"


def an_envelope(number: int = 1, **changes: Any) -> Envelope:
    """The ``number``-th fact of a device, about a case of its own."""
    envelope = Envelope(
        id=an_id(number),
        type=CASE_SUBMIT,
        device="002-07",
        epoch=0,
        dseq=number,
        prev=None if number == 1 else hashlib.sha256(str(number).encode()).hexdigest(),
        actor="operator",
        entity=an_id(1_000_000 + number),
        base=0,
        at=datetime(2018, 2, 6, 4, 20, tzinfo=UTC),
        body={"number": f"002-07-180206-{number:04d}-K", "аты": "Әлия"},
    )
    return msgspec.structs.replace(envelope, **changes)


def a_line(number: int = 1, **changes: Any) -> bytes:
    return encode(an_envelope(number, **changes))


def a_blob(content: bytes) -> BlobRef:
    return BlobRef(
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        type="image/png",
        role="scan",
    )
