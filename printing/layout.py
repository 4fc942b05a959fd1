"""Flows measured rows over A4 pages between a head and a foot; nothing overlaps, nothing is cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from printing.frame import Foot, Head, Signatures
from printing.pen import PAGE_HEIGHT, Pen
from printing.rows import COLUMNS, LEFT, MIDDLE, RIGHT, Cell, Row

RULE_GAP = 5.0
"""Between a hairline and the row under it."""
WORTH_STARTING = 60.0
"""A text longer than a page begins on this one if so much is left of it."""
TIGHTER = (0.7, 0.4)
"""Spaces shrink so far, and no further than it takes, when that saves a page."""
BOTTOM = 27.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """A paper ready to be set: rows between head and foot, signatures at the end.

    ``copies`` are for the two sides: each has all pages and says which one it is.
    """

    head: Head
    rows: tuple[Row, ...]
    signatures: Signatures | None
    foot: Foot
    copies: int = 1


def draw(composition: Composition, pen: Pen) -> None:
    """Every copy, page by page."""
    pages = _pages(composition, composition.rows)
    if len(pages) > 1:
        tighter = (_pages(composition, _closer(composition.rows, share)) for share in TIGHTER)
        pages = min(pages, *tighter, key=len)
    for copy in range(1, composition.copies + 1):
        for index, page in enumerate(pages):
            first, last = index == 0, index == len(pages) - 1
            top = composition.head.draw(pen, first=first)
            _draw_rows(page, top, pen)
            foot_top = PAGE_HEIGHT - BOTTOM - composition.foot.height
            composition.foot.draw(
                pen,
                foot_top,
                page=(index + 1, len(pages)),
                copy=(copy, composition.copies),
            )
            if last and composition.signatures:
                composition.signatures.draw(pen, foot_top - composition.signatures.height)
            pen.end_page()


def _closer(rows: Sequence[Row], share: float) -> tuple[Row, ...]:
    return tuple(replace(row, before=row.before * share) for row in rows)


def _pages(composition: Composition, rows: Sequence[Row]) -> list[list[Row]]:
    """Breaks between groups of rows that stay together; the last group stays with the hands."""
    filling = _Filling(composition)
    hands = composition.signatures.height if composition.signatures else 0.0
    groups = list(_groups(rows))
    for group in groups:
        need = sum(_space(row) for row in group)
        filling.want(need + (hands if group is groups[-1] else 0.0))
        for row in group:
            filling.put(row)
    filling.want(hands)
    return filling.pages


class _Filling:
    """Pages being filled; ``want`` turns the page when what comes does not fit on this one."""

    def __init__(self, composition: Composition) -> None:
        self._floor = PAGE_HEIGHT - BOTTOM - composition.foot.height
        self._next_top = composition.head.height(first=False)
        self._y = composition.head.height(first=True)
        self.pages: list[list[Row]] = [[]]

    def want(self, height: float) -> None:
        """Turn the page if ``height`` fits on the next one and not here.

        What no page can hold is cut anyway, so it may as well begin here if there is some room.
        """
        room = self._floor - self._y
        hopeless = height > self._floor - self._next_top and room > WORTH_STARTING
        if self.pages[-1] and height > room and not hopeless:
            self.pages.append([])
            self._y = self._next_top

    def put(self, row: Row) -> None:
        self.want(_space(row))
        while self._y + _space(row) > self._floor:
            part, row = row.cut(self._floor - self._y - row.before - RULE_GAP)
            self.pages[-1].append(part)
            self.pages.append([])
            self._y = self._next_top
        self.pages[-1].append(row)
        self._y += _space(row)


def _groups(rows: Sequence[Row]) -> Iterator[list[Row]]:
    group: list[Row] = []
    for row in rows:
        group.append(row)
        if not row.keep:
            yield group
            group = []
    if group:
        yield group


def _space(row: Row) -> float:
    return row.before + row.height + (RULE_GAP if row.ruled else 0.0)


def _draw_rows(rows: Sequence[Row], top: float, pen: Pen) -> None:
    y = top
    split_from: float | None = None
    for index, row in enumerate(rows):
        y += row.before if index else 0.0
        if row.ruled and index:
            pen.rule((LEFT, y), (RIGHT, y), 0.5)
            y += RULE_GAP
        for mark in row.marks:
            pen.box((mark.x, y + mark.y), (mark.width, mark.height), mark.ink)
        for cell in row.cells:
            _draw_cell(cell, y + cell.drop, pen)
        if row.barred:
            for x in COLUMNS:
                pen.box((x, y + 1), (2.5, row.height - 2), 0.07)
        if row.split and split_from is None:
            split_from = y
        y += row.height
        following = rows[index + 1] if index + 1 < len(rows) else None
        goes_on = following is not None and following.split and not following.ruled
        if split_from is not None and not goes_on:
            pen.rule((MIDDLE, split_from), (MIDDLE, y), 0.5)
            split_from = None


def _draw_cell(cell: Cell, top: float, pen: Pen) -> None:
    for line in cell.lines:
        pen.text(cell.x, top, line.text, line.style)
        top += line.style.leading
