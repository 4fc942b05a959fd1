"""Applies pushed envelopes once each, whatever is pushed again, twice at once or broken."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hub.access import Caller
from hub.acts import Act, Alarmed, apply, head_unseen, lay_aside
from hub.chain import Stand, Standing, settle, stand
from hub.clocks import Clocks
from hub.facts import Facts
from hub.lines import Line, Signers, read
from hub.runs import Run, in_conflict, missing_scans, told
from hub.store.alarm_rows import Alarm
from hub.store.chain_rows import Placed, Tombstone
from hub.store.inbox_rows import Arrival, Received
from hub.store.ledger import Ledger, Pages
from hub.store.streams import RowKind, stream_of
from operator_app.wire.bodies import Bodies, Body
from operator_app.wire.envelopes import Envelope
from operator_app.wire.message_refusals import (
    Fork,
    Gap,
    IdReused,
    MessageBroken,
    MessageOfRevoked,
    MessageRefusal,
    MessageTooBig,
    OldEpoch,
    OtherDevice,
    PrevMismatch,
    SchemaNewer,
    UnknownDevice,
    Unsigned,
    WrongSignature,
)
from operator_app.wire.push import PushAnswer, PushOutcome, PushResult

_log = logging.getLogger(__name__)

_LATER: Final = (Gap, SchemaNewer, UnknownDevice)
_ALARMING: Final = (IdReused, Fork, PrevMismatch, OldEpoch, WrongSignature)
"""What cannot come of an honest window on one machine."""
_OF_A_COPY: Final = (Fork.reason(), PrevMismatch.reason())
_TAKES_NO_PLACE: Final = (
    *(Unsigned, OtherDevice, WrongSignature, MessageOfRevoked),
    *(Fork, PrevMismatch, OldEpoch),
)
"""What is refused so says nothing about what the device sends next."""


class _RefusedBefore(Exception):
    """These very bytes; never leaves this module."""

    def __init__(self, stone: Tombstone) -> None:
        super().__init__(stone.reason)
        self.stone = stone


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """Lines as they came; ``told_at`` is the caller's own clock, if it told."""

    lines: Sequence[bytes]
    caller: Caller
    told_at: datetime | None = None


class Inbox:
    """A push is one transaction; who may fail in it has a savepoint of its own."""

    def __init__(self, ledger: Ledger, now: Callable[[], datetime], bodies: Bodies) -> None:
        self._ledger = ledger
        self._now = now
        self._bodies = bodies

    def push(self, push: Push) -> PushAnswer:
        """The fate of each line, in order; whatever is ``applied`` is on the disk by then."""
        lines = [read(raw) for raw in push.lines]
        with self._ledger.writing() as pages:
            clocks = Clocks(now=self._now(), told_at=push.told_at, caller=push.caller.device)
            results = tuple(_Settling(pages, push, clocks, self._bodies)(lines))
        _tell(results)
        return PushAnswer(results=results)


