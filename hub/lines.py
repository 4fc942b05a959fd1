"""Pushed lines: opened, and checked against the key of the device they name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import msgspec

from hub.access import Caller
from hub.store.chain_rows import Placed
from hub.store.ledger import Pages
from operator_app.adapters.device_keys import DeviceSignature
from operator_app.wire.envelopes import (
    Code,
    Count,
    Envelope,
    EnvelopeBroken,
    Place,
    Sha256,
    decode,
    digest,
)
from operator_app.wire.message_refusals import (
    MessageBroken,
    MessageOfRevoked,
    OtherDevice,
    UnknownDevice,
    Unsigned,
    WrongSignature,
)
from operator_app.wire.signed import open_line
from operator_app.wire.withheld import read_withheld

_UUID: Final = re.compile(r"\A[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """As much of a broken envelope as its place in the chain needs."""

    device: Code
    epoch: Count
    dseq: Place
    prev: Sha256 | None = None


class _Named(msgspec.Struct, frozen=True):
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """``envelope`` is absent when the bytes are broken; ``place`` when even that cannot be read."""

    raw: bytes
    content: bytes
    """What the signature stands on."""
    signature: bytes | None
    digest: str
    """Of the content; of a note, that of the message in whose place it came."""
    id: str
    """Empty unless it has the form of an id: nothing else of a broken line is ever repeated."""
    envelope: Envelope | None
    place: Placed | None
    is_note: bool = False
    """Something stands at this place that was too big to send."""


def read(raw: bytes) -> Line:
    """Whatever came, as far as it can be read; nothing is believed yet."""
    signature: bytes | None = None
    content = raw
    try:
        signature, content = open_line(raw)
    except Unsigned:
        content = raw
    try:
        envelope = decode(content)
    except EnvelopeBroken:
        note = read_withheld(content)
        if note is not None:
            return Line(
                raw=raw,
                content=content,
                signature=signature,
                digest=note.digest,
                id=note.id,
                envelope=None,
                place=note,
                is_note=True,
            )
        return Line(
            raw=raw,
            content=content,
            signature=signature,
            digest=digest(content),
            id=_id_of(content),
            envelope=None,
            place=_outline(content),
        )
    return Line(
        raw=raw,
        content=content,
        signature=signature,
        digest=digest(content),
        id=envelope.id,
        envelope=envelope,
        place=envelope,
    )


class Signers:
    """Keys of the devices of one push: each is looked up once."""

    def __init__(self, pages: Pages, caller: Caller) -> None:
        self._pages = pages
        self._caller = caller
        self._known: dict[str, tuple[DeviceSignature | None, bool]] = {}

    def check(self, line: Line) -> None:
        """Raises unless the device that the line names has signed it and may still send.

        What fails here says nothing about the device, so it takes no place in its chain.
        """
        if line.signature is None:
            raise Unsigned
        if line.place is None:
            raise MessageBroken
        device = line.place.device
        if not self._caller.may_send_for(device):
            raise OtherDevice
        key, revoked = self._signer(device)
        if key is None:
            raise UnknownDevice
        if not key.verifies(line.signature, line.content):
            raise WrongSignature
        if revoked:
            raise MessageOfRevoked

    def _signer(self, device: str) -> tuple[DeviceSignature | None, bool]:
        if device not in self._known:
            found = self._pages.devices.get(device)
            public = found.public_key if found else None
            self._known[device] = (
                DeviceSignature(public) if public else None,
                found is not None and found.revoked_at is not None,
            )
        return self._known[device]


def _outline(content: bytes) -> Outline | None:
    try:
        return msgspec.json.decode(content, type=Outline)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _id_of(content: bytes) -> str:
    try:
        named = msgspec.json.decode(content, type=_Named).id
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""
    return named if _UUID.match(named) else ""
