"""Papers to PDF bytes: finds who sets a paper, and draws what it says."""

from __future__ import annotations

from collections.abc import Callable

from operator_app.domain.papers import (
    AcceptanceReceipt,
    ConsentPaper,
    CourierManifest,
    DataUnavailableMessage,
    DeclineNotice,
    DiscrepancyAct,
    ElectronicDocument,
    IssueSlip,
    PackageCover,
    Paper,
    RefusalReceipt,
    RequestFormPaper,
    RoutingSheet,
)
from printing import (
    acceptance_receipt,
    consent,
    courier_manifest,
    data_unavailable_message,
    decline_notice,
    discrepancy_act,
    electronic_document,
    issue_slip,
    package_cover,
    refusal_receipt,
    request_form,
    routing_sheet,
)
from printing.layout import Composition, draw
from printing.pen import About, Pen
from printing.words import Words, joined
from resources.texts import Texts


def render(paper: Paper, texts: Callable[[str], Texts]) -> bytes:
    """The PDF of ``paper``; the same value and texts give the same bytes.

    ``texts`` gives the ``Texts`` of a language; keep them, reading the catalogues costs files.
    """
    head = paper.head
    words = Words.in_order(head.language, texts)
    pen = Pen(
        About(
            kind=head.kind.value,
            number=head.number,
            language=head.language,
            title=f"{joined(words.of(paper.title))} {head.number}",
            author=joined(words.of(head.office.name)),
            at=head.at,
        )
    )
    draw(compose(paper, words), pen)
    return pen.finish()


def compose(paper: Paper, words: Words) -> Composition:
    """What stands on the paper, not yet on pages."""
    match paper:
        case AcceptanceReceipt():
            composition = acceptance_receipt.compose(paper, words)
        case RefusalReceipt():
            composition = refusal_receipt.compose(paper, words)
        case ConsentPaper():
            composition = consent.compose(paper, words)
        case DataUnavailableMessage():
            composition = data_unavailable_message.compose(paper, words)
        case RoutingSheet():
            composition = routing_sheet.compose(paper, words)
        case RequestFormPaper():
            composition = request_form.compose(paper, words)
        case IssueSlip() | DeclineNotice() | ElectronicDocument():
            composition = _of_a_result(paper, words)
        case CourierManifest() | PackageCover() | DiscrepancyAct():
            composition = _of_the_courier(paper, words)
    return composition


def _of_a_result(
    paper: IssueSlip | DeclineNotice | ElectronicDocument, words: Words
) -> Composition:
    match paper:
        case IssueSlip():
            return issue_slip.compose(paper, words)
        case DeclineNotice():
            return decline_notice.compose(paper, words)
        case ElectronicDocument():
            return electronic_document.compose(paper, words)


def _of_the_courier(
    paper: CourierManifest | PackageCover | DiscrepancyAct, words: Words
) -> Composition:
    match paper:
        case CourierManifest():
            return courier_manifest.compose(paper, words)
        case PackageCover():
            return package_cover.compose(paper, words)
        case DiscrepancyAct():
            return discrepancy_act.compose(paper, words)
