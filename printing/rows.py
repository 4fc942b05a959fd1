"""What a paper is made of: rows of measured cells, and the ways to make one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from printing.fonts import Face
from printing.measure import lines
from printing.pen import PAGE_WIDTH, Style
from printing.words import Pair, joined

MARGIN = 42.0
LEFT, RIGHT = MARGIN, PAGE_WIDTH - MARGIN
CONTENT = RIGHT - LEFT
GUTTER = 24.0
COLUMN = (CONTENT - GUTTER) / 2
COLUMNS = (LEFT, LEFT + COLUMN + GUTTER)
MIDDLE = LEFT + COLUMN + GUTTER / 2
LABEL = 66.0
INDENT = 22.0
GAP = 4.0
VALUE = COLUMN - LABEL

TITLE = Style(Face.BOLD, 13.5, 18)
SUBTITLE = Style(Face.REGULAR, 11, 15)
BODY = Style(Face.REGULAR, 9.75, 13.5)
STRONG = Style(Face.BOLD, 9.75, 13.5)
HEADING = Style(Face.BOLD, 10.5, 15)
BIG = Style(Face.BOLD, 15, 20)
LAW = Style(Face.REGULAR, 8.25, 11.25, 0.2)
LABELS = Style(Face.REGULAR, 8.5, 13.5, 0.38)
SMALL = Style(Face.REGULAR, 8, 11, 0.33)
SMALL_STRONG = Style(Face.BOLD, 8, 11)

UNCONFIRMED = " *"
"""Stands after what the center's methodologist has not confirmed; the footnote says so."""


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines one under the other from ``x``; what fits its width was settled when it was made.

    ``drop`` is how far under the row's top they begin.
    """

    x: float
    lines: tuple[Line, ...]
    drop: float = 0.0

    @property
    def height(self) -> float:
        return self.drop + sum(line.style.leading for line in self.lines)


@dataclass(frozen=True, slots=True)
class Mark:
    """A filled box of a chart, under the words of its row; ``y`` counts from the row's top."""

    x: float
    y: float
    width: float
    height: float
    ink: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Cells side by side, at equal tops. A row is not broken unless it is taller than a page.

    ``before`` is the space above, ``keep`` holds the next row on the same page, ``ruled`` draws a
    hairline above, ``split`` the line between the two languages, ``barred`` a thick bar at left.
    ``marks`` are a chart, which is ``least`` points high and fits a page.
    """

    cells: tuple[Cell, ...]
    before: float = 0.0
    keep: bool = False
    ruled: bool = False
    split: bool = False
    barred: bool = False
    marks: tuple[Mark, ...] = ()
    least: float = 0.0

    @property
    def height(self) -> float:
        return max((self.least, *(cell.height for cell in self.cells)))

    def cut(self, room: float) -> tuple[Row, Row]:
        """The lines that fit ``room`` and the rest."""
        fitting, left = [], []
        for cell in self.cells:
            count, used = 0, 0.0
            for line in cell.lines:
                used += line.style.leading
                if used > room:
                    break
                count += 1
            fitting.append(Cell(cell.x, cell.lines[:count]))
            left.append(Cell(cell.x, cell.lines[count:]))
        rest = replace(self, cells=tuple(left), before=0.0, ruled=False)
        return replace(self, cells=tuple(fitting)), rest


def cell(x: float, room: float, *parts: tuple[str, Style]) -> Cell:
    """Paragraphs wrapped into ``room``."""
    return Cell(
        x, tuple(Line(line, style) for text, style in parts for line in lines(text, style, room))
    )


def fact(label: Pair, *values: tuple[Pair, Style]) -> Row:
    """A label and its value in both columns, the values one under the other."""
    cells = []
    for side, x in enumerate(COLUMNS):
        cells.append(cell(x, LABEL - GAP, (label[side], LABELS)))
        parts = tuple((value[side], style) for value, style in values)
        cells.append(cell(x + LABEL, VALUE, *parts))
    return Row(cells=tuple(cells), before=3, split=True)


def below_rule(row: Row) -> Row:
    """``row`` with a hairline above, set off from what leads the paper."""
    return replace(row, before=8, ruled=True)


def columns(*parts: tuple[Pair, Style], before: float = 10) -> Row:
    """Paragraphs in both columns."""
    cells = tuple(
        cell(x, COLUMN, *((pair[side], style) for pair, style in parts))
        for side, x in enumerate(COLUMNS)
    )
    return Row(cells=cells, before=before, split=True)


def notice(text: Pair) -> Row:
    """What the reader must not overlook: a bar at the left of both columns."""
    cells = tuple(cell(x + 10, COLUMN - 10, (text[side], BODY)) for side, x in enumerate(COLUMNS))
    return Row(cells=cells, before=10, barred=True)


def heading(text: Pair) -> Row:
    parts = stacked(text, HEADING, CONTENT)
    return Row(cells=(cell(LEFT, CONTENT, *parts),), before=16, keep=True)


def small_heading(text: Pair) -> Row:
    parts = stacked(text, SMALL_STRONG, CONTENT)
    return Row(cells=(cell(LEFT, CONTENT, *parts),), before=12, keep=True)


def item(number: int, name: Pair, note: Pair | None, *, marked: bool) -> Row:
    """A numbered row of a list: the name in both languages and, small, the reason."""
    room = CONTENT - INDENT
    mark = UNCONFIRMED if marked else ""
    names = name if name[0] != name[1] else name[:1]
    parts = [(text, BODY) for text in names]
    parts[-1] = (parts[-1][0] + mark, BODY)
    if note:
        parts.extend(stacked(note, SMALL, room))
    cells = (cell(LEFT + 3, INDENT, (str(number), STRONG)), cell(LEFT + INDENT, room, *parts))
    return Row(cells=cells, before=8, ruled=True)


def small_item(number: int, name: Pair, note: Pair | None, *, marked: bool) -> Row:
    """A row of a list that matters less: what was in order."""
    room = CONTENT - INDENT
    if note:
        name = (f"{name[0]} ({note[0]})", f"{name[1]} ({note[1]})")
    parts = stacked(name, SMALL, room)
    if marked:
        parts[-1] = (parts[-1][0] + UNCONFIRMED, SMALL)
    cells = (
        cell(LEFT + 3, INDENT, (str(number), SMALL)),
        cell(LEFT + INDENT, room, *parts),
    )
    return Row(cells=cells, before=3)


def small_print(text: Pair) -> Row:
    """Full width, small: footnotes and what the law wants said."""
    return Row(cells=(cell(LEFT, CONTENT, *stacked(text, SMALL, CONTENT)),), before=7)


def stacked(text: Pair, style: Style, room: float) -> list[tuple[str, Style]]:
    """Both languages on one line if they fit, otherwise one under the other."""
    together = joined(text)
    if text[0] == text[1] or style.width(together) <= room:
        return [(together, style)]
    return [(text[0], style), (text[1], style)]
