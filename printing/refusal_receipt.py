"""The refusal receipt in the form of the standard's appendix, one copy for each side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from operator_app.domain.papers import RefusalReceipt
from printing.frame import Foot, Head, Signatures, hand
from printing.layout import Composition
from printing.parts import (
    about_moment,
    about_party,
    about_service,
    asked_for,
    counted,
    employee_hand,
    footnotes,
    listed_small,
)
from printing.rows import LAW, Row, columns, heading, notice, small_heading, small_print
from printing.words import Words

COPIES = 2


def compose(paper: RefusalReceipt, words: Words) -> Composition:
    head = paper.head
    role = words.say("Employee of the State Corporation, executor")
    received = words.date(head.at.date())
    return Composition(
        head=Head(
            head,
            words.of(paper.title),
            words.of(paper.appendix_line) if paper.appendix_line else None,
            words,
        ),
        rows=tuple(_rows(paper, words)),
        signatures=Signatures(
            (
                employee_hand(head, words, role),
                hand(
                    words.say("Received (signature)"),
                    (paper.representative or paper.applicant).name,
                    received,
                ),
            )
        ),
        foot=Foot(head, words),
        copies=COPIES,
    )


def _rows(paper: RefusalReceipt, words: Words) -> Iterable[Row]:
    yield about_party(words.say("Applicant"), replace(paper.applicant, phone=None), words)
    if paper.representative:
        yield about_party(words.say("Representative"), paper.representative, words)
    yield about_service(paper.service, words)
    yield about_moment(words.say("Date, time"), paper.head, words)
    yield columns((words.of(paper.law), LAW), before=9)
    yield heading(counted(words.of(paper.list_heading), len(paper.missing)))
    yield from asked_for(paper.missing, words)
    yield notice(words.of(paper.return_line))
    if paper.in_order:
        yield small_heading(counted(words.say("In order"), len(paper.in_order)))
        yield from listed_small(paper.in_order, words)
    yield from footnotes(paper.service, (*paper.missing, *paper.in_order), words)
    yield small_print(words.of(paper.copies_line))
