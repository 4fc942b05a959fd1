"""Seals content under its hash, so that it opens only unchanged, with the key, and in its place."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from operator_app.errors import Corrupted

_MAGIC = b"TZSEAL\x01"
_PURPOSE = b"tereze sealed files 1"
_NONCE_BYTES = 12
_TAG_BYTES = 16
_KEY_BYTES = 32


class BlobDamaged(Corrupted):
    """The file is there, but it is not what its name says."""

    code = "blob.damaged"


class Seal:
    """AES-256-GCM. The name is the associated data: what lies under another does not open."""

    def __init__(self, key: bytes) -> None:
        if len(key) != _KEY_BYTES:
            message = f"the key has {len(key)} bytes, not {_KEY_BYTES}"
            raise ValueError(message)
        # A key of its own: the same 32 bytes open the database beside the scans.
        self._cipher = AESGCM(hmac.digest(key, _PURPOSE, "sha256"))

    def close(self, name: str, content: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, content, _bound_to(name))
        return b"".join((_MAGIC, nonce, sealed))

    def open(self, name: str, stored: bytes) -> bytes:
        """The plain content; raises ``BlobDamaged``."""
        head = len(_MAGIC) + _NONCE_BYTES
        if not stored.startswith(_MAGIC) or len(stored) < head + _TAG_BYTES:
            raise BlobDamaged(sha256=name)
        nonce, sealed = stored[len(_MAGIC) : head], memoryview(stored)[head:]
        try:
            return self._cipher.decrypt(nonce, sealed, _bound_to(name))
        except InvalidTag as error:
            raise BlobDamaged(sha256=name) from error

    def open_scan(self, sha256: str, stored: bytes) -> bytes:
        """The same for what lies under the hash of its plain content."""
        content = self.open(sha256, stored)
        if hashlib.sha256(content).hexdigest() != sha256:
            raise BlobDamaged(sha256=sha256)
        return content


def _bound_to(name: str) -> bytes:
    return _MAGIC + name.encode("ascii")
