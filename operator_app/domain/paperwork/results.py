"""The papers of giving out: the slip the recipient signs, and the notice of a refusal."""

from __future__ import annotations

from operator_app.domain.applications import Application, Decision, Party
from operator_app.domain.catalogue import Bilingual, Catalogue, ServiceRecord
from operator_app.domain.papers import DeclineNotice, IssueSlip, Office, Paper, PaperKind
from operator_app.domain.paperwork.heads import (
    applicant_line,
    head_of,
    party_line,
    service_line,
)
from operator_app.domain.paperwork.phrases import ISSUE_SLIP_TITLE, wording

BY_PROCESS_8 = "process_8"
"""The ground when the act knows no refusal as a result: violations in the documents."""


def result_papers(
    issued: Application,
    recipient: Party,
    record: ServiceRecord,
    catalogue: Catalogue,
    office: Office,
) -> tuple[Paper, ...]:
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
