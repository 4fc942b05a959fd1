"""The papers an applicant leaves with: the acceptance receipt or the refusal receipt."""

from __future__ import annotations

from operator_app.domain.applications import Application, ConsentAnswer, RegistryState
from operator_app.domain.catalogue import Bilingual, Catalogue, ServiceRecord
from operator_app.domain.checklist import Checklist, RowState
from operator_app.domain.papers import (
    AcceptanceReceipt,
    ListedDocument,
    Office,
    Paper,
    PaperKind,
    RefusalReceipt,
    RequestFormPaper,
)
from operator_app.domain.paperwork.heads import (
    applicant_line,
    head_of,
    representative_line,
    service_line,
)
from operator_app.domain.paperwork.notices import consent_papers
from operator_app.domain.paperwork.phrases import (
    CONSENTS,
    POWER_NOTARISED,
    POWER_OTHER,
    REQUEST_FORM_TITLE,
    RETURN,
    day_text,
    filled,
    joined,
    sentence,
    wording,
)
from operator_app.domain.paperwork.rows import child_line, listed

BY_STATE_SYSTEM = frozenset({RowState.FROM_STATE_SYSTEM, RowState.PENDING_STATE_SYSTEM})


def acceptance_papers(
    accepted: Application,
    record: ServiceRecord,
    checklist: Checklist,
    catalogue: Catalogue,
    office: Office,
) -> tuple[Paper, ...]:
    """The receipt, the consent as taken and the request as signed."""
    return (
        acceptance_receipt(accepted, record, checklist, catalogue, office),
        *consent_papers(accepted, record, catalogue, office),
        request_form(accepted, record, checklist, catalogue, office),
    )


def acceptance_receipt(
    accepted: Application,
    record: ServiceRecord,
    checklist: Checklist,
    catalogue: Catalogue,
    office: Office,
) -> AcceptanceReceipt:
    at, due_on = accepted.accepted_at, accepted.due_on
    if at is None or due_on is None:
        message = "a receipt is given for an accepted case only"
        raise ValueError(message)
    representative = accepted.representative
    return AcceptanceReceipt(
        head=head_of(PaperKind.ACCEPTANCE_RECEIPT, accepted, office, at),
        title=wording(catalogue, "acceptance_receipt.title"),
        service=service_line(record, catalogue),
        applicant=applicant_line(accepted),
        representative=representative_line(accepted),
        documents=_listed(checklist, accepted, record, catalogue, by_state_system=False),
        state_system_documents=_listed(
            checklist, accepted, record, catalogue, by_state_system=True
        ),
        due_on=due_on,
        issue_place=joined(", ", office.name, office.address),
        issue_rule=joined(
            ". ",
            sentence(wording(catalogue, "rule.issue")),
            sentence(wording(catalogue, "rule.storage")),
        ),
        only_to_applicant=(
            representative is not None and not representative.power_of_attorney.notarised
        ),
        provisional=record.receipt_after_registration,
        unchecked=any(
            check.state in {RegistryState.OFFLINE, RegistryState.UNAVAILABLE}
            for check in accepted.checks
        ),
    )


def request_form(
    accepted: Application,
    record: ServiceRecord,
    checklist: Checklist,
    catalogue: Catalogue,
    office: Office,
) -> RequestFormPaper:
    signature = accepted.signature
    if signature is None:
        message = "a request form is laid out after it was signed"
        raise ValueError(message)
    consent = accepted.consent.answer if accepted.consent else ConsentAnswer.NOT_ASKED
    return RequestFormPaper(
        head=head_of(PaperKind.REQUEST_FORM, accepted, office, signature.at),
        title=REQUEST_FORM_TITLE,
        service=service_line(record, catalogue),
        applicant=applicant_line(accepted),
        representative=representative_line(accepted),
        power_of_attorney=_power(accepted),
        children=tuple(child_line(child, n) for n, child in enumerate(accepted.children)),
        documents=_listed(checklist, accepted, record, catalogue, by_state_system=None),
        consent=CONSENTS[consent],
        signed_by=signature.holder_name,
        signed_at=signature.at,
        certificate=signature.certificate_serial,
        request_sha256=signature.request_sha256,
    )


