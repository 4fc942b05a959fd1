"""Applies pushed envelopes once each, whatever is pushed again, twice at once or broken."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from hub.casework import issued
from hub.store.alarm_rows import Alarm
from hub.store.inbox_rows import Received
from hub.store.ledger import Ledger, Pages
from hub.store.streams import RowKind, Stream, StreamRow
from operator_app.wire.cases import CASE_CORRECT, CASE_ISSUE, CASE_SUBMIT, HubState
from operator_app.wire.envelopes import Envelope, EnvelopeBroken, decode, digest
from operator_app.wire.push import PushAnswer, PushOutcome, PushResult
from operator_app.wire.refusals import RequestBroken

_log = logging.getLogger(__name__)


class _Rejected(Exception):
    """Undoes what this envelope has written so far; never leaves this module."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Named(msgspec.Struct, frozen=True):
    """As much of a broken envelope as an answer needs to name it."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    raw: bytes
    digest: str
    id: str
    envelope: Envelope | None
    """Absent when the line is broken, but names itself."""


class Inbox:
    """A push is one transaction with a savepoint for each envelope."""

    def __init__(self, ledger: Ledger, now: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._now = now

    def push(self, raw_lines: Sequence[bytes]) -> PushAnswer:
        """The fate of each line, in order; whatever is ``applied`` is on the disk by then."""
        lines = [_read(raw, place) for place, raw in enumerate(raw_lines, start=1)]
        with self._ledger.writing() as pages:
            results = tuple(self._settle(pages, line) for line in lines)
        for result in results:
            _log.info("envelope %s", result.result, extra={"facts": {"envelope": result.id[:8]}})
        return PushAnswer(results=results)

    def _settle(self, pages: Pages, line: _Line) -> PushResult:
        try:
            with pages.savepoint():
                return self._apply(pages, line)
        except _Rejected as rejection:
            self._alarm(pages, line, rejection.reason)
            return PushResult(id=line.id, result=PushOutcome.REJECTED, reason=rejection.reason)

    def _apply(self, pages: Pages, line: _Line) -> PushResult:
        if line.envelope is None:
            raise _Rejected("envelope_broken")
        envelope = line.envelope
        known = pages.inbox.received(envelope.id)
        if known is not None:
            if known.digest != line.digest:
                raise _Rejected("id_reused")
            return PushResult(id=line.id, result=PushOutcome.DUPLICATE, seq=known.seq)
        missing = _missing_blobs(pages, envelope)
        if missing:
            return PushResult(id=line.id, result=PushOutcome.NEED_BLOBS, missing=missing)
        if pages.inbox.place_taken(envelope):
            self._alarm(pages, line, "fork")
        stream = _stream(envelope)
        received = Received(digest=line.digest, stream=stream, seq=pages.streams.next_seq(stream))
        now = self._now()
        pages.inbox.receive(envelope, line.raw, received, now)
        told = StreamRow(
            seq=received.seq,
            kind=RowKind.ENVELOPE,
            envelope=envelope.id,
            entity=envelope.entity,
            at=now,
        )
        pages.streams.tell(stream, told)
        self._act(pages, line, envelope, received.seq)
        return PushResult(id=line.id, result=PushOutcome.APPLIED, seq=received.seq)

    def _act(self, pages: Pages, line: _Line, envelope: Envelope, seq: int) -> None:
        """What the fact means for the hub's own rows; a type it does not know is only kept."""
        if envelope.type == CASE_SUBMIT:
            if pages.cases.get(envelope.entity) is not None:
                raise _Rejected("case_exists")
            pages.cases.add(envelope.entity, envelope=envelope.id, seq=seq, at=self._now())
        elif envelope.type == CASE_CORRECT:
            case = pages.cases.get(envelope.entity)
            if case is None or case.state is not HubState.ACCEPTED:
                # The provider works on the version before: a person must lay them side by side.
                self._alarm(pages, line, "corrected_too_late")
        elif envelope.type == CASE_ISSUE:
            case = pages.cases.get(envelope.entity)
            change = issued(case, envelope, seq) if case else None
            if change is None:
                # The paper has left the counter: the fact stands, and a person must look at it.
                self._alarm(pages, line, "issued_too_early")
            else:
                pages.cases.save(*change)

    def _alarm(self, pages: Pages, line: _Line, kind: str) -> None:
        alarm = Alarm(kind=kind, envelope=line.id, digest=line.digest, line=line.raw)
        pages.alarms.raise_alarm(alarm, self._now())
        _log.warning("alarm %s", kind, extra={"facts": {"envelope": line.id[:8]}})


def _stream(envelope: Envelope) -> Stream:
    """Tickets move many times a case and interest nobody outside their center."""
    return Stream.TICKETS if envelope.type.startswith("ticket.") else Stream.CASES


def _read(raw: bytes, place: int) -> _Line:
    """A broken line that still names itself is rejected alone and does not hold up the rest."""
    try:
        envelope = decode(raw)
    except EnvelopeBroken as broken:
        try:
            named = msgspec.json.decode(raw, type=_Named)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise RequestBroken(reason=f"line {place}: not an envelope") from error
        _log.warning("broken envelope: %s", broken.details.get("reason"))
        return _Line(raw=raw, digest=digest(raw), id=named.id[:36], envelope=None)
    return _Line(raw=raw, digest=digest(raw), id=envelope.id, envelope=envelope)


def _missing_blobs(pages: Pages, envelope: Envelope) -> tuple[str, ...]:
    sizes = pages.scans.sizes([blob.sha256 for blob in envelope.blobs])
    for blob in envelope.blobs:
        if blob.sha256 in sizes and sizes[blob.sha256] != blob.size:
            raise _Rejected("blob_size_differs")
    return tuple(dict.fromkeys(b.sha256 for b in envelope.blobs if b.sha256 not in sizes))
