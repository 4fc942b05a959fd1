"""How a device becomes known to the hub: a one-time code, its public key and a proof of it."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from enum import StrEnum
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from operator_app.wire.envelopes import Code, Sha256

KeyText = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_-]{43}\Z")]
"""Ed25519 public key, 32 bytes in base64url without padding."""
ProofText = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_-]{86}\Z")]
"""Ed25519 signature, 64 bytes in base64url without padding."""
_PURPOSE: Final = "tereze enrolment 1"
"""An envelope begins with a brace, so a proof can never be taken for one, nor one for a proof."""


class Role(StrEnum):
    """What the bearer of a token may do."""

    WINDOW = "window"
    """Push its own envelopes, bring scans, ask registries, pull."""
    PROVIDER = "provider"
    """Decide cases, pull."""
    RELAY = "relay"
    """Push others' envelopes as they are, vouch for their devices."""
    METRICS = "metrics"
    TRAINING = "training"
    """All of it, at a hub of made-up people; never given to a device."""


class Enrolment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``proof`` signs ``proven()`` by the private half of ``public_key``.

    The token is made by the device and stays there: only its hash travels, so an answer that is
    lost loses nothing, and the same request again is answered the same.
    """

    code: Annotated[str, Meta(min_length=1, max_length=128)]
    """As an administrator has told it; good once, for one device."""
    device: Code
    public_key: KeyText
    token_sha256: Sha256
    center: Code
    window: Annotated[int, Meta(ge=0, le=9999)]
    proof: ProofText

    def proven(self) -> bytes:
        return proven(self.code, self.device, self.token_sha256)


class Enrolled(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who the device is to the hub from now on."""

    device: str
    role: Role
    center: str
    window: int


class Vouched(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A device of a center, as its hub tells the hub above: the same key, never a token."""

    device: Code
    public_key: KeyText
    center: Code
    window: Annotated[int, Meta(ge=0, le=9999)]
    revoked: bool = False


def proven(code: str, device: str, token_sha256: str) -> bytes:
    """What an enrolment signs: this code, for this device, with this token."""
    return "\n".join((_PURPOSE, code, device, token_sha256)).encode("utf-8")


def token_hash(token: str) -> str:
    """A token is 32 random bytes, so one pass is enough: there is nothing to guess."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()


def text_of(content: bytes) -> str:
    """A key or a proof as it travels."""
    return urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def bytes_of(text: str) -> bytes:
    """Of a text that has passed ``KeyText`` or ``ProofText``."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
