"""The request exactly as it was signed, with who signed it and by which certificate."""

from __future__ import annotations

from collections.abc import Iterable

from operator_app.domain.papers import RequestFormPaper
from printing.frame import Foot, Head, Signatures, hand
from printing.layout import Composition
from printing.parts import (
    about_application,
    about_party,
    about_service,
    counted,
    employee_hand,
    footnotes,
    listed_small,
)
from printing.rows import BODY, SMALL, STRONG, Row, below_rule, columns, fact, heading
from printing.words import Words, capital, same


def compose(paper: RequestFormPaper, words: Words) -> Composition:
    head = paper.head
    signer = (paper.representative or paper.applicant).name
    return Composition(
        head=Head(head, words.of(paper.title), None, words),
        rows=tuple(_rows(paper, words)),
        signatures=Signatures(
            (
                hand(words.say("Applicant (signature)"), signer, words.date(head.at.date())),
                employee_hand(head, words),
            )
        ),
        foot=Foot(head, words),
    )


def _rows(paper: RequestFormPaper, words: Words) -> Iterable[Row]:
    yield about_application(paper.head, words)
    yield about_service(paper.service, words)
    yield about_party(words.say("Applicant"), paper.applicant, words)
    if paper.representative:
        yield about_party(words.say("Representative"), paper.representative, words)
    if paper.power_of_attorney:
        yield fact(words.say("Power of attorney"), (words.of(paper.power_of_attorney), BODY))
    if paper.children:
        children = [(words.of(child), BODY) for child in paper.children]
        yield fact(words.say("Children"), *children)
    yield columns((capital(words.of(paper.consent)), BODY), before=14)
    yield heading(counted(words.say("Documents attached"), len(paper.documents)))
    yield from listed_small(paper.documents, words)
    yield heading(words.say("Electronic signature"))
    yield below_rule(
        fact(
            words.say("Signed by"),
            (same(paper.signed_by), STRONG),
            (words.moment(paper.signed_at.astimezone(paper.head.at.tzinfo)), BODY),
        )
    )
    yield fact(words.say("Certificate"), (same(paper.certificate), SMALL))
    yield fact(words.say("SHA-256 of the request"), (same(paper.request_sha256), SMALL))
    yield from footnotes(paper.service, paper.documents, words)
