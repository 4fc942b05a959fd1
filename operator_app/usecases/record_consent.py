"""Record the applicant's consent to use secrets protected by law, or the refusal of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from operator_app.domain.applications import (
    Application,
    ApplicationId,
    Consent,
    ConsentAnswer,
    Party,
)
from operator_app.domain.catalogue import Catalogue
from operator_app.errors import RuleViolation
from operator_app.ports import Clock, UnitOfWorkFactory
from operator_app.usecases.rules import entered, load


class ConsentMustBeAsked(RuleViolation):
    """The act names the consent for this service: it cannot be left out."""

    code = "intake.consent_must_be_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordConsent:
    """``applicant`` is who stands here, as far as known before any registry is asked."""

    application_id: ApplicationId
    applicant: Party
    answer: ConsentAnswer


class RecordConsentHandler:
    """002 paragraph 10: before the registries are asked; a refusal is an outcome of its own.

    Another applicant than before: what the registries said about the first is let go.
    """

    def __init__(self, units: UnitOfWorkFactory, now: Clock, catalogue: Catalogue) -> None:
        self._units = units
        self._now = now
        self._catalogue = catalogue

    def __call__(self, command: RecordConsent) -> Application:
        now = self._now()
        with self._units() as unit:
            application = load(unit, command.application_id).editable()
            record = self._catalogue.edition(application.edition)
            if command.answer is ConsentAnswer.NOT_ASKED and record.consent_required:
                raise ConsentMustBeAsked(service=record.service)
            before = application.applicant
            same = before is not None and before.number == command.applicant.number
            saved = unit.applications.save(
                replace(
                    application,
                    applicant=entered(before, command.applicant),
                    checks=application.checks if same else (),
                    consent=Consent(answer=command.answer, at=now),
                )
            )
            unit.audit.record(
                actor=application.operator,
                action="case.consent",
                entity=application.id,
                at=now,
                details={"answer": command.answer.value},
            )
            unit.commit()
        return saved
