"""What the store knows about the messages of one push, fetched at once and kept up to date."""

from __future__ import annotations

from collections.abc import Sequence

from hub.lines import Line
from hub.store.chain_rows import Placed, Watermark
from hub.store.inbox_rows import Received
from hub.store.ledger import Pages
from operator_app.wire.envelopes import Envelope


class Facts:
    """True within the transaction of ``pages``: nobody else writes in order meanwhile."""

    def __init__(self, pages: Pages, lines: Sequence[Line]) -> None:
        self._pages = pages
        envelopes = [line.envelope for line in lines if line.envelope is not None]
        self._received = pages.inbox.received_of({each.id for each in envelopes})
        self._cases = set(pages.cases.known({each.entity for each in envelopes}))
        self._marks: dict[tuple[str, int], Watermark] = {}
        self._epochs: dict[str, int] = {}
        devices = {line.place.device for line in lines if line.place is not None}
        self._set(pages.chains.watermarks(devices))
        hashes = {blob.sha256 for each in envelopes for blob in each.blobs}
        self.sizes = pages.scans.sizes(sorted(hashes))
        """Of the scans that are here."""
        self._conflicts = frozenset[str]()
        self._missing: dict[str, list[str]] = {}
        if self._received:
            self._conflicts = pages.conflicts.known(self._received)
            for each in pages.scans.awaited_by(self._received):
                self._missing.setdefault(each.envelope, []).append(each.sha256)

    def received(self, envelope_id: str) -> Received | None:
        return self._received.get(envelope_id)

    def has_case(self, entity: str) -> bool:
        return entity in self._cases

    def is_conflict(self, envelope_id: str) -> bool:
        return envelope_id in self._conflicts

    def missing(self, envelope_id: str) -> tuple[str, ...]:
        """The scans that a message that was received before still waits for."""
        return tuple(self._missing.get(envelope_id, ()))

    def is_next(self, place: Placed) -> bool:
        """In the newest epoch of its device, bound to the one before it."""
        mark = self._marks.get((place.device, place.epoch))
        settled, digest = (mark.dseq, mark.digest) if mark else (0, None)
        newest = self._epochs.get(place.device, place.epoch)
        return place.epoch >= newest and place.dseq == settled + 1 and place.prev == digest

    def goes_on(self, place: Placed, digest: str) -> None:
        """The chain stands at this message now."""
        self._set({(place.device, place.epoch): Watermark(dseq=place.dseq, digest=digest)})

    def has_submitted(self, envelope: Envelope) -> None:
        self._cases.add(envelope.entity)

    def learn(self, line: Line) -> None:
        """Looks again at what this message may have changed when it was settled alone."""
        if line.place is not None:
            self._set(self._pages.chains.watermarks({line.place.device}))
        if line.envelope is not None:
            self._cases |= self._pages.cases.known({line.envelope.entity})

    def _set(self, marks: dict[tuple[str, int], Watermark]) -> None:
        self._marks |= marks
        for device, epoch in marks:
            self._epochs[device] = max(epoch, self._epochs.get(device, epoch))
