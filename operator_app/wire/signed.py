"""A line: the envelope's exact bytes behind the signature of the device that made them."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Callable
from typing import Final

from operator_app.wire.message_refusals import Unsigned

SIGNATURE_BYTES: Final = 64
_MARK: Final = b"."
_ENCODED: Final = 86
"""Characters of base64url that hold 64 bytes."""

Sign = Callable[[bytes], bytes]
"""Ed25519 over exactly these bytes."""


def seal(envelope: bytes, sign: Sign) -> bytes:
    """The line to keep and to push; signing the same bytes again gives the same line."""
    return _text(sign(envelope)) + _MARK + envelope


def open_line(line: bytes) -> tuple[bytes, bytes]:
    """Signature and envelope. Whether the signature is right, its device's key has to say."""
    encoded, mark, envelope = line.partition(_MARK)
    if not mark or len(encoded) != _ENCODED:
        raise Unsigned
    try:
        signature = urlsafe_b64decode(encoded + b"==")
    except (Base64Error, ValueError) as error:
        raise Unsigned from error
    if len(signature) != SIGNATURE_BYTES or _text(signature) != encoded:
        # One signature has one spelling, or the same envelope could come as two lines.
        raise Unsigned
    return signature, envelope


def envelope_of(line: bytes) -> bytes:
    """The envelope's bytes of a line that this program has made or checked itself."""
    return open_line(line)[1]


def _text(content: bytes) -> bytes:
    return urlsafe_b64encode(content).rstrip(b"=")
