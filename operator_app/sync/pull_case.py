"""Take over what the provider has done to a case: the only writer of the hub-owned fields."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from operator_app.domain.applications import (
    OWNED_BY_HUB,
    Application,
    ApplicationId,
    Decision,
    State,
)
from operator_app.ports import UnitOfWork, UnitOfWorkFactory
from operator_app.usecases.rules import local
from operator_app.wire.cases import CaseStep, HubCase

_OWNED = frozenset(state.value for state in OWNED_BY_HUB)


class CasesAtHub(Protocol):
    def case(self, entity: str) -> HubCase: ...


class PullCase:
    """Each of the provider's steps is a legal move of the case, in the hub's order.

    A case that is being changed after signing waits: the steps are made once it is signed again.
    """

    def __init__(self, units: UnitOfWorkFactory, hub: CasesAtHub) -> None:
        self._units = units
        self._hub = hub

    def __call__(self, application_id: ApplicationId) -> Application | None:
        """The case as it stands now; ``None`` if this window never had it."""
        at_hub = self._hub.case(application_id)
        with self._units() as unit:
            saved = take_over(unit, application_id, at_hub)
            if saved is None:
                return unit.applications.get(application_id)
            unit.commit()
        return saved


def take_over(
    unit: UnitOfWork, application_id: ApplicationId, at_hub: HubCase
) -> Application | None:
    """Writes what is new of the case; ``None`` if nothing is, or it is not this window's to have.

    The caller commits.
    """
    application = unit.applications.get(application_id)
    if application is None or application.state is State.DRAFT:
        return None
    if application.hub_seq == at_hub.seq:
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
    return unit.applications.save(moved)


def taken_over(application: Application, at_hub: HubCase) -> Application:
    """``application`` after the hub's steps that it has not made yet."""
    moved = application
    for step in _new_steps(application, at_hub):
        moved = moved.moved(State(step.state.value))
    return replace(
        moved,
        hub_seq=at_hub.seq,
        official_number=at_hub.official_number,
        decision=None if at_hub.decision is None else Decision(at_hub.decision.value),
        decided_on=None if at_hub.decided_at is None else local(at_hub.decided_at).date(),
        decision_ground=at_hub.ground,
        ready_at=at_hub.ready_at,
    )


def _new_steps(application: Application, at_hub: HubCase) -> tuple[CaseStep, ...]:
    """The provider's own, which this window has not seen; what it did itself is in its journal."""
    return tuple(
        step
        for step in at_hub.steps
        if step.state.value in _OWNED and step.seq > (application.hub_seq or 0)
    )
