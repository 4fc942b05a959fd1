"""Passwords hashed with Argon2id: 64 MiB and three passes for each guess."""

from __future__ import annotations

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MEMORY_KIB = 64 * 1024
PASSES = 3
LANES = 4


class Argon2Hashes:
    """``memory_kib`` and ``passes`` are lowered by tests only."""

    def __init__(self, *, memory_kib: int = MEMORY_KIB, passes: int = PASSES) -> None:
        self._hasher = PasswordHasher(
            time_cost=passes,
            memory_cost=memory_kib,
            parallelism=LANES if memory_kib > LANES * 8 else 1,
        )

    def hash(self, password: str) -> str:
        return self._hasher.hash(_form(password))

    def verify(self, hashed: str | None, password: str) -> bool:
        """Hashing costs what verifying costs: a login that does not exist answers no sooner."""
        if hashed is None:
            self._hasher.hash(_form(password))
            return False
        try:
            return self._hasher.verify(hashed, _form(password))
        except (VerificationError, InvalidHashError):
            return False

    def outdated(self, hashed: str) -> bool:
        return self._hasher.check_needs_rehash(hashed)


def _form(password: str) -> str:
    """One form for what different keyboards make of one letter."""
    return unicodedata.normalize("NFKC", password)
