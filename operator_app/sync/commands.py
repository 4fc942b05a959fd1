"""The lane of commands: what happened at this window, to the hub, in the device's order."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final, Protocol

from operator_app.domain.applications import Application, Delivery, DeliveryWay, State
from operator_app.errors import OperatorAppError, Unavailable
from operator_app.ports import Clock, PendingEnvelope
from operator_app.sync.gate import Transactions
from operator_app.sync.pace import Fitting
from operator_app.sync.store import Conflict, SyncUnit
from operator_app.sync.turns import NOTHING, Next, Turn
from operator_app.wire.cases import CASE_CORRECT, CASE_KEEP, CASE_RESOLVE, CASE_SUBMIT
from operator_app.wire.push import PushAnswer, PushOutcome, PushResult

BATCH: Final = 100
"""Envelopes in one push; the hub refuses more."""
BATCH_BYTES: Final = 256 * 1024
LONG: Final = 20
"""Envelopes that hardly come alone: more wait behind them."""
TOO_OFTEN_WRONG: Final = 3
"""How often one message alone may make the hub refuse the whole request before it is set aside."""
_ARRIVING: Final = frozenset({CASE_SUBMIT, CASE_CORRECT, CASE_KEEP})
"""With these the provider has the whole case as it now stands."""
_NOT_THE_MESSAGE: Final = frozenset(
    {"hub.not_signed_in", "hub.device_revoked", "hub.role_missing", "hub.answered_wrongly"}
)
"""Refusals that say nothing about what was pushed."""

_log = logging.getLogger(__name__)


def utc_now() -> datetime:
    return datetime.now(UTC)


class CommandHub(Protocol):
    """The hub as this lane sees it. Trouble on the way is ``Unavailable``: tried again later."""

    def push(self, lines: Sequence[bytes]) -> PushAnswer: ...


@dataclass(slots=True)
class _Settled:
    acknowledged: int = 0
    refused: int = 0
    moved: int = 0
    changed: set[str] = field(default_factory=set)


class Commands:
    """One turn is one push. A lost answer is harmless: the hub knows each message by its id.

    Whatever the hub says of one message, the others go on: a refused one is set aside, one in
    conflict waits for a person, one that came too early waits for the one before it. One that
    the hub cannot even answer is found by halving the batch, and set aside too.
    """

    def __init__(self, units: Transactions, hub: CommandHub, now: Clock) -> None:
        self._units = units
        self._hub = hub
        self._now = now
        self._batch = Fitting(BATCH)
        self._wrong = 0
        self._ahead: _Asked | None = None
        self._one_at_a_time = threading.Lock()

    @property
    def batch(self) -> int:
        """How many messages the next push may carry."""
        return self._batch.size

    def __call__(self) -> Turn:
        """Trouble that concerns all messages is raised; they stay pending."""
        with self._one_at_a_time:
            asked, self._ahead = self._ahead or self._asked(self._pending()), None
            if asked is None:
                return NOTHING
            following = self._pending(behind=asked.pending[-1].id) if asked.is_beside else ()
            try:
                answer = asked.answer()
            except OperatorAppError as error:
                return self._not_taken(asked.pending, error)
            self._wrong = 0
            self._batch.succeeded()
            self._ahead = self._asked(following)
            return self._settle(asked.pending, answer.results)

    def _pending(self, behind: str | None = None) -> Sequence[PendingEnvelope]:
        with self._units() as unit:
            return unit.sync.pending(self._batch.size, BATCH_BYTES, behind)

    def _asked(self, pending: Sequence[PendingEnvelope]) -> _Asked | None:
        return _Asked(self._hub, pending) if pending else None

    def _not_taken(self, pending: Sequence[PendingEnvelope], error: OperatorAppError) -> Turn:
        """Smaller next time; a message that is refused alone, again and again, is the culprit."""
        alone = len(pending) == 1
        self._batch.failed()
        if isinstance(error, Unavailable) or error.code in _NOT_THE_MESSAGE:
            raise error
        if not alone:
            return Turn(next=Next.MORE)
        self._wrong += 1
        if self._wrong < TOO_OFTEN_WRONG:
            raise error
        self._wrong = 0
        with self._units() as unit:
            unit.outbox.refused(pending[0].id, error.code.removeprefix("hub."))
            unit.commit()
        return Turn(next=Next.MORE, refused=1, changed=frozenset({pending[0].entity}))

    def _settle(self, pending: Sequence[PendingEnvelope], results: Sequence[PushResult]) -> Turn:
        settled = _Settled()
        with self._units() as unit:
            taken: list[_Case] = []
            for envelope, result in _pairs(pending, results):
                case = _Case(unit, envelope, result, self._now)
                if result.result in _TAKEN:
                    taken.append(case)
                    continue
                _take(unit, taken, settled)
                taken = []
                _RULES[result.result](case, settled)
            _take(unit, taken, settled)
            unit.commit()
        return Turn(
            next=Next.MORE if settled.moved else Next.STUCK,
            acknowledged=settled.acknowledged,
            refused=settled.refused,
            changed=frozenset(settled.changed),
        )


class _Asked:
    """One push. A long one goes beside the thread that waits for it: while the hub works at it,
    the one before is settled, and the one behind is read. They are sent in their order all the
    same, and whatever is lost with the process is asked again.
    """

    def __init__(self, hub: CommandHub, pending: Sequence[PendingEnvelope]) -> None:
        self.pending = pending
        self.is_beside = len(pending) >= LONG
        self._hub = hub
        self._came: PushAnswer | OperatorAppError | None = None
        self._thread = threading.Thread(target=self._ask, name="sync-push", daemon=True)
        if self.is_beside:
            self._thread.start()

    def answer(self) -> PushAnswer:
        if self.is_beside:
            self._thread.join()
        if isinstance(self._came, OperatorAppError):
            raise self._came
        return self._came or self._push()

    def _ask(self) -> None:
        try:
            self._came = self._push()
        except OperatorAppError as error:
            self._came = error

    def _push(self) -> PushAnswer:
        return self._hub.push([envelope.line for envelope in self.pending])


@dataclass(frozen=True, slots=True)
class _Case:
    unit: SyncUnit
    envelope: PendingEnvelope
    result: PushResult
    now: Callable[[], datetime]


def _pairs(
    pending: Sequence[PendingEnvelope], results: Sequence[PushResult]
) -> Iterable[tuple[PendingEnvelope, PushResult]]:
    """By id; a line so broken that the hub cannot name it is known by its place."""
    by_id = {envelope.id: envelope for envelope in pending}
    for place, result in enumerate(results):
        envelope = by_id.get(result.id)
        if envelope is None and not result.id and place < len(pending):
            envelope = pending[place]
        if envelope is not None:
            yield envelope, result


def _take(unit: SyncUnit, taken: Sequence[_Case], settled: _Settled) -> None:
    """Those that follow each other at once: almost all, and a statement costs more than a row."""
    if not taken:
        return
    unit.sync.acknowledged([(case.envelope.id, case.result.seq) for case in taken])
    unit.sync.promise_scans(*(case.envelope for case in taken))
    for case in taken:
        if case.envelope.type == CASE_RESOLVE:
            _solved(case)
    _tell_cases(unit, taken)
    settled.acknowledged += len(taken)
    settled.moved += len(taken)
    settled.changed |= {case.envelope.entity for case in taken}


def _solved(case: _Case) -> None:
    conflict = case.unit.sync.conflict_answered_by(case.envelope.id)
    if conflict is not None:
        case.unit.sync.solve_conflict(conflict)


def _refused(case: _Case, settled: _Settled) -> None:
    case.unit.outbox.refused(case.envelope.id, case.result.reason or "")
    settled.refused += 1
    settled.moved += 1
    settled.changed.add(case.envelope.entity)


def _in_conflict(case: _Case, settled: _Settled) -> None:
    """Its files follow all the same: whoever lays both versions side by side needs them."""
    unit, envelope = case.unit, case.envelope
    unit.sync.in_conflict(envelope.id)
    unit.sync.promise_scans(envelope)
    unit.sync.add_conflict(
        Conflict(
            id=envelope.id,
            entity=envelope.entity,
            envelope=envelope.id,
            mine=envelope.line,
            theirs=b"",
            found_at=case.now(),
        )
    )
    settled.moved += 1
    settled.changed.add(envelope.entity)


def _needs_blobs(case: _Case, settled: _Settled) -> None:
    """An earlier hub takes a case after its files: they are sent, and it is pushed again."""
    del settled
    case.unit.sync.promise_scans(case.envelope)


def _later(case: _Case, settled: _Settled) -> None:
    """A hub whose store was restored asks for what it has forgotten."""
    awaited = case.result.awaited
    if awaited is None or awaited >= case.envelope.dseq:
        return
    again = case.unit.sync.send_again(case.envelope.id, awaited)
    if again:
        _log.info("the hub has forgotten %d messages; they go again", again)
        settled.moved += 1


_TAKEN: Final = frozenset({PushOutcome.APPLIED, PushOutcome.DUPLICATE})
_RULES: Final = {
    PushOutcome.CONFLICT: _in_conflict,
    PushOutcome.NEED_BLOBS: _needs_blobs,
    PushOutcome.LATER: _later,
    PushOutcome.REJECTED: _refused,
}


def _tell_cases(unit: SyncUnit, taken: Sequence[_Case]) -> None:
    """A case learns its place at the hub from its first message, and then from pulls only."""
    known = unit.applications.several({case.envelope.entity for case in taken})
    told: dict[str, Application] = {}
    for case in taken:
        entity = case.envelope.entity
        application = told.get(entity) or known.get(entity)
        after = application and _told(application, case.envelope, case.result.seq)
        if after is not None:
            told[entity] = after
    if told:
        unit.applications.save_told(tuple(told.values()))


def _told(
    application: Application, envelope: PendingEnvelope, seq: int | None
) -> Application | None:
    """The case once it knows; nothing if it need not.

    A draft is somebody's who types in it, and needs to know nothing of the hub. Of a case that
    was changed after signing the place is unknown here: the provider may have acted in between.
    """
    if application.state is State.DRAFT:
        return None
    electronic = application.delivery_way is DeliveryWay.GATEWAY
    arrived = electronic and envelope.type in _ARRIVING and application.delivery is Delivery.QUEUED
    first = application.hub_seq is None and not application.signed_before
    if not arrived and not first:
        return None
    delivery = Delivery.ACKNOWLEDGED if arrived else application.delivery
    hub_seq = seq if first else application.hub_seq
    return replace(application, delivery=delivery, hub_seq=hub_seq)
