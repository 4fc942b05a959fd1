"""The issue slip: whoever takes the result signs that it was given out."""

from __future__ import annotations

from collections.abc import Iterable

from operator_app.domain.papers import IssueSlip
from printing.frame import Foot, Head, Signatures, hand
from printing.layout import Composition
from printing.parts import (
    about_application,
    about_party,
    about_service,
    employee_hand,
    footnotes,
)
from printing.rows import BODY, LABELS, SMALL, STRONG, Row, below_rule, columns, fact, notice
from printing.words import Words


def compose(paper: IssueSlip, words: Words) -> Composition:
    head = paper.head
    return Composition(
        head=Head(head, words.of(paper.title), None, words),
        rows=tuple(_rows(paper, words)),
        signatures=Signatures(
            (
                employee_hand(head, words),
                hand(
                    words.say("Result received (signature)"),
                    paper.recipient.name,
                    words.date(head.at.date()),
                ),
            )
        ),
        foot=Foot(head, words),
    )


def _rows(paper: IssueSlip, words: Words) -> Iterable[Row]:
    yield columns(
        (words.say("Result given out"), LABELS), (words.of(paper.result), STRONG), before=0
    )
    yield below_rule(fact(words.say("Decided on"), (words.date(paper.decided_on), BODY)))
    yield about_application(paper.head, words)
    yield about_service(paper.service, words)
    yield about_party(words.say("Applicant"), paper.applicant, words)
    yield about_party(words.say("Taken by"), paper.recipient, words)
    if paper.shown is not None:
        yield fact(words.say("Shown"), (words.of(paper.shown), BODY))
    if paper.power is not None:
        answer = paper.power_answer
        under = () if answer is None else ((words.of(answer), SMALL),)
        yield fact(words.say("Power of attorney"), (words.of(paper.power), BODY), *under)
    if paper.unchecked:
        yield notice(
            words.say(
                "The register of notaries did not answer on the day of issue: the employee saw"
                " the paper, nobody has confirmed that it is in force."
            )
        )
    yield from footnotes(paper.service, (), words)
