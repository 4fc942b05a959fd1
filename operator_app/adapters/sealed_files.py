"""Scans at rest: encrypted files named by the hash of what is inside them.

Used by the window's store and by the hub, so both keep the same promise: a file is either whole
under its hash or not there, whenever the power goes.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from contextlib import suppress
from pathlib import Path

from operator_app.adapters.durable import make_folder, sync_folder, write_through
from operator_app.adapters.seals import BlobDamaged, Seal
from operator_app.errors import Corrupted, Unavailable

__all__ = ["LEFTOVER_S", "BlobDamaged", "BlobMissing", "BlobUnwritable", "SealedFolder"]

LEFTOVER_S = 3600
"""No write takes this long."""

_SHA256 = re.compile(r"\A[0-9a-f]{64}\Z")
_INCOMING = "incoming"


class BlobMissing(Corrupted):
    """A row names a scan that is not in the folder."""

    code = "blob.missing"


class BlobUnwritable(Unavailable):
    """The disk is full, read-only or failing; nothing of this scan was kept."""

    code = "blob.unwritable"


class SealedFolder:
    """AES-256-GCM files ``root/ab/cd/<sha256>``; the hash is of the plain content.

    The hash is also the associated data, so a file put under another name does not open.
    ``root/incoming`` holds half-written files, which no reader ever looks at.
    """

    def __init__(self, root: Path, key: bytes) -> None:
        self._root = root
        self._seal = Seal(key)

    def put(self, content: bytes) -> str:
        """Store ``content`` and return its hash; on return it has reached the disk.

        Putting the same content again changes nothing, but mends a file that was damaged.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        try:
            if self._holds(sha256):
                sync_folder(self._path(sha256).parent)
            else:
                self._write(sha256, content)
        except OSError as error:
            raise BlobUnwritable(reason=error.strerror or type(error).__name__) from error
        return sha256

    def get(self, sha256: str) -> bytes:
        """The plain content; raises ``BlobMissing`` or ``BlobDamaged``."""
        try:
            stored = self._path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise BlobMissing(sha256=sha256) from error
        except OSError as error:
            raise BlobDamaged(sha256=sha256) from error
        return self._seal.open_scan(sha256, stored)

    def has(self, sha256: str) -> bool:
        """Whether a file stands under this hash; its content is checked by ``get`` only."""
        return self._path(sha256).is_file()

    def remove(self, sha256: str) -> None:
        """Erase the file; one that is not there is no fault."""
        target = self._path(sha256)
        if not target.is_file():
            return
        try:
            target.unlink(missing_ok=True)
            sync_folder(target.parent)
        except OSError as error:
            raise BlobUnwritable(reason=error.strerror or type(error).__name__) from error

    def sweep(self) -> int:
        """Drop what a killed writer left half-written long ago; another may be writing now."""
        incoming = self._root / _INCOMING
        leftovers = [
            file
            for file in (incoming.iterdir() if incoming.is_dir() else ())
            if time.time() - file.stat().st_mtime > LEFTOVER_S
        ]
        for leftover in leftovers:
            with suppress(OSError):  # it is dropped when the disk takes writes again
                leftover.unlink(missing_ok=True)
        return len(leftovers)

    def _write(self, sha256: str, content: bytes) -> None:
        target = self._path(sha256)
        make_folder(target.parent)
        make_folder(self._root / _INCOMING)
        temporary = self._root / _INCOMING / f"{sha256}.{secrets.token_hex(8)}"
        try:
            write_through(temporary, self._seal.close(sha256, content))
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        sync_folder(target.parent)

    def _holds(self, sha256: str) -> bool:
        try:
            self.get(sha256)
        except (BlobMissing, BlobDamaged):
            return False
        return True

    def _path(self, sha256: str) -> Path:
        """The file of this hash. Anything but a hash is a caller's bug and may point elsewhere."""
        if not _SHA256.match(sha256):
            message = "not the hexadecimal SHA-256 of a blob"
            raise ValueError(message)
        return self._root / sha256[:2] / sha256[2:4] / sha256
