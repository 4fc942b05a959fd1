"""Process 4: the message that data could not be obtained, from which system and what to do."""

from __future__ import annotations

from collections.abc import Iterable

from operator_app.domain.papers import DataUnavailableMessage
from printing.frame import Foot, Head, Signatures, hand
from printing.layout import Composition
from printing.parts import (
    about_moment,
    about_party,
    about_service,
    counted,
    employee_hand,
    footnotes,
)
from printing.rows import BODY, Row, columns, heading, item, notice
from printing.words import Words, capital


def compose(paper: DataUnavailableMessage, words: Words) -> Composition:
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


def _rows(paper: DataUnavailableMessage, words: Words) -> Iterable[Row]:
    yield about_party(words.say("Applicant"), paper.applicant, words)
    yield about_service(paper.service, words)
    yield about_moment(words.say("Date, time"), paper.head, words)
    yield columns((capital(words.of(paper.text)), BODY), before=18)
    if paper.systems:
        yield heading(counted(words.say("Systems asked"), len(paper.systems)))
    for number, (system, answer) in enumerate(paper.systems, start=1):
        yield item(number, words.of(system), words.of(answer), marked=False)
    yield notice(words.of(paper.advice))
    yield from footnotes(paper.service, (), words)
