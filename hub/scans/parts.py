"""Parts of scans under way: sealed files beside the hub, until the whole scan can be checked."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path

from hub.store.scan_rows import Part
from operator_app.adapters.durable import make_folder, sync_folder, write_through
from operator_app.adapters.sealed_files import BlobUnwritable
from operator_app.adapters.seals import BlobDamaged, Seal


class PartMissing(Exception):
    """A row names a part that is not in the folder, or does not open; nobody but us hears it."""


class Parts:
    """``root/<sha256>/<start>-<size>``. Two uploaders of one scan write the same bytes there."""

    def __init__(self, root: Path, seal: Seal) -> None:
        self._root = root
        self._seal = seal

    def keep(self, sha256: str, part: Part, content: bytes) -> None:
        """On return it would survive a power cut."""
        folder = self._root / sha256
        temporary = folder / f"new-{secrets.token_hex(8)}"
        try:
            make_folder(folder)
            try:
                write_through(temporary, self._seal.close(_bound(sha256, part), content))
                temporary.replace(folder / _name(part))
            finally:
                temporary.unlink(missing_ok=True)
            sync_folder(folder)
        except OSError as error:
            raise BlobUnwritable(reason=error.strerror or type(error).__name__) from error

    def whole(self, sha256: str, parts: Iterable[Part]) -> bytes:
        """All of it in order; the parts must follow each other from the first byte."""
        content = bytearray()
        for part in parts:
            if part.start != len(content):
                raise PartMissing
            try:
                stored = (self._root / sha256 / _name(part)).read_bytes()
                content += self._seal.open(_bound(sha256, part), stored)
            except (OSError, BlobDamaged) as error:
                raise PartMissing from error
        return bytes(content)

    def forget(self, sha256: str) -> None:
        shutil.rmtree(self._root / sha256, ignore_errors=True)


def _name(part: Part) -> str:
    return f"{part.start}-{part.size}"


def _bound(sha256: str, part: Part) -> str:
    return f"{sha256}:{_name(part)}"
