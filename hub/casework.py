"""The provider's side of a case: which step may follow which, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import msgspec
from msgspec import UnsetType

from hub.store.ledger import Ledger
from hub.store.streams import RowKind, Stream, StreamRow
from operator_app.wire.cases import (
    CaseStep,
    CaseworkStep,
    Decision,
    HubCase,
    HubResult,
    HubState,
)
from operator_app.wire.envelopes import Envelope
from operator_app.wire.refusals import (
    RequestBroken,
    StepNotAllowed,
    UnknownCase,
)

_FOLLOWS: Mapping[HubState, frozenset[HubState]] = MappingProxyType(
    {
        HubState.AWAITING_SCANS: frozenset(),
        HubState.ACCEPTED: frozenset({HubState.REGISTERED}),
        # Declined at once: process 8, violations in the documents.
        HubState.REGISTERED: frozenset({HubState.IN_WORK, HubState.DECLINED}),
        # In work again: the term is extended.
        HubState.IN_WORK: frozenset({HubState.IN_WORK, HubState.GRANTED, HubState.DECLINED}),
        HubState.GRANTED: frozenset({HubState.READY}),
        HubState.DECLINED: frozenset({HubState.READY}),
        HubState.READY: frozenset(),
        HubState.ISSUED: frozenset(),
    }
)
_DECISIONS: Mapping[HubState, Decision] = MappingProxyType(
    {HubState.GRANTED: Decision.GRANT, HubState.DECLINED: Decision.DECLINE}
)

LookAt = Callable[[HubResult], None]
"""Refuses a result whose files do not lie at the hub."""


class Casework:
    """Plays the provider's steps one at a time."""

    def __init__(self, ledger: Ledger, look_at: LookAt) -> None:
        self._ledger = ledger
        self._look_at = look_at

    def case(self, entity: str) -> HubCase:
        with self._ledger.reading() as pages:
            case = pages.cases.get(entity)
        if case is None:
            raise UnknownCase(entity=entity)
        return case

    def play(self, entity: str, step: CaseworkStep) -> HubCase:
        """The case after ``step``. The same step again (a lost answer) changes nothing."""
        if step.decision is not None and step.decision is not _DECISIONS.get(step.step):
            raise RequestBroken(reason="decision")
        if not isinstance(step.result, UnsetType):
            if step.step not in _DECISIONS:
                raise RequestBroken(reason="result")
            self._look_at(step.result)
        with self._ledger.writing() as pages:
            case = pages.cases.get(entity)
            if case is None:
                raise UnknownCase(entity=entity)
            if _is_last(case, step):
                return case
            if step.step not in _FOLLOWS[case.state]:
                raise StepNotAllowed(state=case.state.value, step=step.step.value)
            after, recorded = _after(case, step, pages.streams.next_seq())
            pages.cases.save(after, recorded)
            told = StreamRow(seq=after.seq, kind=RowKind.CASE, entity=entity, at=step.at)
            pages.streams.tell(Stream.CASES, told)
            changed = pages.cases.get(entity)
        return changed or case


def issued(
    case: HubCase, envelope: Envelope, seq: int, window: int | UnsetType
) -> tuple[HubCase, CaseStep] | None:
    """The case after its result was given out; ``None`` when there was no result to give."""
    if case.state is not HubState.READY or not isinstance(case.returned_at, UnsetType):
        return None
    step = CaseworkStep(step=HubState.ISSUED, at=envelope.at, actor=envelope.actor)
    after, recorded = _after(case, step, seq)
    return msgspec.structs.replace(after, issued_window=window), recorded


def _is_last(case: HubCase, step: CaseworkStep) -> bool:
    last = case.steps[-1] if case.steps else None
    same = last is not None and (last.state, last.at, last.actor) == (
        step.step,
        step.at,
        step.actor,
    )
    return same and (isinstance(step.result, UnsetType) or step.result == case.result)


def _after(case: HubCase, step: CaseworkStep, seq: int) -> tuple[HubCase, CaseStep]:
    recorded = CaseStep(state=step.step, at=step.at, actor=step.actor, seq=seq)
    changes: dict[str, object] = {"seq": seq, "state": step.step}
    if step.step is HubState.REGISTERED:
        changes |= {"registered_at": step.at, "official_number": step.official_number}
    elif step.step is HubState.IN_WORK:
        changes |= {"in_work_at": case.in_work_at or step.at}
    elif step.step in _DECISIONS:
        changes |= {
            "decision": _DECISIONS[step.step],
            "decided_at": step.at,
            "ground": step.ground,
            "result": step.result,
        }
    else:
        changes |= {f"{step.step.value}_at": step.at}
    return msgspec.structs.replace(case, **changes), recorded
