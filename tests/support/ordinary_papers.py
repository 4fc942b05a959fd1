"""One ordinary paper of each kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from operator_app.domain.papers import Paper, PaperKind
from tests.support.papers import (
    a_consent,
    a_decline_notice,
    a_message,
    a_refusal,
    a_request_form,
    a_routing_sheet,
    an_acceptance,
    an_issue_slip,
)
from tests.support.result_papers import an_electronic_document


def an_ordinary(kind: PaperKind, language: str) -> Paper:
    builders: dict[PaperKind, Callable[[], Paper]] = {
        PaperKind.ACCEPTANCE_RECEIPT: an_acceptance,
        PaperKind.REFUSAL_RECEIPT: a_refusal,
        PaperKind.CONSENT: a_consent,
        PaperKind.DATA_UNAVAILABLE_MESSAGE: a_message,
        PaperKind.ROUTING_SHEET: a_routing_sheet,
        PaperKind.REQUEST_FORM: a_request_form,
        PaperKind.ISSUE_SLIP: an_issue_slip,
        PaperKind.DECLINE_NOTICE: a_decline_notice,
        PaperKind.ELECTRONIC_DOCUMENT: an_electronic_document,
    }
    paper = builders[kind]()
    return replace(paper, head=replace(paper.head, language=language))
