"""The lane of news: what the provider, and other windows, have done to the cases of this one."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol

from operator_app.domain.applications import ApplicationId, IllegalMove
from operator_app.domain.versions import StaleVersion
from operator_app.errors import Corrupted
from operator_app.ports import Blobs, Clock, PendingEnvelope
from operator_app.sync.clock_marks import LearnClockMarks, MarkingHub
from operator_app.sync.commands import utc_now
from operator_app.sync.followers import Followers
from operator_app.sync.gate import Transactions
from operator_app.sync.manifests import follow_manifest
from operator_app.sync.numbers import learn_numbers
from operator_app.sync.pull_case import take_over
from operator_app.sync.results import SignedResults, result_of
from operator_app.sync.stick import KeyHub, learn_sealing_key
from operator_app.sync.store import Conflict, Cursor, SyncUnit
from operator_app.sync.turns import Next, Turn
from operator_app.sync.versions import ChosenVersions, FilesHub, remember_choice
from operator_app.wire.cases import HubCase, HubState
from operator_app.wire.envelopes import Envelope, decode
from operator_app.wire.message_refusals import MessageRefusal
from operator_app.wire.pull import MOST_ROWS, PullAnswer, PulledKind, PulledRow, StreamName
from operator_app.wire.refusals import HubRefusal, OtherStream, UnknownCase
from operator_app.wire.signed import envelope_of

PAGE: Final = 200
WAIT_S: Final = 5
"""How long the hub holds the question: less than what a call may take."""
POSTPONED: Final = 20
"""Cases fetched by themselves in one turn."""
_SYSTEM: Final = "system"

_log = logging.getLogger(__name__)


class NewsHub(KeyHub, FilesHub, MarkingHub, Protocol):
    """The hub as this lane sees it."""

    def pull(
        self, stream: str, stream_id: str, after: int, *, limit: int, wait_s: int
    ) -> PullAnswer: ...

    def case(self, entity: str) -> HubCase: ...


@dataclass(slots=True)
class _Page:
    """What a turn has written."""

    unit: SyncUnit
    now: Callable[[], datetime]
    results: SignedResults | None
    changed: set[str] = field(default_factory=set)


class Pull:
    """One turn is one page: its rows and the new place are written in one transaction.

    A case about which this window still has something to say is not written over: it is fetched
    once that has been said. ``still_wanted`` is asked after the hub has answered, because a
    question may be held for seconds and the window closed meanwhile.
    """

    def __init__(
        self,
        units: Transactions,
        hub: NewsHub,
        blobs: Blobs,
        now: Clock = utc_now,
        followers: Followers | None = None,
        results: SignedResults | None = None,
    ) -> None:
        self._followers = followers
        self._results = results
        self._units = units
        self._versions = ChosenVersions(units, hub, blobs)
        self._learn_marks = LearnClockMarks(units, hub, now)
        self._hub = hub
        self._now = now
        self._stream = StreamName.CASES.value
        self._knows_key = False
        self._knows_tickets = False

    def __call__(self, wait_s: int = 0, still_wanted: Callable[[], bool] = lambda: True) -> Turn:
        """``wait_s`` is how long the hub may hold the question when there is nothing new."""
        self._learn_key()
        self._learn_marks()
        if not self._knows_tickets and self._numbers_wait():
            return self._learn_tickets(still_wanted)
        changed = self._fetch_postponed()
        place = self._place(self._stream)
        try:
            answer = self._hub.pull(
                self._stream, place.stream_id, place.seq, limit=PAGE, wait_s=wait_s
            )
        except OtherStream:
            return self._begin_again()
        if not still_wanted():
            return Turn(next=Next.NOTHING)
        changed |= self._apply(answer)
        following = Next.MORE if answer.more or changed else Next.NOTHING
        return Turn(next=following, changed=frozenset(changed))

    def _place(self, stream: str) -> Cursor:
        with self._units() as unit:
            return unit.sync.cursor(stream) or Cursor(stream_id="", seq=0)

    def _numbers_wait(self) -> bool:
        with self._units() as unit:
            return not unit.sync.identity().numbers_confirmed

    def _learn_tickets(self, still_wanted: Callable[[], bool]) -> Turn:
        """After a restore, before any number is confirmed: what this window has given out is read
        off its own messages, from the place that the copy remembers."""
        stream = StreamName.TICKETS.value
        place = self._place(stream)
        try:
            answer = self._hub.pull(stream, place.stream_id, place.seq, limit=MOST_ROWS, wait_s=0)
        except OtherStream:
            with self._units() as unit:
                unit.sync.rewind(stream)
                unit.commit()
            return Turn(next=Next.MORE)
        if not still_wanted():
            return Turn(next=Next.NOTHING)
        with self._units() as unit:
            device = unit.sync.identity().device
            for row in answer.rows:
                _learn(unit, row, device)
            unit.sync.advance(stream, Cursor(stream_id=answer.stream_id, seq=answer.next))
            unit.commit()
        self._knows_tickets = not answer.more
        return Turn(next=Next.MORE)

    def _learn_key(self) -> None:
        """Once; a hub of before has no such key, and that is no trouble."""
        if not self._knows_key:
            with suppress(HubRefusal):
                learn_sealing_key(self._units, self._hub)
            self._knows_key = True

    def _begin_again(self) -> Turn:
        _log.info("the hub's stream is another one: its news is read from the beginning")
        self._knows_key = False
        with self._units() as unit:
            unit.sync.rewind(self._stream)
            # Put back from a copy, it may have forgotten what it had acknowledged; only an answer
            # to a message tells from where.
            unit.sync.say_last_again()
            unit.commit()
        return Turn(next=Next.MORE)

    def _apply(self, answer: PullAnswer) -> set[str]:
        with self._units() as unit:
            page = _Page(unit, self._now, self._results)
            identity = unit.sync.identity()
            for row in answer.rows:
                self._take(page, row, identity.device)
            unit.sync.advance(self._stream, Cursor(stream_id=answer.stream_id, seq=answer.next))
            if not answer.more and not identity.numbers_confirmed:
                _confirm_numbers(unit, identity.device, self._now())
            unit.commit()
        if self._followers is not None:
            self._followers.kept()
        return page.changed

    def _take(self, page: _Page, row: PulledRow, device: str) -> None:
        envelope = _learn(page.unit, row, device)
        if row.kind is PulledKind.CONFLICT and envelope is not None:
            _lay_side_by_side(page, row, envelope, device)
        _solve(page, envelope)
        if envelope is not None and self._followers is not None:
            page.changed |= self._followers(page.unit, envelope, row.seq)
        if envelope is not None and envelope.device != device:
            page.changed |= follow_manifest(page.unit, envelope, own=False)
        if row.case is None:
            return
        if page.unit.sync.has_pending(row.entity):
            page.unit.sync.postpone(row.entity)
            return
        if self._lacks_result(row.case):
            page.unit.sync.postpone(row.entity)
        _take_over(page, row.case)

    def _lacks_result(self, at_hub: HubCase) -> bool:
        result = result_of(at_hub)
        return self._results is not None and result is not None and not self._results.here(result)

    def _fetch_postponed(self) -> set[str]:
        """What had to wait until this window's own messages were said."""
        with self._units() as unit:
            waiting = unit.sync.postponed(POSTPONED)
        changed: set[str] = set()
        for entity in waiting:
            changed |= self._bring(entity)
        return changed

    def _bring(self, entity: str) -> set[str]:
        """As the hub has it; with the files of a version that was chosen, once they are there."""
        at_hub = self._case(entity)
        choice = self._versions.choice(entity)
        if choice is not None:
            if at_hub is not None and at_hub.state is HubState.AWAITING_SCANS:
                return set()
            self._versions.fetch(entity, choice)
        whole = at_hub is None or self._fetch_result(at_hub)
        with self._units() as unit:
            if unit.sync.has_pending(entity):
                return set()
            page = _Page(unit, self._now, self._results)
            if choice is not None and self._versions.write(unit, entity, choice):
                page.changed.add(entity)
            if at_hub is not None:
                _take_over(page, at_hub)
            if whole:
                unit.sync.not_postponed(entity)
            unit.commit()
        return page.changed

    def _fetch_result(self, at_hub: HubCase) -> bool:
        """Whether nothing of it is still to come: a case of another window has none here."""
        result = result_of(at_hub)
        if result is None or self._results is None:
            return True
        with self._units() as unit:
            if unit.applications.get(ApplicationId(at_hub.entity)) is None:
                return True
        return self._results.fetch(at_hub.entity, result)

    def _case(self, entity: str) -> HubCase | None:
        try:
            return self._hub.case(entity)
        except UnknownCase:
            return None


