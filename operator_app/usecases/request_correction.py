"""Ask a supervisor to correct a case that the provider has already."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.applications import FURTHER, Application, ApplicationId
from operator_app.domain.catalogue import Catalogue
from operator_app.domain.checklist import RowNotInChecklist
from operator_app.domain.corrections import (
    Amendment,
    AskedAlready,
    Correction,
    CorrectionId,
    NothingToCorrect,
    added_as_it_should,
    correctable,
    reasoned,
)
from operator_app.domain.operators import Page, Session
from operator_app.ports import Blobs, Clock, Fact
from operator_app.ports_corrections import CorrectionUnits
from operator_app.usecases.change_after_signing import changeable
from operator_app.usecases.rules import load, local
from operator_app.wire.cases import CASE_ASK_CORRECTION


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCorrection:
    correction_id: CorrectionId
    application_id: ApplicationId
    amendment: Amendment
    reason: str
    session: Session


class RequestCorrectionHandler:
    """Nothing of the case changes until somebody else has said yes. The same command twice asks
    once."""

    def __init__(
        self, units: CorrectionUnits, now: Clock, blobs: Blobs, catalogue: Catalogue
    ) -> None:
        self._units = units
        self._now = now
        self._blobs = blobs
        self._catalogue = catalogue

    def __call__(self, command: RequestCorrection) -> Correction:
        operator = command.session.operator.allowed(Page.INTAKE)
        now, amendment = self._now(), command.amendment
        for document in amendment.documents:
            for scan in document.scans:
                self._blobs.get(scan.sha256)
        with self._units() as unit:
            asked = unit.corrections.get(command.correction_id)
            if asked is not None:
                return asked
            case = load(unit, command.application_id)
            here = changeable(case, local(now).date())
            correctable(case, changeable=here)
            self._known_rows(case, amendment)
            if unit.corrections.waiting_for(case.id) is not None:
                raise AskedAlready(number=case.number)
            seen = amendment.changes(case)
            if not seen:
                raise NothingToCorrect(number=case.number)
            correction = Correction(
                id=command.correction_id,
                application_id=case.id,
                number=case.number,
                service=case.service,
                center=case.center,
                amendment=amendment,
                before=seen,
                reason=reasoned(command.reason, case.number),
                asked_by=operator.full_name,
                asked_by_id=operator.id,
                asked_at=now,
            )
            unit.corrections.save(correction)
            unit.corrections.drop_draft(case.id, operator.id)
            told = {
                "number": case.number,
                "correction": correction.id,
                "fields": sorted({one.what.value for one in seen}),
            }
            unit.audit.record(
                actor=operator.full_name,
                action=CASE_ASK_CORRECTION,
                entity=case.id,
                at=now,
                details=told,
            )
            unit.outbox.put(
                Fact(
                    type=CASE_ASK_CORRECTION,
                    entity=case.id,
                    base=case.hub_seq,
                    at=now,
                    actor=operator.full_name,
                    body=told,
                )
            )
            unit.commit()
        return correction

    def _known_rows(self, case: Application, amendment: Amendment) -> None:
        """A paper is added to a row of the case's own edition, or is one more than it asks for."""
        record = self._catalogue.edition(case.edition)
        for document in amendment.documents:
            added_as_it_should(document, case.number)
            if document.requirement == FURTHER:
                continue
            if record.requirement(document.requirement) is None:
                raise RowNotInChecklist(row=document.requirement, service=case.service)
