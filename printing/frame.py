"""What stands around every paper: head with number and barcode, foot with QR, signatures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from operator_app.domain.papers import PaperHead
from printing.barcodes import Run, code128, qr
from printing.fonts import Face
from printing.measure import lines
from printing.pen import PAGE_WIDTH, Pen, Style
from printing.rows import (
    BODY,
    COLUMN,
    COLUMNS,
    CONTENT,
    LEFT,
    RIGHT,
    SMALL,
    SMALL_STRONG,
    SUBTITLE,
    TITLE,
    Cell,
    Line,
    cell,
    stacked,
)
from printing.words import Pair, Words, joined

TOP = 36.0
BAR_WIDTH, BAR_HEIGHT, LOW_BAR_HEIGHT = 148.0, 32.0, 18.5
QR_SIZE = 54.0
QR_GAP = 14.0
STRIP = 17.0
STRIP_GAP = 9.0
HANDS_GAP = 32.0
"""Room above a signature's line for the signature itself."""

Hand = tuple[tuple[str, Style], ...]
"""What stands under a line to sign on."""

NUMBER = Style(Face.BOLD, 12, 17)
RUNNING_NUMBER = Style(Face.BOLD, 9, 12)
RUNNING = Style(Face.MEDIUM, 9, 13, 0.3)
STRIP_STYLE = Style(Face.BOLD, 8.5, 11)


@dataclass(frozen=True)
class Head:
    """Titles left, codes right, a thick rule under both; lower on the pages that follow."""

    paper: PaperHead
    title: Pair
    under_title: Pair | None
    words: Words

    def height(self, *, first: bool) -> float:
        """The y where the rows begin."""
        strips = TOP + len(self._strips) * STRIP + (STRIP_GAP if self._strips else 0.0)
        block = self._titles.height if first else self._running.height
        codes = _bar_height(first=first) + _number_style(first=first).leading + 3
        return strips + max(block, codes) + (12.0 if first else 6.0) + 10.0

    def draw(self, pen: Pen, *, first: bool) -> float:
        y = self._draw_strips(pen)
        left = self._titles if first else self._running
        top = y
        for line in left.lines:
            pen.text(left.x, top, line.text, line.style)
            top += line.style.leading
        runs, modules = self._bars
        height = _bar_height(first=first)
        pen.modules([runs], (RIGHT - BAR_WIDTH, y), (BAR_WIDTH / modules, height))
        style = _number_style(first=first)
        width = style.width(self.paper.number)
        x = min(RIGHT - BAR_WIDTH / 2 - width / 2, RIGHT - width)
        pen.text(x, y + height + 3, self.paper.number, style)
        end = self.height(first=first)
        pen.rule((LEFT, end - 10.0), (RIGHT, end - 10.0), 1.5 if first else 0.8)
        return end

    def _draw_strips(self, pen: Pen) -> float:
        y = TOP
        for text in self._strips:
            pen.box((LEFT, y), (CONTENT, STRIP - 3), 0.88)
            x = (PAGE_WIDTH - STRIP_STYLE.width(text)) / 2
            pen.text(x, y + (STRIP - 3 - STRIP_STYLE.leading) / 2, text, STRIP_STYLE)
            y += STRIP
        return y + (STRIP_GAP if self._strips else 0.0)

    @cached_property
    def _bars(self) -> tuple[tuple[Run, ...], int]:
        return code128(self.paper.number_digits)

    @cached_property
    def _titles(self) -> Cell:
        room = CONTENT - BAR_WIDTH - 22
        parts = [(self.title[0], TITLE), (self.title[1], SUBTITLE)]
        if self.under_title:
            parts.extend(stacked(self.under_title, SMALL, room))
        return cell(LEFT, room, *parts)

    @cached_property
    def _running(self) -> Cell:
        room = CONTENT - BAR_WIDTH - 22
        return cell(LEFT, room, *stacked(self.title, RUNNING, room))

    @cached_property
    def _strips(self) -> tuple[str, ...]:
        """Marks nobody may overlook: not a real paper, not the first print."""
        strips = []
        if self.paper.training:
            strips.append(joined(self.words.say("TRAINING SAMPLE")))
        copy = self.paper.copy
        if copy:
            when = self.words.moment(copy.at)
            mark = f"{joined(self.words.say('COPY'))} · {joined(when)}"
            room = CONTENT - 12
            whole = f"{mark} · {copy.by}"
            if STRIP_STYLE.width(whole) <= room:
                strips.append(whole)
            else:
                strips.extend((mark, *lines(copy.by, STRIP_STYLE, room)))
        return tuple(strips)