def refusal_papers(
    refused: Application,
    record: ServiceRecord,
    checklist: Checklist,
    catalogue: Catalogue,
    office: Office,
) -> tuple[Paper, ...]:
    refusal = refused.refusal
    if refusal is None:
        message = "a refusal receipt is given for a refused case only"
        raise ValueError(message)
    return (
        RefusalReceipt(
            head=head_of(PaperKind.REFUSAL_RECEIPT, refused, office, refusal.at),
            title=wording(catalogue, "refusal_receipt.title"),
            appendix=refusal.standard_appendix,
            appendix_line=_appendix_line(refusal.standard_appendix, record, catalogue),
            service=service_line(record, catalogue),
            applicant=applicant_line(refused),
            representative=representative_line(refused),
            law=_law(record, checklist, catalogue, office),
            list_heading=_heading(checklist, catalogue),
            missing=tuple(listed(row, refused, record, catalogue) for row in checklist.missing),
            in_order=tuple(listed(row, refused, record, catalogue) for row in checklist.in_order),
            copies_line=wording(catalogue, "refusal_receipt.copies"),
            return_line=RETURN,
        ),
    )


def _heading(checklist: Checklist, catalogue: Catalogue) -> Bilingual:
    """Without its colon: the number of documents follows it on the paper."""
    heading = wording(catalogue, f"{_variant(checklist)}.list_heading")
    return Bilingual(ru=heading["ru"].removesuffix(":"), kk=heading["kk"].removesuffix(":"))


def _variant(checklist: Checklist) -> str:
    """The clause on expired documents stands only where one is expired.

    The plain variant fits Order 198 on 1 November 2017 by the words of the Almaty act.
    """
    expired = any(row.state is RowState.EXPIRED for row in checklist.rows)
    return f"refusal_receipt.incomplete_{'or_expired' if expired else 'only'}"


def _law(
    record: ServiceRecord,
    checklist: Checklist,
    catalogue: Catalogue,
    office: Office,
) -> Bilingual:
    """The prescribed sentence; in Kazakh the clause of the service closes it."""
    prefix = "refusal_receipt.center" if _at_old_center(record) else "refusal_receipt"
    basis = wording(catalogue, f"{prefix}.legal_basis")
    place = wording(
        catalogue,
        f"{prefix}.office",
        office_no=_office_number(office, old=_at_old_center(record)),
        office_address=office.address,
    )
    service = wording(catalogue, "refusal_receipt.service_name", service_name=record.name)
    reason = wording(catalogue, f"{_variant(checklist)}.reason")
    plain = _without_tail(reason)
    return Bilingual(
        ru=f"{basis['ru'].rstrip(',')}, {place['ru']} {service['ru']} {plain['ru']}.",
        kk=f"{basis['kk']}, {place['kk']} {plain['kk']} {service['kk']}.",
    )


def _without_tail(reason: Bilingual) -> Bilingual:
    """The words "namely:" are dropped: the list stands under its own heading right below."""
    return Bilingual(
        ru=reason["ru"].removesuffix(", а именно:"),
        kk=reason["kk"].removesuffix(", атап айтқанда:"),
    )


def _at_old_center(record: ServiceRecord) -> bool:
    """Whether the act speaks of a ЦОН of before the State Corporation (2012)."""
    return record.refusal_receipt_appendix is None


def _office_number(office: Office, *, old: bool) -> str:
    return str(office.window) if old else office.code.lstrip("0") or "0"


def _appendix_line(
    appendix: int | None, record: ServiceRecord, catalogue: Catalogue
) -> Bilingual | None:
    if appendix is None:
        return None
    return wording(
        catalogue,
        "refusal_receipt.annex_header",
        appendix=appendix,
        service_name=record.name,
    )


def _listed(
    checklist: Checklist,
    application: Application,
    record: ServiceRecord,
    catalogue: Catalogue,
    *,
    by_state_system: bool | None,
) -> tuple[ListedDocument, ...]:
    """Closed rows: by paper, by a state system's record, or (``None``) by either."""
    wanted = {
        None: (*BY_STATE_SYSTEM, RowState.SCANNED, RowState.SHOWN),
        True: tuple(BY_STATE_SYSTEM),
        False: (RowState.SCANNED, RowState.SHOWN),
    }[by_state_system]
    return tuple(
        listed(row, application, record, catalogue) for row in checklist.rows if row.state in wanted
    )


def _power(application: Application) -> Bilingual | None:
    representative = application.representative
    if representative is None:
        return None
    power = representative.power_of_attorney
    if not power.notarised or power.issued_on is None:
        return POWER_OTHER
    return filled(
        POWER_NOTARISED,
        number=power.number,
        issued_on=day_text(power.issued_on),
        notary=power.notary,
    )
