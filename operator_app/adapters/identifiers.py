"""Fresh identifiers: UUIDv7 for records, random codes for the status page."""

from __future__ import annotations

import secrets
import time
import uuid

_MILLISECONDS = 1_000_000
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Signs that nobody mixes up when reading a code aloud."""
CODE_LENGTH = 10


def new_uuid7() -> str:
    """RFC 9562, version 7: 48 bits of Unix milliseconds, then random bits.

    The standard library makes these from Python 3.14 on.
    """
    milliseconds = time.time_ns() // _MILLISECONDS
    value = (milliseconds & (1 << 48) - 1) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))


def new_access_code() -> str:
    """About 49 bits: not to be guessed beside a number that can be read aloud."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(CODE_LENGTH))