class _Settling:
    """One push within its transaction."""

    def __init__(self, pages: Pages, push: Push, clocks: Clocks, bodies: Bodies) -> None:
        self._pages = pages
        self._clocks = clocks
        self._now = clocks.now
        self._bodies = bodies
        self._signers = Signers(pages, push.caller)

    def __call__(self, lines: Sequence[Line]) -> list[PushResult]:
        """In runs, as far as possible; between two of them one that has to go alone."""
        facts = Facts(self._pages, lines)
        run = Run(self._pages, facts, self._bodies, self._clocks)
        results: list[PushResult] = []
        for line in lines:
            if run.takes(line, self._signers):
                continue
            results += run.write()
            results.append(self._alone(line))
            facts.learn(line)
        return results + run.write()

    def _alone(self, line: Line) -> PushResult:
        try:
            with self._pages.savepoint():
                return self._apply(line)
        except _RefusedBefore as before:
            return _rejected(line, before.stone.reason)
        except MessageRefusal as refusal:
            return self._refuse(line, refusal)

    def _apply(self, line: Line) -> PushResult:
        self._signers.check(line)
        envelope, place = line.envelope, line.place
        named = envelope is not None or line.is_note
        known = self._pages.inbox.received(line.id) if named else None
        if known is not None and known.digest == line.digest:
            return self._again(line, known)
        if place is None:
            raise MessageBroken
        here = self._stand(place, line.digest)
        if here.stone is not None:
            raise _RefusedBefore(here.stone)
        if known is not None:
            raise IdReused
        if here.standing is Standing.SETTLED:
            raise Fork
        if envelope is None:
            raise MessageTooBig if line.is_note else MessageBroken
        body = self._bodies.read(envelope.type, envelope.schema, envelope.body)
        return self._take(line, envelope, body)

    def _stand(self, place: Placed, digest: str) -> Stand:
        """What follows a message of a copied store is of the copy: it waits for nothing."""
        try:
            return stand(self._pages.chains, place, digest)
        except Gap as gap:
            if place.prev is not None and self._pages.alarms.among(_OF_A_COPY, place.prev):
                raise PrevMismatch from gap
            raise

    def _take(self, line: Line, envelope: Envelope, body: Body | None) -> PushResult:
        sizes = self._pages.scans.sizes([blob.sha256 for blob in envelope.blobs])
        missing = missing_scans(envelope, sizes)
        head = head_unseen(self._pages, envelope)
        stream = stream_of(envelope.type)
        seq = self._pages.streams.next_seq(stream)
        mark = self._clocks.mark(envelope)
        received = Received(digest=line.digest, stream=stream, seq=seq, mark=mark)
        self._pages.inbox.receive(
            [Arrival(envelope=envelope, line=line.raw, received=received, at=self._now)]
        )
        kind = RowKind.ENVELOPE if head is None else RowKind.CONFLICT
        self._pages.streams.tell(stream, told(kind, envelope, seq, self._now))
        self._pages.scans.wait_for(missing)
        settle(self._pages.chains, envelope, line.digest)
        act = Act(envelope=envelope, body=body, seq=seq, at=self._now, awaits_scans=bool(missing))
        names = tuple(each.sha256 for each in missing)
        if head is not None:
            lay_aside(self._pages, act, line.raw, line.digest, head)
            return in_conflict(line, seq, names)
        try:
            apply(self._pages, act)
        except Alarmed as alarmed:
            self._alarm(line, alarmed.kind)
        return PushResult(id=line.id, result=PushOutcome.APPLIED, seq=seq, missing=names)

    def _again(self, line: Line, known: Received) -> PushResult:
        """The same bytes as before; a conflict stays one, so its window cannot miss it."""
        awaited = self._pages.scans.awaited(line.envelope.entity) if line.envelope else ()
        missing = tuple(each.sha256 for each in awaited if each.envelope == line.id)
        if self._pages.conflicts.get(line.id) is not None:
            return in_conflict(line, known.seq, missing)
        return PushResult(id=line.id, result=PushOutcome.DUPLICATE, seq=known.seq, missing=missing)

    def _refuse(self, line: Line, refusal: MessageRefusal) -> PushResult:
        reason = refusal.reason()
        if isinstance(refusal, _LATER):
            awaited = refusal.details.get("awaited")
            return PushResult(
                id=line.id,
                result=PushOutcome.LATER,
                reason=reason,
                awaited=awaited if isinstance(awaited, int) else None,
            )
        if isinstance(refusal, _ALARMING):
            self._alarm(line, reason)
        if line.place is not None and not isinstance(refusal, _TAKES_NO_PLACE):
            self._bury(line, reason)
        return _rejected(line, reason)

    def _bury(self, line: Line, reason: str) -> None:
        """Kept for a person; the chain goes on behind it if it was its turn."""
        if line.place is None:
            return
        stone = Tombstone(envelope=line.id, digest=line.digest, reason=reason)
        self._pages.chains.bury(line.place, line.raw, stone, self._now)
        mark = self._pages.chains.watermark(line.place.device, line.place.epoch)
        if line.place.dseq > (mark.dseq if mark else 0):
            settle(self._pages.chains, line.place, line.digest)

    def _alarm(self, line: Line, kind: str) -> None:
        alarm = Alarm(kind=kind, envelope=line.id, digest=line.digest, line=line.raw)
        self._pages.alarms.raise_alarm(alarm, self._now)
        _log.warning("alarm %s", kind, extra={"facts": {"envelope": line.id[:8]}})


def _rejected(line: Line, reason: str) -> PushResult:
    return PushResult(id=line.id, result=PushOutcome.REJECTED, reason=reason)


def _tell(results: Sequence[PushResult]) -> None:
    """A line for all that went as it should, and one for each that did not."""
    applied = [each.id[:8] for each in results if each.result is PushOutcome.APPLIED]
    if applied:
        _log.info("envelopes applied", extra={"facts": {"envelopes": " ".join(applied)}})
    for result in results:
        if result.result is not PushOutcome.APPLIED:
            facts = {"envelope": result.id[:8], "reason": result.reason or ""}
            _log.info("envelope %s", result.result, extra={"facts": facts})
