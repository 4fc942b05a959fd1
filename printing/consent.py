"""The consent to use secrets protected by law, given or refused before registries are asked."""

from __future__ import annotations

from collections.abc import Iterable

from operator_app.domain.papers import ConsentPaper
from printing.frame import Foot, Head, Signatures, hand
from printing.layout import Composition
from printing.parts import about_moment, about_party, about_service, employee_hand, footnotes
from printing.rows import BIG, BODY, Row, columns, small_print
from printing.words import Words, capital


def compose(paper: ConsentPaper, words: Words) -> Composition:
    head = paper.head
    signer = (paper.representative or paper.applicant).name
    role = words.say("Consent given (signature)" if paper.given else "Consent refused (signature)")
    return Composition(
        head=Head(head, words.of(paper.title), None, words),
        rows=tuple(_rows(paper, words)),
        signatures=Signatures(
            (hand(role, signer, words.date(head.at.date())), employee_hand(head, words))
        ),
        foot=Foot(head, words),
    )


def _rows(paper: ConsentPaper, words: Words) -> Iterable[Row]:
    yield about_party(words.say("Applicant"), paper.applicant, words)
    if paper.representative:
        yield about_party(words.say("Representative"), paper.representative, words)
    yield about_service(paper.service, words)
    yield about_moment(words.say("Date, time"), paper.head, words)
    answer = words.say("I consent" if paper.given else "I do not consent")
    yield columns((answer, BIG), (capital(words.of(paper.text)), BODY), before=24)
    if paper.not_in_act:
        yield small_print(
            words.say("The act of this service has no consent clause; it is asked all the same.")
        )
    yield from footnotes(paper.service, (), words)
