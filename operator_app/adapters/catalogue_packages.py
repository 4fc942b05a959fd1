"""The file of a catalogue package: a heading, a digest, a signature, and what was signed."""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Callable
from datetime import datetime
from typing import Final

import msgspec

from operator_app.domain.catalogue_packages import (
    Package,
    PackageChanged,
    PackageNotTrusted,
    PackageUnreadable,
    Signed,
)
from operator_app.domain.signatures import SignatureBroken, SignedRequest, Verified
from operator_app.errors import RuleViolation

HEADING: Final = b"TEREZE-CATALOGUE-1"
LARGEST: Final = 16 * 1024 * 1024
"""Bytes; a list of 16 rows with its history has about 30 thousand."""
_DECODER: Final = msgspec.json.Decoder(Package)
_PARTS: Final = 4

Sign = Callable[[bytes, datetime], SignedRequest]
Verify = Callable[[bytes, bytes], Verified]
"""Who signed this content with this detached signature."""


def pack(package: Package, sign: Sign) -> bytes:
    """The same editions signed by one key at one moment are the same file."""
    content = msgspec.json.encode(package)
    sealed = b64encode(sign(content, package.made_at).p7s) + b"\n" + content
    digest = hashlib.sha256(sealed).hexdigest().encode("ascii")
    return b"\n".join((HEADING, digest, sealed))


def unpack(file: bytes, verify: Verify) -> Signed:
    """The digest tells damage, the signature tells intent."""
    parts = file.split(b"\n", _PARTS - 1)
    if len(file) > LARGEST or len(parts) != _PARTS or parts[0] != HEADING:
        raise PackageUnreadable
    _, digest, signature, content = parts
    if hashlib.sha256(signature + b"\n" + content).hexdigest().encode("ascii") != digest:
        raise PackageChanged
    verified = _verified(signature, content, verify)
    try:
        package = _DECODER.decode(content)
    except msgspec.DecodeError as error:
        raise PackageUnreadable from error
    return Signed(
        package=package.vouched_by(verified.holder_iin),
        signer=verified.common_name,
        sha256=hashlib.sha256(file).hexdigest(),
    )


def _verified(signature: bytes, content: bytes, verify: Verify) -> Verified:
    try:
        return verify(content, b64decode(signature, validate=True))
    except (SignatureBroken, Base64Error) as error:
        raise PackageChanged from error
    except RuleViolation as error:
        raise PackageNotTrusted(reason=error.code) from error
