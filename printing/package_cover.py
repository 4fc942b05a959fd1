"""The sheet on a package: a barcode to read, what is inside, by when; nobody's name."""

from __future__ import annotations

from collections.abc import Iterable

from operator_app.domain.papers import PackageCover
from printing.frame import Foot, Head, Signatures, hand
from printing.layout import Composition
from printing.parts import about_service, counted, employee_hand, footnotes, listed
from printing.rows import BIG, BODY, LABELS, STRONG, Row, below_rule, columns, fact, heading
from printing.words import Words, same


def compose(paper: PackageCover, words: Words) -> Composition:
    head = paper.head
    return Composition(
        head=Head(head, words.of(paper.title), None, words),
        rows=tuple(_rows(paper, words)),
        signatures=Signatures(
            (
                employee_hand(head, words, words.say("Packed by")),
                hand(words.say("Checked at the provider's (signature)"), ""),
            )
        ),
        foot=Foot(head, words),
    )


def _rows(paper: PackageCover, words: Words) -> Iterable[Row]:
    yield columns((words.say("Package"), LABELS), (same(paper.head.number), BIG), before=0)
    yield below_rule(fact(words.say("Provider"), (words.of(paper.provider), BODY)))
    yield about_service(paper.service, words)
    if paper.due_on is not None:
        yield fact(words.say("Decision by"), (words.date(paper.due_on), STRONG))
    yield heading(counted(words.say("Documents attached"), len(paper.documents)))
    yield from listed(paper.documents, words)
    yield from footnotes(paper.service, paper.documents, words)