def _envelope(line: str | None) -> Envelope | None:
    """A message of a newer window may be one that this program cannot read."""
    if line is None:
        return None
    try:
        return decode(envelope_of(line.encode("utf-8")))
    except (Corrupted, MessageRefusal) as error:
        _log.info("a message in the hub's news cannot be read: %s", error.code)
        return None


def _learn(unit: SyncUnit, row: PulledRow, device: str) -> Envelope | None:
    """The message of a row, if there is one; this window's own is remembered."""
    envelope = _envelope(row.line)
    if envelope is not None and row.line is not None and envelope.device == device:
        _remember(unit, envelope, row.line.encode("utf-8"))
    return envelope


def _remember(unit: SyncUnit, envelope: Envelope, line: bytes) -> None:
    """This window's own, of which its store, put back from a copy, knows nothing."""
    known = unit.sync.remember(
        PendingEnvelope(
            id=envelope.id,
            entity=envelope.entity,
            dseq=envelope.dseq,
            line=line,
            blobs=tuple(blob.sha256 for blob in envelope.blobs),
            type=envelope.type,
        )
    )
    if known:
        learn_numbers(unit.sync, envelope)
        follow_manifest(unit, envelope, own=True)


def _lay_side_by_side(page: _Page, row: PulledRow, late: Envelope, device: str) -> None:
    """The late version is whoever's made it; the other one is what stood at the hub."""
    line, over = (row.line or "").encode("utf-8"), (row.over or "").encode("utf-8")
    mine, theirs = (line, over) if late.device == device else (over, line)
    new = page.unit.sync.add_conflict(
        Conflict(
            id=late.id,
            entity=late.entity,
            envelope=late.id,
            mine=mine,
            theirs=theirs,
            found_at=page.now(),
            state="solved" if row.solved else "open",
        )
    )
    if not new:
        page.unit.sync.show_theirs(late.id, theirs)
        if row.solved:
            page.unit.sync.solve_conflict(late.id)
    page.changed.add(late.entity)


