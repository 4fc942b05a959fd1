"""The provider's reasoned refusal, or its message on violations, as the applicant gets it."""

from __future__ import annotations

from collections.abc import Iterable

from operator_app.domain.papers import DeclineNotice
from printing.frame import Foot, Head, Signatures, hand
from printing.layout import Composition
from printing.parts import (
    about_application,
    about_party,
    about_service,
    employee_hand,
    footnotes,
)
from printing.rows import BODY, HEADING, LABELS, Row, columns, fact
from printing.words import Words, capital


def compose(paper: DeclineNotice, words: Words) -> Composition:
    head = paper.head
    return Composition(
        head=Head(head, words.of(paper.title), None, words),
        rows=tuple(_rows(paper, words)),
        signatures=Signatures(
            (
                employee_hand(head, words),
                hand(words.say("Received (signature)"), paper.applicant.name),
            )
        ),
        foot=Foot(head, words),
    )


def _rows(paper: DeclineNotice, words: Words) -> Iterable[Row]:
    yield about_application(paper.head, words)
    yield about_party(words.say("Applicant"), paper.applicant, words)
    yield about_service(paper.service, words)
    yield fact(words.say("Decided on"), (words.date(paper.decided_on), BODY))
    yield columns(
        (words.say("Ground of the refusal"), LABELS),
        (capital(words.of(paper.ground)), HEADING),
        before=22,
    )
    yield from footnotes(paper.service, (), words)
