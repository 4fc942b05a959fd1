"""A center's hub hands on what its windows have said, word for word, and brings back decisions."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import msgspec
from msgspec import UnsetType

from hub.blobs import HubBlobs
from hub.settings import MOST_ENVELOPES
from hub.store.device_rows import Device
from hub.store.ledger import Ledger, Pages
from hub.store.relay_rows import Chain
from hub.store.streams import RowKind, Stream, StreamRow
from hub.upstream import Upstream
from operator_app.errors import OperatorAppError
from operator_app.wire.cases import CaseStep, HubCase
from operator_app.wire.devices import Role, Vouched, text_of
from operator_app.wire.pull import PullAnswer
from operator_app.wire.push import PushOutcome, PushResult
from operator_app.wire.refusals import OtherStream

REST_S: Final = 1.0
LONGEST_S: Final = 30.0
"""Between two tries while the hub above is away."""
SCANS_AT_ONCE: Final = 100
OVERLAP: Final = timedelta(minutes=2)
"""Scans are looked at again for so long: they are not stored in the order in which they began."""
_SCANS: Final = "relay:scans"
_ABOVE: Final = "relay:above"
_BEGINNING: Final = "0001-01-01T00:00:00+00:00"

_log = logging.getLogger(__name__)


class Relay:
    """Each round may be cut anywhere: the hub above knows every message and every scan."""

    def __init__(
        self, ledger: Ledger, blobs: HubBlobs, above: Upstream, now: Callable[[], datetime]
    ) -> None:
        self._ledger = ledger
        self._blobs = blobs
        self._above = above
        self._now = now
        self._vouched: dict[str, Vouched] = {}

    def round(self) -> bool:
        """Everything that is new in both directions, once; whether anything moved."""
        self._vouch()
        with self._ledger.reading() as pages:
            chains = pages.relay.chains()
        moved = any([self._messages(chain) for chain in chains])
        moved = self._scans() or moved
        return self._decisions() or moved

    def _vouch(self) -> None:
        with self._ledger.reading() as pages:
            devices = [_vouched(one) for one in pages.devices.everybody() if _is_window(one)]
        for told in devices:
            if self._vouched.get(told.device) != told:
                self._above.vouch(told)
                self._vouched[told.device] = told

    def _messages(self, chain: Chain) -> bool:
        with self._ledger.reading() as pages:
            after = int(pages.relay.mark(chain.mark) or 0)
            lines = pages.relay.lines(chain, after, MOST_ENVELOPES)
        if not lines:
            return False
        results = self._above.push([told.line for told in lines]).results
        reached = after
        for told, result in zip(lines, results, strict=True):
            if result.result is PushOutcome.LATER:
                reached = min(reached, _awaited(result, reached))
                break
            reached = told.dseq
        if reached == after:
            return False
        with self._ledger.filing() as pages:
            pages.relay.set_mark(chain.mark, str(reached))
        return True

    def _scans(self) -> bool:
        with self._ledger.reading() as pages:
            mark = pages.relay.mark(_SCANS)
            scans = pages.relay.scans(_place(mark), SCANS_AT_ONCE)
        if not scans:
            return False
        answer = self._above.missing([sha256 for _, sha256 in scans])
        for sha256 in answer.missing:
            self._above.put(sha256, self._blobs.get(sha256), answer.offsets.get(sha256, 0))
        full = len(scans) == SCANS_AT_ONCE
        reached = _behind(scans[-1], full=full)
        if reached != mark:
            with self._ledger.filing() as pages:
                pages.relay.set_mark(_SCANS, reached)
        return bool(answer.missing) or full

    def _decisions(self) -> bool:
        with self._ledger.reading() as pages:
            stream_id, _, seq = (pages.relay.mark(_ABOVE) or " 0").rpartition(" ")
        try:
            answer = self._above.pull(stream_id, int(seq), MOST_ENVELOPES)
        except OtherStream:
            with self._ledger.filing() as pages:
                pages.relay.set_mark(_ABOVE, " 0")
            return True
        if answer.next == int(seq):
            return False
        for row in answer.rows:
            if row.case is not None:
                self._bring_result(row.case)
        self._take(answer)
        return True

    def _bring_result(self, above: HubCase) -> None:
        """Its files lie here before any window is told of it."""
        if isinstance(above.result, UnsetType):
            return
        wanted = [above.result.document.sha256, above.result.signature.sha256]
        with self._ledger.reading() as pages:
            here = pages.cases.get(above.entity) is not None
        for sha256 in self._blobs.missing(wanted) if here else ():
            self._blobs.store(sha256, self._above.case_file(above.entity, sha256))

    def _take(self, answer: PullAnswer) -> None:
        """Decisions, and how far they were read, in one transaction."""
        with self._ledger.writing() as pages:
            for row in answer.rows:
                if row.case is not None:
                    _follow(pages, row.case, self._now())
            pages.relay.set_mark(_ABOVE, f"{answer.stream_id} {answer.next}")


class RelayThread:
    """Turns the relay until it is closed; ends with the process whatever it waits for."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="relay", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._stop.set()
        self._thread.join(LONGEST_S)

    def _run(self) -> None:
        chance = random.SystemRandom().random
        failures = 0
        while not self._stop.is_set():
            try:
                moved = self._relay.round()
                failures = 0
            except OperatorAppError as error:
                if not failures:
                    _log.info("the relay waits: %s", error.code)
                failures, moved = failures + 1, False
            except Exception:  # a store that is away for a while must not end the relay for ever
                _log.exception("the relay broke")
                failures, moved = failures + 1, False
            wait_s = min(LONGEST_S, 2.0 ** min(failures, 6) * chance()) if failures else REST_S
            self._stop.wait(0.0 if moved else wait_s)


def _is_window(device: Device) -> bool:
    return device.role == Role.WINDOW.value and device.public_key is not None


def _vouched(device: Device) -> Vouched:
    return Vouched(
        device=device.device,
        public_key=text_of(device.public_key or b""),
        center=device.center or "",
        window=int(device.window or 0),
        revoked=device.revoked_at is not None,
    )


def _awaited(result: PushResult, otherwise: int) -> int:
    """The hub above was put back from a copy: it asks for what it has forgotten."""
    return otherwise if result.awaited is None else result.awaited - 1


def _place(mark: str | None) -> tuple[str, str]:
    at, _, sha256 = (mark or f"{_BEGINNING} ").partition(" ")
    return at, sha256


def _behind(newest: tuple[str, str], *, full: bool) -> str:
    """Behind the last of a full page; else a little before the newest."""
    at, sha256 = newest
    if not full:
        at, sha256 = (datetime.fromisoformat(at) - OVERLAP).isoformat(), ""
    return f"{at} {sha256}"


def _follow(pages: Pages, above: HubCase, at: datetime) -> None:
    """The provider's steps, each at the next place of this hub's own stream."""
    here = pages.cases.get(above.entity)
    if here is None:
        return
    taken = {(step.state, step.at, step.actor) for step in here.steps}
    for step in above.steps:
        if (step.state, step.at, step.actor) in taken:
            continue
        seq = pages.streams.next_seq()
        moved = msgspec.structs.replace(above, seq=seq, received_at=here.received_at)
        pages.cases.save(moved, _at(step, seq))
        row = StreamRow(seq=seq, kind=RowKind.CASE, entity=above.entity, at=at)
        pages.streams.tell(Stream.CASES, row)


def _at(step: CaseStep, seq: int) -> CaseStep:
    return msgspec.structs.replace(step, seq=seq)