def _solve(page: _Page, envelope: Envelope | None) -> None:
    """Somebody has chosen, here or at the other window."""
    told = envelope.body.get("conflict") if envelope is not None else None
    conflict = page.unit.sync.conflict(told) if isinstance(told, str) else None
    if envelope is not None and conflict is not None:
        page.unit.sync.solve_conflict(conflict.id)
        if conflict.entity == envelope.entity:
            remember_choice(page.unit, conflict, envelope)


def _take_over(page: _Page, at_hub: HubCase) -> None:
    """One case that cannot follow the hub holds up neither the others nor the place."""
    try:
        case = ApplicationId(at_hub.entity)
        if take_over(page.unit, case, at_hub, page.results) is not None:
            page.changed.add(at_hub.entity)
    except (IllegalMove, StaleVersion) as error:
        _log.info("a case cannot follow the hub: %s", error.code)
        page.unit.audit.record(
            actor=_SYSTEM,
            action="sync.case_not_followed",
            entity=at_hub.entity,
            at=page.now(),
            details={"reason": error.code, "seq": at_hub.seq},
        )


def _confirm_numbers(unit: SyncUnit, device: str, at: datetime) -> None:
    """The hub has told everything that this window ever said: its numbers are known again."""
    unit.sync.confirm_numbers()
    unit.audit.record(
        actor=_SYSTEM, action="store.numbers_pulled", entity=device, at=at, details={}
    )
