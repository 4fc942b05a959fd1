"""Take over what the provider has done to a case: the only writer of the hub-owned fields."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from msgspec import UnsetType

from operator_app.domain.applications import (
    OWNED_BY_HUB,
    Application,
    ApplicationId,
    Decision,
    SignedResult,
    State,
)
from operator_app.domain.electronic_results import RESULT_REFUSED
from operator_app.domain.issuances import Issuance
from operator_app.errors import Corrupted, RuleViolation
from operator_app.ports import UnitOfWork, UnitOfWorkFactory
from operator_app.sync.results import SignedResults, result_of, without_result
from operator_app.usecases.rules import local
from operator_app.wire.cases import CaseStep, HubCase, HubState

_SYSTEM = "system"
_GONE = frozenset({State.ISSUED, State.RETURNED_TO_PROVIDER})
_OWNED = frozenset(state.value for state in OWNED_BY_HUB)


class CasesAtHub(Protocol):
    def case(self, entity: str) -> HubCase: ...


class PullCase:
    """Each of the provider's steps is a legal move of the case, in the hub's order.

    A case that is being changed after signing waits: the steps are made once it is signed again.
    """

    def __init__(
        self, units: UnitOfWorkFactory, hub: CasesAtHub, results: SignedResults | None = None
    ) -> None:
        self._units = units
        self._hub = hub
        self._results = results

    def __call__(self, application_id: ApplicationId) -> Application | None:
        """The case as it stands now; ``None`` if this window never had it."""
        at_hub = self._hub.case(application_id)
        with self._units() as unit:
            here = unit.applications.get(application_id) is not None
        result = result_of(at_hub)
        if here and result is not None and self._results is not None:
            self._results.fetch(application_id, result)
        with self._units() as unit:
            saved = take_over(unit, application_id, at_hub, self._results)
            unit.commit()
            return saved or unit.applications.get(application_id)


def take_over(
    unit: UnitOfWork,
    application_id: ApplicationId,
    at_hub: HubCase,
    results: SignedResults | None = None,
) -> Application | None:
    """Writes what is new of the case; ``None`` if nothing is, or it is not this window's to have.

    A case whose result came signed is ready once the result is here and good, not before. The
    caller commits.
    """
    application = unit.applications.get(application_id)
    if application is None or application.state is State.DRAFT:
        return None
    signed = None
    if results is not None and result_of(at_hub) is not None and _awaits_result(application):
        signed = _signed(unit, application, at_hub, results)
        if signed is None:
            at_hub = without_result(at_hub)
            if at_hub.seq < (application.hub_seq or 0):
                return None
    if application.hub_seq == at_hub.seq and signed is None:
        return None
    moved = taken_over(application, at_hub)
    for step in _new_steps(application, at_hub):
        unit.audit.record(
            actor=step.actor,
            action=f"provider.{step.state.value}",
            entity=application.id,
            at=step.at,
            details={"seq": step.seq},
        )
    if signed is not None:
        moved = replace(moved, result=signed)
        _note_result(unit, moved, at_hub, signed)
    return unit.applications.save(moved)


def _awaits_result(application: Application) -> bool:
    return application.result is None and application.state not in _GONE


def _signed(
    unit: UnitOfWork, application: Application, at_hub: HubCase, results: SignedResults
) -> SignedResult | None:
    """``None`` while it is on its way, and for good if it is not this case's: the journal says
    why."""
    result = result_of(at_hub)
    if result is None or not results.here(result):
        return None
    decided = taken_over(application, at_hub)
    try:
        return results.read(decided, result)
    except (Corrupted, RuleViolation) as error:
        unit.audit.record(
            actor=_SYSTEM,
            action=RESULT_REFUSED,
            entity=application.id,
            at=at_hub.decided_at or at_hub.received_at,
            details={"reason": error.code, "document": result.document.sha256},
        )
        return None


def _note_result(
    unit: UnitOfWork, case: Application, at_hub: HubCase, signed: SignedResult
) -> None:
    unit.audit.record(
        actor=_SYSTEM,
        action="case.result_came",
        entity=case.id,
        at=at_hub.decided_at or at_hub.received_at,
        details={
            "number": case.number,
            "document": signed.document_sha256,
            "certificate": signed.certificate_serial,
        },
    )


def taken_over(application: Application, at_hub: HubCase) -> Application:
    """``application`` after the hub's steps that it has not made yet."""
    moved = application
    for step in _new_steps(application, at_hub):
        moved = moved.moved(State(step.state.value))
    return replace(
        _gone(moved, at_hub),
        hub_seq=at_hub.seq,
        official_number=at_hub.official_number,
        decision=None if at_hub.decision is None else Decision(at_hub.decision.value),
        decided_on=None if at_hub.decided_at is None else local(at_hub.decided_at).date(),
        decision_ground=at_hub.ground,
        ready_at=at_hub.ready_at,
    )


def _gone(moved: Application, at_hub: HubCase) -> Application:
    """What another window did with the result: it is not given out here any more.

    To whom it went stands in that window's papers, not at the hub.
    """
    if moved.state is not State.READY:
        return moved
    given = next((step for step in at_hub.steps if step.state is HubState.ISSUED), None)
    if given is not None:
        window = 0 if isinstance(at_hub.issued_window, UnsetType) else at_hub.issued_window
        issuance = Issuance(by=given.actor, window=window, recipient="", identity_document="")
        return replace(moved.moved(State.ISSUED), issued_at=given.at, issuance=issuance)
    if not isinstance(at_hub.returned_at, UnsetType):
        return moved.moved(State.RETURNED_TO_PROVIDER)
    return moved


def _new_steps(application: Application, at_hub: HubCase) -> tuple[CaseStep, ...]:
    """The provider's own, which this window has not seen; what it did itself is in its journal."""
    return tuple(
        step
        for step in at_hub.steps
        if step.state.value in _OWNED and step.seq > (application.hub_seq or 0)
    )
