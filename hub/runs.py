"""Runs: messages of one push that follow their chains and collide with nothing, kept together.

Almost every message is of this kind, and a statement costs the hub more than the row it writes.
Whatever is out of the ordinary is left to be settled alone, between two runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from hub.acts import CHANGES, OF_A_DRAFT, arrived_as, number_of
from hub.clocks import Clocks
from hub.facts import Facts
from hub.lines import Line, Signers
from hub.store.case_rows import NewCase
from hub.store.chain_rows import Watermark
from hub.store.inbox_rows import Arrival, Received
from hub.store.ledger import Pages
from hub.store.scan_rows import Awaited
from hub.store.streams import RowKind, Stream, StreamRow, stream_of
from operator_app.wire.bodies import Bodies
from operator_app.wire.cases import CASE_SUBMIT
from operator_app.wire.envelopes import Envelope
from operator_app.wire.message_refusals import BlobSizeDiffers, MessageRefusal, StaleBase
from operator_app.wire.push import PushOutcome, PushResult


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """A message of the run; its place in the stream is known when the run is written."""

    line: Line
    envelope: Envelope
    missing: tuple[Awaited, ...]


class Run:
    """Collects messages until ``write``, which says what became of each, in their order."""

    def __init__(self, pages: Pages, facts: Facts, bodies: Bodies, clocks: Clocks) -> None:
        self._pages = pages
        self._facts = facts
        self._bodies = bodies
        self._clocks = clocks
        self._said: list[_Taken | PushResult] = []
        self._seen: set[str] = set()
        self._marks: dict[tuple[str, int], Watermark] = {}

    def takes(self, line: Line, signers: Signers) -> bool:
        """False for what has to be settled alone; then nothing of it was kept."""
        try:
            said = self._look(line, signers)
        except MessageRefusal:
            return False
        if said is None:
            return False
        self._said.append(said)
        return True

    def write(self) -> list[PushResult]:
        """Everything collected is in the store, and the run is empty again."""
        taken = [said for said in self._said if isinstance(said, _Taken)]
        places = self._places(taken)
        self._keep(list(zip(taken, places, strict=True)))
        following = iter(places)
        results = [
            _applied(said, next(following)) if isinstance(said, _Taken) else said
            for said in self._said
        ]
        self._said, self._marks = [], {}
        return results

    def _look(self, line: Line, signers: Signers) -> _Taken | PushResult | None:
        signers.check(line)
        envelope = line.envelope
        if envelope is None or envelope.id in self._seen:
            return None
        self._seen.add(envelope.id)
        known = self._facts.received(envelope.id)
        if known is not None:
            return self._again(line, known) if known.digest == line.digest else None
        if not self._facts.is_next(envelope) or self._collides(envelope):
            return None
        self._bodies.read(envelope.type, envelope.schema, envelope.body)
        taken = _Taken(
            line=line, envelope=envelope, missing=missing_scans(envelope, self._facts.sizes)
        )
        self._facts.goes_on(envelope, line.digest)
        self._marks[envelope.device, envelope.epoch] = Watermark(
            dseq=envelope.dseq, digest=line.digest
        )
        if envelope.type == CASE_SUBMIT:
            self._facts.has_submitted(envelope)
        return taken

    def _collides(self, envelope: Envelope) -> bool:
        """It may: nothing but a look at the case's own rows can tell."""
        if envelope.type not in CHANGES:
            return False
        return envelope.type not in OF_A_DRAFT or self._facts.has_case(envelope.entity)

    def _again(self, line: Line, known: Received) -> PushResult:
        missing = self._facts.missing(line.id)
        if self._facts.is_conflict(line.id):
            return in_conflict(line, known.seq, missing)
        return PushResult(id=line.id, result=PushOutcome.DUPLICATE, seq=known.seq, missing=missing)

    def _places(self, taken: Sequence[_Taken]) -> list[int]:
        """Of each in its stream."""
        streams = [stream_of(each.envelope.type) for each in taken]
        following = {
            stream: count(self._pages.streams.next_seqs(stream, number))
            for stream, number in Counter(streams).items()
        }
        return [next(following[stream]) for stream in streams]

    def _keep(self, placed: Sequence[tuple[_Taken, int]]) -> None:
        if not placed:
            return
        pages = self._pages
        pages.inbox.receive([self._arrival(taken, seq) for taken, seq in placed])
        for stream in Stream:
            rows = [
                told(RowKind.ENVELOPE, taken.envelope, seq, self._clocks.now)
                for taken, seq in placed
                if stream_of(taken.envelope.type) is stream
            ]
            if rows:
                pages.streams.tell(stream, *rows)
        new = [
            self._case(taken, seq) for taken, seq in placed if taken.envelope.type == CASE_SUBMIT
        ]
        if new:
            pages.cases.add(new)
        pages.scans.wait_for(scan for taken, _ in placed for scan in taken.missing)
        for (device, epoch), mark in self._marks.items():
            pages.chains.move(device, epoch, mark)

    def _arrival(self, taken: _Taken, seq: int) -> Arrival:
        received = Received(
            digest=taken.line.digest,
            stream=stream_of(taken.envelope.type),
            seq=seq,
            mark=self._clocks.mark(taken.envelope),
        )
        return Arrival(
            envelope=taken.envelope, line=taken.line.raw, received=received, at=self._clocks.now
        )

    def _case(self, taken: _Taken, seq: int) -> NewCase:
        return NewCase(
            entity=taken.envelope.entity,
            envelope=taken.envelope.id,
            seq=seq,
            at=self._clocks.now,
            state=arrived_as(awaits_scans=bool(taken.missing)),
            number=number_of(taken.envelope),
        )


def missing_scans(envelope: Envelope, sizes: Mapping[str, int]) -> tuple[Awaited, ...]:
    """Those of its scans that are not here; ``sizes`` are of those that are."""
    missing: dict[str, int] = {}
    for blob in envelope.blobs:
        if blob.sha256 not in sizes:
            missing[blob.sha256] = blob.size
        elif sizes[blob.sha256] != blob.size:
            raise BlobSizeDiffers
    return tuple(
        Awaited(envelope.id, sha256, size, envelope.entity) for sha256, size in missing.items()
    )


def told(kind: RowKind, envelope: Envelope, seq: int, at: datetime) -> StreamRow:
    """What whoever follows its stream is told of it."""
    return StreamRow(seq=seq, kind=kind, envelope=envelope.id, entity=envelope.entity, at=at)


def in_conflict(line: Line, seq: int, missing: tuple[str, ...]) -> PushResult:
    return PushResult(
        id=line.id,
        result=PushOutcome.CONFLICT,
        seq=seq,
        reason=StaleBase.reason(),
        missing=missing,
    )


def _applied(taken: _Taken, seq: int) -> PushResult:
    missing = tuple(each.sha256 for each in taken.missing)
    return PushResult(id=taken.line.id, result=PushOutcome.APPLIED, seq=seq, missing=missing)
