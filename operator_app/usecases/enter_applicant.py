"""Enter who applies and in which language, while the papers are still being looked for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from operator_app.domain.applications import Application, ApplicationId, Party
from operator_app.ports import UnitOfWorkFactory
from operator_app.usecases.rules import entered, load


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterApplicant:
    """``language`` is the one of the applicant's papers; ``None`` leaves it as it is."""

    application_id: ApplicationId
    applicant: Party
    language: str | None = None


class EnterApplicantHandler:
    """A consent is one person's: with another number it goes, and so does what was answered."""

    def __init__(self, units: UnitOfWorkFactory) -> None:
        self._units = units

    def __call__(self, command: EnterApplicant) -> Application:
        with self._units() as unit:
            application = load(unit, command.application_id).editable()
            before = application.applicant
            same = before is not None and before.number == command.applicant.number
            wanted = replace(
                application,
                applicant=entered(before, command.applicant),
                language=command.language or application.language,
                consent=application.consent if same else None,
                checks=application.checks if same else (),
            )
            if wanted == application:
                return application
            saved = unit.applications.save(wanted)
            unit.commit()
        return saved
