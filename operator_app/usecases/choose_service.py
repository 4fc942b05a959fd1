"""Choose another service for a draft: what was entered about people stays."""

from __future__ import annotations

from dataclasses import dataclass, replace

from operator_app.domain.applications import Application, ApplicationId
from operator_app.domain.catalogue import Catalogue
from operator_app.ports import Clock, UnitOfWorkFactory
from operator_app.usecases.rules import load, local


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseService:
    """``language`` is the one of the applicant's papers; ``None`` leaves it as it is."""

    application_id: ApplicationId
    service: str
    language: str | None = None


class ChooseServiceHandler:
    """Documents for rows that the other standard does not have are let go with the choice."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock, catalogue: Catalogue) -> None:
        self._units = units
        self._now = now
        self._catalogue = catalogue

    def __call__(self, command: ChooseService) -> Application:
        with self._units() as unit:
            application = load(unit, command.application_id).never_signed()
            record = self._catalogue.find(
                service=command.service,
                region=application.region,
                on=local(self._now()).date(),
            )
            kept = tuple(
                document
                for document in application.documents
                if record.requirement(document.requirement) is not None
            )
            saved = unit.applications.save(
                replace(
                    application,
                    service=record.service,
                    edition=record.edition,
                    documents=kept,
                    language=command.language or application.language,
                )
            )
            unit.commit()
        return saved
