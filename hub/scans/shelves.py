"""Where whole scans lie: a folder, or a bucket that speaks S3. Sealed before they get there."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore, ObjectStore, S3Store

from operator_app.adapters.durable import make_folder, sync_folder
from operator_app.adapters.sealed_files import LEFTOVER_S, BlobDamaged, BlobMissing, BlobUnwritable
from operator_app.adapters.seals import Seal
from operator_app.errors import RuleViolation

S3: Final = "s3"
_ANSWER: Final = timedelta(seconds=30)
_CONNECT: Final = timedelta(seconds=5)
_HALF_WRITTEN: Final = "*#*"
"""How the folder store names what it has not finished."""
_INCOMING: Final = "incoming"
_FOLDERS: Final = (4, 2)
"""How many digits of a scan's name tell the folder it lies in, and the one above."""


class ScansAddressWrong(RuleViolation):
    """What was given as the place of scans is no bucket."""

    code = "hub.scans_address_wrong"


class Shelf:
    """``ab/cd/<sha256>``; what lies there opens only with the key and under its own name.

    ``made_sure`` is told the name of what was put and returns once it would survive a power cut.
    """

    def __init__(
        self, store: ObjectStore, seal: Seal, made_sure: Callable[[str], None] | None = None
    ) -> None:
        self._store = store
        self._seal = seal
        self._made_sure = made_sure

    def put(self, sha256: str, content: bytes) -> None:
        """On return it is as safe as the place can make it. Putting it again mends it."""
        name = _name(sha256)
        try:
            obstore.put(self._store, name, self._seal.close(sha256, content), use_multipart=False)
            if self._made_sure is not None:
                self._made_sure(name)
        except (BaseError, OSError) as error:
            raise BlobUnwritable(reason=type(error).__name__) from error

    def get(self, sha256: str) -> bytes:
        """The plain content; raises ``BlobMissing`` or ``BlobDamaged``."""
        try:
            stored = bytes(obstore.get(self._store, _name(sha256)).bytes())
        except (NotFoundError, FileNotFoundError) as error:
            raise BlobMissing(sha256=sha256) from error
        except (BaseError, OSError) as error:
            raise BlobDamaged(sha256=sha256) from error
        return self._seal.open_scan(sha256, stored)

    def remove(self, sha256: str) -> None:
        """What is not there is no fault."""
        with suppress(NotFoundError, FileNotFoundError):
            obstore.delete(self._store, _name(sha256))


def folder_shelf(root: Path, seal: Seal) -> Shelf:
    """The folder store renames into place and syncs nothing; that is done here."""
    make_folder(root)
    _sweep(root)
    # A mark for each folder that there can be: a hub runs for months, and paths would fill it.
    sure = {digits: bytearray(16**digits) for digits in _FOLDERS}

    def made_sure(name: str) -> None:
        file = root / name
        descriptor = os.open(file, os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        sync_folder(file.parent)
        # Both folders may be as new as the file: each name is made sure in its parent, once.
        for digits, folder in zip(_FOLDERS, (file.parent, file.parent.parent), strict=True):
            place = int(file.name[:digits], 16)
            if not sure[digits][place]:
                sync_folder(folder.parent)
                sure[digits][place] = True

    return Shelf(LocalStore(root), seal, made_sure)


def bucket_shelf(address: str, seal: Seal) -> Shelf:
    """``s3://bucket/prefix``. Region, endpoint and keys come from the usual ``AWS_…`` variables.

    An acknowledged object has been stored redundantly: there is nothing to make sure of.
    """
    parts = urlsplit(address)
    if parts.scheme != S3 or not parts.netloc:
        raise ScansAddressWrong(wanted=f"{S3}://…")
    store = S3Store.from_url(
        address,
        client_options={
            "timeout": _ANSWER,
            "connect_timeout": _CONNECT,
            "allow_http": _on_this_machine(os.environ.get("AWS_ENDPOINT_URL", "")),
        },
    )
    return Shelf(store, seal)


def _on_this_machine(endpoint: str) -> bool:
    """Scans are sealed, keys of the bucket are not: a plain connection goes to loopback only."""
    return urlsplit(endpoint).hostname in {"127.0.0.1", "::1", "localhost"}


def _sweep(root: Path) -> None:
    """Drop what a killed hub left half-written long ago, this version's and the one's before."""
    for leftover in (*root.glob(f"??/??/{_HALF_WRITTEN}"), *root.glob(f"{_INCOMING}/*")):
        if time.time() - leftover.stat().st_mtime > LEFTOVER_S:
            leftover.unlink(missing_ok=True)


def _name(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"
