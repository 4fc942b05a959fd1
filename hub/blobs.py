"""Scans at the hub: sealed files by hash, and the index that says which have been acknowledged."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime

from hub.store.ledger import Ledger
from operator_app.adapters.sealed_files import SealedFolder
from operator_app.wire.refusals import BlobMismatch


class HubBlobs:
    """The index is the truth: a file without its row was never acknowledged and comes again."""

    def __init__(self, folder: SealedFolder, ledger: Ledger, now: Callable[[], datetime]) -> None:
        self._folder = folder
        self._ledger = ledger
        self._now = now

    def store(self, sha256: str, content: bytes) -> bool:
        """Keep ``content`` if that is its hash; false when it was here before."""
        if hashlib.sha256(content).hexdigest() != sha256:
            raise BlobMismatch(sha256=sha256)
        self._folder.put(content)
        with self._ledger.filing() as pages:
            return pages.scans.add(sha256, len(content), self._now())

    def has(self, sha256: str) -> bool:
        return not self.missing([sha256])

    def missing(self, sha256: Sequence[str]) -> tuple[str, ...]:
        """Those that are not here, each once, in the order asked."""
        with self._ledger.reading() as pages:
            here = pages.scans.sizes(sha256)
        return tuple(dict.fromkeys(name for name in sha256 if name not in here))
