"""The papers of giving out: the slip the recipient signs, and the notice of a refusal."""

from __future__ import annotations

from dataclasses import replace
from typing import TypedDict

from operator_app.domain.applications import Application, Decision, Party, RegistryState
from operator_app.domain.catalogue import Bilingual, Catalogue, ServiceRecord
from operator_app.domain.electronic_results import ResultDocument
from operator_app.domain.papers import (
    DeclineNotice,
    ElectronicDocument,
    IssueSlip,
    Office,
    Paper,
    PaperKind,
)
from operator_app.domain.paperwork.heads import (
    COUNTRY,
    applicant_line,
    head_of,
    party_line,
    service_line,
)
from operator_app.domain.paperwork.phrases import (
    ANSWERS,
    ELECTRONIC_TITLE,
    ENIS_ANSWER,
    ISSUE_SLIP_TITLE,
    POWER_NOTARISED,
    SHOWN,
    day_text,
    filled,
    joined,
    wording,
)

BY_PROCESS_8 = "process_8"
"""The ground when the act knows no refusal as a result: violations in the documents."""


def result_papers(
    issued: Application,
    recipient: Party,
    record: ServiceRecord,
    catalogue: Catalogue,
    office: Office,
) -> tuple[Paper, ...]:
    """What is printed when a result is given out, the slip last; a result that came signed has
    its own paper (``electronic_document``)."""
    if issued.issued_at is None or issued.decided_on is None:
        message = "a slip is printed for a result that is being given out"
        raise ValueError(message)
    slip = IssueSlip(
        head=head_of(PaperKind.ISSUE_SLIP, issued, office, issued.issued_at),
        title=ISSUE_SLIP_TITLE,
        service=service_line(record, catalogue),
        applicant=applicant_line(issued),
        recipient=party_line(recipient),
        result=_result(issued, record, catalogue),
        decided_on=issued.decided_on,
        **_shown(issued),
    )
    if issued.decision is not Decision.DECLINE:
        return (slip,)
    return (
        DeclineNotice(
            head=head_of(PaperKind.DECLINE_NOTICE, issued, office, issued.issued_at),
            title=_result(issued, record, catalogue),
            service=service_line(record, catalogue),
            applicant=applicant_line(issued),
            ground=_ground(issued, record, catalogue),
            decided_on=issued.decided_on,
        ),
        slip,
    )


def result_in_words(decided: Application, record: ServiceRecord, catalogue: Catalogue) -> Bilingual:
    """What the provider certifies, or refuses and on which ground."""
    result = _result(decided, record, catalogue)
    if decided.decision is not Decision.DECLINE:
        return result
    return joined(": ", result, _ground(decided, record, catalogue))


def electronic_document(
    issued: Application,
    document: ResultDocument,
    record: ServiceRecord,
    catalogue: Catalogue,
    office: Office,
) -> ElectronicDocument:
    """The words are those of the signed document; its QR code names the very bytes."""
    result, at = issued.result, issued.issued_at
    if result is None or at is None:
        message = "an electronic document is printed of a signed result that is given out"
        raise ValueError(message)
    head = head_of(PaperKind.ELECTRONIC_DOCUMENT, issued, office, at)
    return ElectronicDocument(
        head=replace(head, qr_text=f"{head.qr_text}/{result.document_sha256}"),
        title=ELECTRONIC_TITLE,
        service=service_line(record, catalogue),
        applicant=applicant_line(issued),
        provider=document.provider,
        official_number=document.official_number,
        text=document.text,
        decided_on=document.decided_on,
        signer=result.signer,
        signer_number=result.signer_number,
        certificate=result.certificate_serial,
        valid_from=result.valid_from,
        valid_to=result.valid_to,
        signed_at=result.signed_at,
        document_sha256=result.document_sha256,
        law=wording(catalogue, "rule.electronic_document"),
    )


def _shown(issued: Application) -> _Shown:
    """Against what it was given: process 9 asks for the receipt and an identity document."""
    issuance = issued.issuance
    if issuance is None:
        return _Shown(shown=None, power=None, power_answer=None, unchecked=False)
    told = filled(SHOWN, number=issued.number, document=issuance.identity_document)
    by_power = issuance.power
    if by_power is None:
        return _Shown(shown=told, power=None, power_answer=None, unchecked=False)
    power = by_power.power_of_attorney
    named = filled(
        POWER_NOTARISED,
        number=power.number,
        issued_on="" if power.issued_on is None else day_text(power.issued_on),
        notary=power.notary,
    )
    answer = filled(
        ENIS_ANSWER,
        answer=ANSWERS[RegistryState(by_power.state)],
        at=f"{by_power.at.astimezone(COUNTRY):%d.%m.%Y %H:%M}",
    )
    return _Shown(shown=told, power=named, power_answer=answer, unchecked=by_power.unchecked)


class _Shown(TypedDict):
    shown: Bilingual | None
    power: Bilingual | None
    power_answer: Bilingual | None
    unchecked: bool


def _result(issued: Application, record: ServiceRecord, catalogue: Catalogue) -> Bilingual:
    if issued.decision is not Decision.DECLINE:
        return record.result
    if issued.decision_ground == BY_PROCESS_8:
        return wording(catalogue, "decline.process_8")
    return wording(catalogue, "decline.reasoned")


def _ground(issued: Application, record: ServiceRecord, catalogue: Catalogue) -> Bilingual:
    """The ground of paragraph 10 by its code, or the provider's own words as they came."""
    code = issued.decision_ground or BY_PROCESS_8
    for ground in record.grounds:
        if ground.code == code:
            return ground.text
    if code == BY_PROCESS_8:
        return wording(catalogue, "decline.process_8")
    return Bilingual(ru=code, kk=code)
