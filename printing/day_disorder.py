"""What was out of order, on the supervisor's papers: explained, still silent, and the courier's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.day_couriers import BagDifference
from operator_app.domain.day_exceptions import OF_BAGS, DayException, ExceptionKind
from operator_app.domain.day_papers import KIND_NAMES, DayReport, JournalExtract, JournalLine
from printing.fonts import Face
from printing.pen import Style
from printing.rows import BODY, CONTENT, LEFT, SMALL, Row, cell, columns, heading, stacked
from printing.words import Pair, Words, same

FIGURE = Style(Face.REGULAR, 8.5, 11.5)
IN_A_LINE = 4
"""Numbers of packages: none of them is broken between two lines."""
NAMED = 20
"""Of one kind on the report of an open day; the page lists all."""


def disorder(paper: DayReport, words: Words) -> Iterable[Row]:
    """A closed day has its remarks; what an open one will have to explain is named by kind."""
    if paper.closed_at is not None:
        yield from _explained(paper, words)
    else:
        yield from _silent(paper, words)


def _explained(paper: DayReport, words: Words) -> Iterable[Row]:
    yield heading(words.say("Out of order and explained"))
    if not paper.remarks:
        yield columns((words.say("Nothing."), BODY), before=2)
    for remark in paper.remarks:
        kind = words.of(KIND_NAMES[remark.kind])
        name = name_of(paper.services, remark.name, words)
        count = f" · {remark.count}" if remark.count > 1 else ""
        title = (f"{kind[0]}: {name[0]}{count}", f"{kind[1]}: {name[1]}{count}")
        parts = [*stacked(title, SMALL, CONTENT), (remark.text, BODY)]
        yield Row(cells=(cell(LEFT, CONTENT, *parts),), before=6, ruled=True)


def _silent(paper: DayReport, words: Words) -> Iterable[Row]:
    yield heading(words.say("Out of order, not explained yet"))
    if not paper.exceptions:
        yield columns((words.say("Nothing."), BODY), before=2)
    by_kind: dict[ExceptionKind, list[DayException]] = {}
    for one in paper.exceptions:
        by_kind.setdefault(one.kind, []).append(one)
    for kind, found in by_kind.items():
        name, many = words.of(KIND_NAMES[kind]), sum(one.count for one in found)
        title = (f"{name[0]}: {many}", f"{name[1]}: {many}")
        parts = [*stacked(title, SMALL, CONTENT), *_names(paper, found, words)]
        yield Row(cells=(cell(LEFT, CONTENT, *parts),), before=6, ruled=True)


def _names(paper: DayReport, found: list[DayException], words: Words) -> list[tuple[str, Style]]:
    pairs = [name_of(paper.services, one.name, words) for one in found[:NAMED]]
    more = " …" if len(found) > NAMED else ""
    first, second = (", ".join(pair[side] for pair in pairs) + more for side in (0, 1))
    return [(first, BODY)] if first == second else [(first, BODY), (second, SMALL)]


def bags(paper: JournalExtract, words: Words) -> Iterable[Row]:
    """Left out of the extract when every bag came as it was sent."""
    if not paper.bags:
        return
    found = sum(one.count for one in paper.bags)
    yield heading(words.say("Differences in the courier's manifests: {n}", n=found))
    for bag in paper.bags:
        yield Row(cells=(cell(LEFT, CONTENT, *_bag(bag, words)),), before=4, ruled=True)


def _bag(bag: BagDifference, words: Words) -> list[tuple[str, Style]]:
    kind = words.of(KIND_NAMES[OF_BAGS[bag.fault]])
    told = words.say(
        "manifest {number} · window {window}: {count}",
        number=bag.number,
        window=bag.window,
        count=bag.count,
    )
    title: Pair = (f"{kind[0]} · {told[0]}", f"{kind[1]} · {told[1]}")
    parts: list[tuple[str, Style]] = [*stacked(title, SMALL, CONTENT)]
    for place in range(0, len(bag.packages), IN_A_LINE):
        parts.append(("   ".join(bag.packages[place : place + IN_A_LINE]), FIGURE))
    if bag.act:
        parts.append((bag.act, BODY))
    return parts


def second_look(
    paper: JournalExtract, line: JournalLine, words: Words, room: float
) -> list[tuple[str, Style]]:
    """Why the case is looked at again: the rules that call for it, or a person's words."""
    known = [words.of(paper.reasons[code]) for code in line.rules if code in paper.reasons]
    if line.reason:
        known.append(same(line.reason))
    if not known:
        return []
    why: Pair = ("; ".join(one[0] for one in known), "; ".join(one[1] for one in known))
    return stacked(words.say("second look: {why}", why=why), SMALL, room)


def name_of(names: Mapping[str, Bilingual], code: str, words: Words) -> Pair:
    known = names.get(code)
    return same(code) if known is None else words.of(known)
