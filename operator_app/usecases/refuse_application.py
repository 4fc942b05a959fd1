"""Refuse acceptance of an incomplete package and give the refusal receipt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from operator_app.domain.applications import Application, ApplicationId, Refusal, State
from operator_app.domain.catalogue import Catalogue
from operator_app.domain.checklist import checklist_of
from operator_app.domain.paperwork.heads import OfficeOf
from operator_app.domain.paperwork.receipts import refusal_papers
from operator_app.usecases.finish import Desk, Ending, make_papers, write_ending
from operator_app.usecases.rules import (
    ApplicantNotEntered,
    NothingMissing,
    load,
    local,
    refuse_unknown,
    settle_questions,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseApplication:
    application_id: ApplicationId


class RefuseApplicationHandler:
    """002 paragraph 10. Names exactly the rows that lack their paper, and none besides."""

    def __init__(self, desk: Desk, catalogue: Catalogue, office_of: OfficeOf) -> None:
        self._desk = desk
        self._catalogue = catalogue
        self._office_of = office_of

    def __call__(self, command: RefuseApplication) -> Application:
        now = self._desk.now()
        with self._desk.units() as unit:
            draft = load(unit, command.application_id).never_signed()
        if draft.applicant is None:
            raise ApplicantNotEntered(case=draft.id)
        refuse_unknown(draft)
        record = self._catalogue.edition(draft.edition)
        checklist = checklist_of(draft, record, self._catalogue.conditions, local(now).date())
        settle_questions(checklist)
        if not checklist.missing:
            raise NothingMissing(number=draft.number)
        missing = tuple(row.code for row in checklist.missing)
        refused = replace(
            draft.moved(State.REFUSED_INCOMPLETE),
            refusal=Refusal(
                missing=missing, standard_appendix=record.refusal_receipt_appendix, at=now
            ),
        )
        papers = refusal_papers(
            refused, record, checklist, self._catalogue, self._office_of(refused)
        )
        made = make_papers(self._desk, papers)
        with self._desk.units() as unit:
            saved = write_ending(
                unit,
                self._desk,
                refused,
                made,
                Ending(
                    action="case.refuse",
                    body={
                        "number": refused.number,
                        "service": refused.service,
                        "edition": refused.edition,
                        "missing": list(missing),
                        "standard_appendix": record.refusal_receipt_appendix,
                    },
                ),
                now,
            )
            unit.commit()
        return saved
