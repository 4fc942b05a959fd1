"""Look at a case as it stands: its state, its checklist, its papers, its doubles of the day."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.applications import Application, ApplicationId
from operator_app.domain.catalogue import Catalogue, ServiceRecord
from operator_app.domain.checklist import Checklist, checklist_of
from operator_app.ports import PaperRecord, UnitOfWorkFactory
from operator_app.usecases.rules import local


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """``same_day`` are other numbers opened that day for this person and service: a warning."""

    application: Application
    record: ServiceRecord
    checklist: Checklist
    papers: tuple[PaperRecord, ...]
    same_day: tuple[str, ...]


class LookAtCase:
    """Reads only. The checklist is judged on the day of acceptance, or of opening before it."""

    def __init__(self, units: UnitOfWorkFactory, catalogue: Catalogue) -> None:
        self._units = units
        self._catalogue = catalogue

    def __call__(self, application_id: ApplicationId) -> CaseView | None:
        with self._units() as unit:
            application = unit.applications.get(application_id)
            if application is None:
                return None
            day = local(application.accepted_at or application.opened_at).date()
            papers = unit.papers.of(application_id)
            applicant = application.applicant
            doubles = (
                unit.applications.same_day(applicant.number, application.service, day)
                if applicant is not None
                else ()
            )
        record = self._catalogue.edition(application.edition)
        return CaseView(
            application=application,
            record=record,
            checklist=checklist_of(application, record, self._catalogue.conditions, day),
            papers=papers,
            same_day=tuple(number for number in doubles if number != application.number),
        )
