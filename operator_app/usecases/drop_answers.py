"""Take back a question to the registries: nothing of an answer is kept after a cancel."""

from __future__ import annotations

from dataclasses import dataclass, replace

from operator_app.domain.applications import (
    Application,
    ApplicationId,
    Party,
    RegistryCheck,
    Representative,
)
from operator_app.ports import Clock, UnitOfWorkFactory
from operator_app.usecases.rules import load


@dataclass(frozen=True, slots=True, kw_only=True)
class DropAnswers:
    """What stood in the case before it was asked; it stands there again."""

    application_id: ApplicationId
    applicant: Party
    representative: Representative | None
    checks: tuple[RegistryCheck, ...] = ()


class DropAnswersHandler:
    """Saves in every case. An answer that came first is overwritten; one that comes later meets
    another version of the case and is refused, so that no order of the two keeps a record."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: DropAnswers) -> Application:
        with self._units() as unit:
            application = load(unit, command.application_id).editable()
            saved = unit.applications.save(
                replace(
                    application,
                    applicant=command.applicant,
                    representative=command.representative,
                    checks=command.checks,
                )
            )
            unit.audit.record(
                actor=application.operator,
                action="case.registries_cancelled",
                entity=application.id,
                at=self._now(),
                details={"number": application.number},
            )
            unit.commit()
        return saved
