"""Scans at the hub: taken whole or in parts, and acknowledged once their hash is right."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from hub.acts import scan_came
from hub.scans.parts import PartMissing, Parts
from hub.scans.shelves import Shelf
from hub.settings import GIVEN_UP_AFTER, MOST_BLOB_BYTES
from hub.store.ledger import Ledger
from hub.store.scan_rows import Part
from operator_app.wire.refusals import BlobMismatch, RequestTooBig, UploadElsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """How much of a scan is on the disk; ``complete`` once it may be read."""

    offset: int
    complete: bool


class HubBlobs:
    """The index is the truth: a file without its row was never acknowledged and comes again."""

    def __init__(
        self, shelf: Shelf, parts: Parts, ledger: Ledger, now: Callable[[], datetime]
    ) -> None:
        self._shelf = shelf
        self._parts = parts
        self._ledger = ledger
        self._now = now

    def store(self, sha256: str, content: bytes) -> bool:
        """Keep ``content`` if that is its hash; false when it was here before."""
        if hashlib.sha256(content).hexdigest() != sha256:
            raise BlobMismatch(sha256=sha256)
        self._shelf.put(sha256, content)
        with self._ledger.writing() as pages:
            new = pages.scans.add(sha256, len(content), self._now())
            pages.scans.forget_parts(sha256)
            scan_came(pages, sha256, len(content), self._now())
        self._parts.forget(sha256)
        return new

    def upload(self, sha256: str) -> Upload:
        with self._ledger.reading() as pages:
            sizes = pages.scans.sizes([sha256])
            offsets = pages.scans.offsets([sha256])
        if sha256 in sizes:
            return Upload(offset=sizes[sha256], complete=True)
        return Upload(offset=offsets.get(sha256, 0), complete=False)

    def append(self, sha256: str, start: int, content: bytes) -> Upload:
        """The next bytes of a scan. Whoever starts elsewhere learns where it goes on.

        Two uploaders of one scan take turns: who comes second to a place goes on from there.
        """
        here = self.upload(sha256)
        if here.complete:
            return here
        if here.offset != start:
            raise UploadElsewhere(offset=here.offset)
        if start + len(content) > MOST_BLOB_BYTES:
            self._discard(sha256)
            raise RequestTooBig(most_bytes=MOST_BLOB_BYTES)
        if not content:
            return here
        part = Part(start=start, size=len(content))
        self._parts.keep(sha256, part, content)
        with self._ledger.filing() as pages:
            first = pages.scans.add_part(sha256, part, self._now())
        if not first:
            raise UploadElsewhere(offset=self.upload(sha256).offset)
        return Upload(offset=start + len(content), complete=False)

    def finish(self, sha256: str) -> Upload:
        """No more bytes come. With another hash than promised nothing of it is kept."""
        here = self.upload(sha256)
        if here.complete:
            return here
        with self._ledger.reading() as pages:
            parts = pages.scans.parts(sha256)
        try:
            content = self._parts.whole(sha256, parts)
        except PartMissing as error:
            now_here = self.upload(sha256)
            if now_here.complete:
                return now_here  # another uploader has finished it in between
            self._discard(sha256)
            raise BlobMismatch(sha256=sha256) from error
        try:
            self.store(sha256, content)
        except BlobMismatch:
            self._discard(sha256)
            raise
        return Upload(offset=len(content), complete=True)

    def missing(self, sha256: Sequence[str]) -> tuple[str, ...]:
        """Those that are not here, each once, in the order asked."""
        with self._ledger.reading() as pages:
            here = pages.scans.sizes(sha256)
        return tuple(dict.fromkeys(name for name in sha256 if name not in here))

    def offsets(self, sha256: Sequence[str]) -> dict[str, int]:
        """From which byte each goes on; those of which nothing is here are left out."""
        with self._ledger.reading() as pages:
            return pages.scans.offsets(sha256)

    def get(self, sha256: str) -> bytes:
        return self._shelf.get(sha256)

    def sweep(self) -> int:
        """Forget what nobody has gone on with for long."""
        before = self._now() - GIVEN_UP_AFTER
        with self._ledger.filing() as pages:
            given_up = pages.scans.given_up(before)
        for sha256 in given_up:
            self._discard(sha256)
        return len(given_up)

    def _discard(self, sha256: str) -> None:
        with self._ledger.filing() as pages:
            pages.scans.forget_parts(sha256)
        self._parts.forget(sha256)