@dataclass(frozen=True)
class Foot:
    """QR code, how to check the paper, where to ask, and which page and copy this is."""

    paper: PaperHead
    words: Words

    @cached_property
    def _lines(self) -> tuple[Line, ...]:
        office = self.paper.office
        room = CONTENT - QR_SIZE - QR_GAP - 120
        check = joined(self.words.say("Check:")).replace(": ·", " ·")
        name, address = self.words.of(office.name), self.words.of(office.address)
        where = (f"{name[0]}, {address[0]}", f"{name[1]}, {address[1]}")
        asked = joined(self.words.say("Call center")) + f": {office.call_center}"
        parts: list[tuple[str, Style]] = [(f"{check} {self.paper.number}", SMALL_STRONG)]
        parts.extend(stacked(where, SMALL, room))
        parts.append((asked, SMALL))
        return cell(0, room, *parts).lines

    @property
    def height(self) -> float:
        return max(QR_SIZE, sum(line.style.leading for line in self._lines)) + 14

    def draw(self, pen: Pen, top: float, *, page: tuple[int, int], copy: tuple[int, int]) -> None:
        bottom = top + self.height
        rows = self._qr
        module = QR_SIZE / len(rows)
        pen.modules(rows, (LEFT, bottom - QR_SIZE), (module, module))
        y = bottom - sum(line.style.leading for line in self._lines)
        for line in self._lines:
            pen.text(LEFT + QR_SIZE + QR_GAP, y, line.text, line.style)
            y += line.style.leading
        marks = []
        if copy[1] > 1:
            marks.append(joined(self.words.say("copy {n}/{total}", n=copy[0], total=copy[1])))
        if page[1] > 1:
            marks.append(joined(self.words.say("page {n}/{total}", n=page[0], total=page[1])))
        y = bottom - SMALL.leading * len(marks)
        for mark in marks:
            pen.text(RIGHT - SMALL.width(mark), y, mark, SMALL)
            y += SMALL.leading

    @cached_property
    def _qr(self) -> tuple[tuple[Run, ...], ...]:
        return qr(self.paper.qr_text)


@dataclass(frozen=True)
class Signatures:
    """One or two lines to sign on, each with who signs under it."""

    hands: tuple[Hand, ...]

    @cached_property
    def _cells(self) -> tuple[Cell, ...]:
        return tuple(cell(x, COLUMN, *hand) for x, hand in zip(COLUMNS, self.hands, strict=False))

    @property
    def height(self) -> float:
        return HANDS_GAP + 4 + max((c.height for c in self._cells), default=0.0)

    def draw(self, pen: Pen, top: float) -> None:
        for x, hand in zip(COLUMNS, self._cells, strict=False):
            line_y = top + HANDS_GAP
            pen.rule((x, line_y), (x + COLUMN, line_y), 0.8)
            y = line_y + 4
            for line in hand.lines:
                pen.text(hand.x, y, line.text, line.style)
                y += line.style.leading


def _bar_height(*, first: bool) -> float:
    """Each page can be scanned by itself; those that follow have a lower barcode."""
    return BAR_HEIGHT if first else LOW_BAR_HEIGHT


def _number_style(*, first: bool) -> Style:
    return NUMBER if first else RUNNING_NUMBER


def hand(role: Pair, name: str, after: Pair | None = None) -> Hand:
    """Who signs: the role, the name, and what else stands under the line."""
    parts: list[tuple[str, Style]] = stacked(role, SMALL, COLUMN)
    parts.append((name, SMALL_STRONG if name else BODY))
    if after:
        parts.extend(stacked(after, SMALL, COLUMN))
    return tuple(parts)
