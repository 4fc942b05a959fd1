"""The acceptance receipt: what was handed in, when and where to come for the result."""

from __future__ import annotations

from collections.abc import Iterable

from operator_app.domain.papers import AcceptanceReceipt
from printing.frame import Foot, Head, Signatures, hand
from printing.layout import Composition
from printing.parts import (
    about_application,
    about_party,
    about_service,
    counted,
    employee_hand,
    footnotes,
    listed,
    listed_small,
)
from printing.rows import (
    BIG,
    BODY,
    LABELS,
    SMALL,
    Row,
    below_rule,
    columns,
    heading,
    notice,
    small_heading,
)
from printing.words import Words, capital


def compose(paper: AcceptanceReceipt, words: Words) -> Composition:
    """The six fields of the standard, the due day as the biggest of them."""
    head = paper.head
    return Composition(
        head=Head(head, words.of(paper.title), None, words),
        rows=tuple(_rows(paper, words)),
        signatures=Signatures(
            (
                employee_hand(head, words),
                hand(words.say("Received (signature)"), _receiver(paper)),
            )
        ),
        foot=Foot(head, words),
    )


def _receiver(paper: AcceptanceReceipt) -> str:
    return (paper.representative or paper.applicant).name


def _rows(paper: AcceptanceReceipt, words: Words) -> Iterable[Row]:
    head = paper.head
    yield columns(
        (words.say("Come for the result"), LABELS),
        (words.date(paper.due_on), BIG),
        (words.of(paper.issue_place), BODY),
        (capital(words.of(paper.issue_rule)), SMALL),
        before=0,
    )
    yield below_rule(about_application(head, words))
    yield about_service(paper.service, words)
    yield about_party(words.say("Applicant"), paper.applicant, words)
    if paper.representative:
        yield about_party(words.say("Representative"), paper.representative, words)
    yield from _notices(paper, words)
    yield heading(counted(words.say("Documents attached"), len(paper.documents)))
    yield from listed(paper.documents, words)
    if paper.state_system_documents:
        yield small_heading(
            counted(
                words.say("From state information systems"),
                len(paper.state_system_documents),
            )
        )
        yield from listed_small(paper.state_system_documents, words)
    rows = (*paper.documents, *paper.state_system_documents)
    yield from footnotes(paper.service, rows, words)


def _notices(paper: AcceptanceReceipt, words: Words) -> Iterable[Row]:
    if paper.provisional:
        yield notice(
            words.say(
                "Provisional receipt: the application has not been registered by the provider yet."
            )
        )
    if paper.unchecked:
        yield notice(
            words.say(
                "The state registries did not answer: the data will be checked"
                " before the application is sent."
            )
        )
    if paper.only_to_applicant:
        yield notice(
            words.say(
                "The power of attorney is not notarised: the result is given"
                " to the applicant only, or by a notarised power of attorney."
            )
        )
