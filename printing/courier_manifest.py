"""The courier's manifest: what is in the bag, under which seal, and who has signed for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.papers import CourierManifest, PackageLine
from printing.frame import Foot, Head, Signatures, hand
from printing.layout import Composition
from printing.parts import counted, employee_hand
from printing.rows import (
    BIG,
    BODY,
    LABELS,
    STRONG,
    Row,
    below_rule,
    columns,
    fact,
    heading,
    item,
    small_heading,
)
from printing.words import Pair, Words, same

COPIES = 2
"""One stays at the center, one goes with the bag and comes back signed by the provider."""
TO_FILL_IN = "______________________________"


def compose(paper: CourierManifest, words: Words) -> Composition:
    head = paper.head
    return Composition(
        head=Head(head, words.of(paper.title), None, words),
        rows=tuple(_rows(paper, words)),
        signatures=Signatures(
            (
                employee_hand(head, words),
                hand(words.say("Courier (name, signature)"), "", words.say("date, time")),
            )
        ),
        foot=Foot(head, words),
        copies=COPIES,
    )


def _rows(paper: CourierManifest, words: Words) -> Iterable[Row]:
    yield columns((words.say("Seal"), LABELS), (same(paper.seal), BIG), before=0)
    yield below_rule(fact(words.say("Provider"), (words.of(paper.provider), BODY)))
    yield fact(words.say("Sealed"), (words.moment(paper.head.at), BODY))
    if paper.due_on is not None:
        yield fact(words.say("First term"), (words.date(paper.due_on), STRONG))
    yield fact(
        words.say("Counted at the provider's"),
        (words.say("name, signature, date"), LABELS),
        (same(TO_FILL_IN), BODY),
    )
    yield heading(counted(words.say("Packages"), len(paper.packages)))
    place = 0
    for service, packages in _by_service(paper.packages).items():
        name = words.of(service) if service else words.say("accepted at another window")
        yield small_heading(counted(name, len(packages)))
        for package in packages:
            place += 1
            yield item(place, same(package.number), _note(package, words), marked=False)


def _by_service(
    packages: Sequence[PackageLine],
) -> Mapping[Bilingual | None, Sequence[PackageLine]]:
    """A service is named once: a bag of two hundred packages has few of them."""
    groups: dict[Bilingual | None, list[PackageLine]] = {}
    for package in packages:
        groups.setdefault(package.service, []).append(package)
    return groups


def _note(package: PackageLine, words: Words) -> Pair | None:
    said: tuple[list[str], list[str]] = ([], [])
    if package.pages:
        said[0].append(words.first.plural("{n} sheet", "{n} sheets", package.pages))
        said[1].append(words.second.plural("{n} sheet", "{n} sheets", package.pages))
    if package.due_on is not None:
        due = words.say("decision by {day}", day=words.date(package.due_on))
        said[0].append(due[0])
        said[1].append(due[1])
    return ("; ".join(said[0]), "; ".join(said[1])) if said[0] else None
