"""Say that the recipient has signed the slip: the paper result may leave the hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

from operator_app.domain.applications import Application, ApplicationId
from operator_app.domain.issuing import NotReadyToIssue
from operator_app.domain.operators import Page, Session
from operator_app.ports import Clock, UnitOfWorkFactory
from operator_app.usecases.rules import load


@dataclass(frozen=True, slots=True, kw_only=True)
class SignSlip:
    application_id: ApplicationId
    session: Session


class SignSlipHandler:
    """Once; pressed again, it stays as it was."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: SignSlip) -> Application:
        actor = command.session.operator.allowed(Page.ISSUE).full_name
        now = self._now()
        with self._units() as unit:
            issued = load(unit, command.application_id)
            issuance = issued.issuance
            if issuance is None:
                raise NotReadyToIssue(number=issued.number, state=issued.state.value)
            if issuance.slip_signed_at is not None:
                return issued
            signed = replace(issued, issuance=replace(issuance, slip_signed_at=now))
            saved = unit.applications.save(signed)
            unit.audit.record(
                actor=actor,
                action="case.slip_signed",
                entity=saved.id,
                at=now,
                details={"number": saved.number},
            )
            unit.commit()
        return saved
