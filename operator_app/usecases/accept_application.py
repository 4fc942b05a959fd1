"""Sign a complete package with the operator's ЭЦП, accept it and give the receipt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from operator_app.domain.applications import (
    Application,
    ApplicationId,
    ConsentAnswer,
    ConsentFirst,
    Delivery,
    Signature,
    State,
)
from operator_app.domain.catalogue import Catalogue, ServiceRecord
from operator_app.domain.checklist import Checklist, checklist_of
from operator_app.domain.paperwork.heads import OfficeOf
from operator_app.domain.paperwork.receipts import acceptance_papers
from operator_app.domain.requests import canonical_request
from operator_app.domain.signatures import SignedRequest
from operator_app.domain.terms import WorkCalendar, due_day
from operator_app.errors import RuleViolation
from operator_app.ports import BlobUse, Signer
from operator_app.usecases.finish import Desk, Ending, make_papers, write_ending
from operator_app.usecases.rules import (
    ApplicantNotEntered,
    MissingDocuments,
    load,
    local,
    refuse_unknown,
    settle_questions,
)
from operator_app.wire.cases import CASE_CORRECT, CASE_SUBMIT


class EditionChanged(RuleViolation):
    """The draft was opened under an edition that is not in force on the day of acceptance."""

    code = "intake.edition_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptApplication:
    application_id: ApplicationId


class AcceptApplicationHandler:
    """Processes 5 and 6; the day of acceptance is the day of this command."""

    def __init__(
        self,
        desk: Desk,
        signer: Signer,
        catalogue: Catalogue,
        calendar: WorkCalendar,
        office_of: OfficeOf,
    ) -> None:
        self._desk = desk
        self._signer = signer
        self._catalogue = catalogue
        self._calendar = calendar
        self._office_of = office_of

    def __call__(self, command: AcceptApplication) -> Application:
        now = self._desk.now()
        with self._desk.units() as unit:
            draft = load(unit, command.application_id).editable()
        record = self._catalogue.edition(draft.edition)
        day = local(now).date()
        checklist = self._complete(draft, record, day)
        due_on = due_day(day, record.term.value, record.term.unit, self._calendar).due_on
        request = canonical_request(draft, checklist, accepted_at=now, due_on=due_on)
        signed = self._signer.sign(request, now)
        signature = self._kept(request, signed, now)
        accepted = replace(
            draft.moved(State.ACCEPTED),
            accepted_at=now,
            due_on=due_on,
            delivery=Delivery.QUEUED,
            signature=signature,
        )
        papers = acceptance_papers(
            accepted, record, checklist, self._catalogue, self._office_of(accepted)
        )
        made = make_papers(self._desk, papers)
        with self._desk.units() as unit:
            saved = write_ending(
                unit,
                self._desk,
                accepted,
                made,
                Ending(
                    action=CASE_CORRECT if accepted.signed_before else CASE_SUBMIT,
                    body={
                        **_versions(accepted),
                        "number": accepted.number,
                        "service": accepted.service,
                        "edition": accepted.edition,
                        "region": accepted.region,
                        "accepted_at": now.isoformat(),
                        "due_on": due_on.isoformat(),
                        "delivery": accepted.delivery_way.value,
                        "request": signature.request_sha256,
                        "access_code": accepted.access_code,
                    },
                    blobs=(
                        BlobUse(
                            sha256=signature.request_sha256,
                            size=len(request),
                            media_type="application/json",
                            role="request",
                        ),
                        BlobUse(
                            sha256=signature.p7s_sha256,
                            size=len(signed.p7s),
                            media_type="application/pkcs7-signature",
                            role="signature",
                        ),
                        *_pages(accepted),
                    ),
                ),
                now,
            )
            unit.commit()
        return saved

    def _complete(self, draft: Application, record: ServiceRecord, day: date) -> Checklist:
        """The checklist, or the reason why this package cannot be accepted today."""
        if draft.applicant is None:
            raise ApplicantNotEntered(case=draft.id)
        refuse_unknown(draft)
        if not record.valid_from <= day <= record.valid_to:
            raise EditionChanged(edition=record.edition, on=day.isoformat())
        asked = draft.consent is not None and draft.consent.answer is ConsentAnswer.GIVEN
        if record.consent_required and not asked:
            raise ConsentFirst(number=draft.number)
        checklist = checklist_of(draft, record, self._catalogue.conditions, day)
        settle_questions(checklist)
        if checklist.missing:
            raise MissingDocuments(rows=[row.code for row in checklist.missing])
        return checklist

    def _kept(self, request: bytes, signed: SignedRequest, now: datetime) -> Signature:
        """The request, its signature and its chain, durable before any row names them."""
        blobs = self._desk.blobs
        return Signature(
            request_sha256=blobs.put(request),
            p7s_sha256=blobs.put(signed.p7s),
            chain_sha256=blobs.put(signed.chain_pem),
            holder_iin=signed.holder_iin,
            holder_name=signed.holder_name,
            certificate_serial=signed.certificate_serial,
            at=now,
        )


def _versions(accepted: Application) -> dict[str, object]:
    """Of a case changed after signing: which version this is, and the request it replaces."""
    before = accepted.signed_before[-1].signature if accepted.signed_before else None
    if before is None:
        return {}
    return {"revision": accepted.revision, "replaces": before.request_sha256}


def _pages(accepted: Application) -> tuple[BlobUse, ...]:
    """Every page once, in the order of the papers; one page may stand in several rows."""
    pages = {
        scan.sha256: BlobUse(
            sha256=scan.sha256, size=scan.size, media_type=scan.media_type, role="scan"
        )
        for document in accepted.documents
        for scan in document.scans
    }
    return tuple(pages.values())
