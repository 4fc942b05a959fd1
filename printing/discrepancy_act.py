"""The discrepancy act: what the provider found is not what the center has sent."""

from __future__ import annotations

from collections.abc import Iterable

from operator_app.domain.papers import DiscrepancyAct
from printing.frame import Foot, Head, Signatures, hand
from printing.layout import Composition
from printing.parts import counted, employee_hand
from printing.rows import (
    BODY,
    LABELS,
    STRONG,
    Row,
    below_rule,
    columns,
    fact,
    heading,
    item,
)
from printing.words import Words, same

COPIES = 2


def compose(paper: DiscrepancyAct, words: Words) -> Composition:
    head = paper.head
    return Composition(
        head=Head(head, words.of(paper.title), None, words),
        rows=tuple(_rows(paper, words)),
        signatures=Signatures(
            (
                employee_hand(head, words),
                hand(
                    words.say("Counted at the provider's (signature)"),
                    paper.received_by,
                    words.date(head.at.date()),
                ),
            )
        ),
        foot=Foot(head, words),
        copies=COPIES,
    )


def _rows(paper: DiscrepancyAct, words: Words) -> Iterable[Row]:
    yield columns(
        (words.say("Sent and come"), LABELS),
        (
            words.say("sent {sent}, came {came}", sent=paper.sent, came=paper.came),
            STRONG,
        ),
        before=0,
    )
    yield below_rule(fact(words.say("Provider"), (words.of(paper.provider), BODY)))
    yield fact(
        words.say("Courier"), (same(paper.courier), BODY), (words.moment(paper.handed_at), BODY)
    )
    yield fact(words.say("Seal"), (same(paper.seal), BODY))
    yield fact(words.say("Seal found"), (same(paper.found_seal), BODY))
    yield fact(words.say("Drawn up"), (words.moment(paper.head.at), BODY))
    yield heading(counted(words.say("Differences"), len(paper.lines)))
    for number, line in enumerate(paper.lines, start=1):
        what = words.of(line.what)
        if line.package:
            yield item(number, same(line.package), what, marked=False)
        else:
            yield item(number, what, None, marked=False)
    yield heading(words.say("Remark"))
    yield columns((same(paper.remark), BODY), before=4)
