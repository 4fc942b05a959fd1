"""The consent, and the message of process 4 that the data could not be obtained."""

from __future__ import annotations

from operator_app.domain.applications import Application, ConsentAnswer, RegistryState
from operator_app.domain.catalogue import Bilingual, Catalogue, ServiceRecord
from operator_app.domain.papers import (
    ConsentPaper,
    DataUnavailableMessage,
    Office,
    Paper,
    PaperKind,
)
from operator_app.domain.paperwork.heads import (
    applicant_line,
    head_of,
    representative_line,
    service_line,
)
from operator_app.domain.paperwork.phrases import (
    ANSWERS,
    CONSENT_REFUSED,
    SYSTEMS,
    UNAVAILABLE_ADVICE,
    joined,
    wording,
)


def consent_papers(
    application: Application, record: ServiceRecord, catalogue: Catalogue, office: Office
) -> tuple[Paper, ...]:
    """The consent as it was given or refused; nothing where it was not asked."""
    consent = application.consent
    if consent is None or consent.answer is ConsentAnswer.NOT_ASKED:
        return ()
    given = consent.answer is ConsentAnswer.GIVEN
    line = wording(catalogue, "consent.line")
    return (
        ConsentPaper(
            head=head_of(PaperKind.CONSENT, application, office, consent.at),
            title=wording(catalogue, "consent.title"),
            service=service_line(record, catalogue),
            applicant=applicant_line(application),
            representative=representative_line(application),
            text=line if given else joined(". ", line, CONSENT_REFUSED),
            given=given,
            not_in_act=not record.consent_cited,
        ),
    )


def unavailable_papers(
    ended: Application, record: ServiceRecord, catalogue: Catalogue, office: Office
) -> tuple[Paper, ...]:
    """Process 4: which system was asked and what it answered; the applicant keeps it."""
    systems = tuple(
        (SYSTEMS[check.system.partition(":")[0]], ANSWERS[check.state]) for check in ended.checks
    )
    absent = [
        _absence(check.system.partition(":")[0], catalogue)
        for check in ended.checks
        if check.state is RegistryState.NOT_FOUND
    ]
    return (
        DataUnavailableMessage(
            head=head_of(PaperKind.DATA_UNAVAILABLE_MESSAGE, ended, office, ended.checks[-1].at),
            title=wording(catalogue, "data_unavailable.title"),
            service=service_line(record, catalogue),
            applicant=applicant_line(ended),
            text=joined("; ", *absent),
            systems=systems,
            advice=UNAVAILABLE_ADVICE,
        ),
    )


def _absence(system: str, catalogue: Catalogue) -> Bilingual:
    return wording(catalogue, f"data_unavailable.{system}")
