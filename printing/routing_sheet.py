"""The routing sheet: where to go with a service this center does not accept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.papers import RoutingSheet
from printing.frame import Foot, Head
from printing.layout import Composition
from printing.parts import about_moment, about_party, about_service, asked_for, counted, footnotes
from printing.pen import Style
from printing.rows import BODY, LABELS, STRONG, Row, below_rule, columns, fact, heading
from printing.words import Pair, Words, capital

SHORT = 90
"""Letters up to which a place to apply is set bold."""


def compose(paper: RoutingSheet, words: Words) -> Composition:
    """No signatures: it is advice, nothing is accepted and nothing refused."""
    return Composition(
        head=Head(paper.head, words.of(paper.title), None, words),
        rows=tuple(_rows(paper, words)),
        signatures=None,
        foot=Foot(paper.head, words),
    )


def _rows(paper: RoutingSheet, words: Words) -> Iterable[Row]:
    places = tuple((capital(words.of(place)), _loudness(place)) for place in paper.where)
    yield columns((words.say("Where to apply"), LABELS), *places, before=0)
    yield below_rule(about_service(paper.service, words))
    if paper.applicant:
        yield about_party(words.say("Applicant"), paper.applicant, words)
    yield fact(words.say("Term"), (capital(words.of(paper.term)), BODY))
    if paper.fee:
        yield fact(words.say("Fee"), (capital(words.of(paper.fee)), BODY))
    if paper.issued_at:
        yield fact(words.say("Result"), *_values(paper.issued_at, words))
    yield about_moment(words.say("Issued on"), paper.head, words)
    if paper.bring:
        yield heading(counted(words.say("What to bring"), len(paper.bring)))
        yield from asked_for(paper.bring, words)
    yield from footnotes(paper.service, paper.bring, words)


def _loudness(place: Bilingual) -> Style:
    """A place is loud; a paragraph about its hours is not."""
    return STRONG if len(place.ru) <= SHORT else BODY


def _values(texts: Sequence[Bilingual], words: Words) -> list[tuple[Pair, Style]]:
    return [(capital(words.of(text)), BODY) for text in texts]
