"""A result that came signed through ШЭП, as a paper: its words and the evidence under them."""

from __future__ import annotations

from collections.abc import Iterable

from operator_app.domain.papers import ElectronicDocument
from printing.frame import Foot, Head, Signatures
from printing.layout import Composition
from printing.parts import (
    about_application,
    about_party,
    about_service,
    employee_hand,
    footnotes,
)
from printing.rows import BODY, HEADING, LABELS, SMALL, STRONG, Row, columns, fact, small_print
from printing.words import Words, capital, same


def compose(paper: ElectronicDocument, words: Words) -> Composition:
    return Composition(
        head=Head(paper.head, words.of(paper.title), None, words),
        rows=tuple(_rows(paper, words)),
        signatures=Signatures((employee_hand(paper.head, words, words.say("Printed by")),)),
        foot=Foot(paper.head, words),
    )


def _rows(paper: ElectronicDocument, words: Words) -> Iterable[Row]:
    yield about_application(paper.head, words)
    yield about_party(words.say("Applicant"), paper.applicant, words)
    yield about_service(paper.service, words)
    provider = [(words.of(paper.provider), BODY)]
    if paper.official_number is not None:
        provider.append((words.say("No. {number}", number=paper.official_number), BODY))
    yield fact(words.say("Provider"), *provider)
    yield fact(words.say("Decided on"), (words.date(paper.decided_on), BODY))
    yield columns(
        (words.say("Result of the service"), LABELS),
        (capital(words.of(paper.text)), HEADING),
        before=22,
    )
    yield from _evidence(paper, words)
    yield small_print(words.of(paper.law))
    yield from footnotes(paper.service, (), words)


def _evidence(paper: ElectronicDocument, words: Words) -> Iterable[Row]:
    """Enough to find the certificate and to compare the signed bytes with these words."""
    number = words.say("IIN or BIN {number}", number=paper.signer_number)
    holder = [(same(paper.signer), STRONG)]
    if paper.signer_number:
        holder.append((number, BODY))
    yield fact(words.say("Signed electronically by"), *holder)
    yield fact(words.say("Moment of signing"), (words.moment(paper.signed_at), BODY))
    first, last = words.date(paper.valid_from.date()), words.date(paper.valid_to.date())
    yield fact(
        words.say("Certificate"),
        (same(paper.certificate), BODY),
        ((f"{first[0]} – {last[0]}", f"{first[1]} – {last[1]}"), SMALL),
    )
    half = len(paper.document_sha256) // 2
    digest = f"{paper.document_sha256[:half]} {paper.document_sha256[half:]}"
    yield fact(words.say("SHA-256 of the signed document"), (same(digest), SMALL))
