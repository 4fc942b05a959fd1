"""Charts of the day's report, drawn as boxes on the paper: the hours, and services by the norm.

They repeat what the tables under them say, so a figure that has no room on its bar is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.day_figures import Figures, Norms, Times
from printing.fonts import Face
from printing.pen import Style
from printing.rows import CONTENT, LEFT, RIGHT, SMALL, Cell, Line, Mark, Row, cell, stacked
from printing.words import Pair, Words, joined, same

DARK, LIGHT, NORM_INK, GRID_INK, PAPER = 0.32, 0.74, 0.0, 0.88, 1.0
"""Told apart in black and white: office printers have no colours."""
CAPTION = Style(Face.REGULAR, 6, 8, 0.33)
HOURS_HEIGHT: Final = 104.0
UNDER: Final = 6.0
"""Between a chart and its table."""
APART: Final = 3.0
TOGETHER: Final = 6
"""So many services stay on one page with the legend."""
AXIS: Final = 20.0
"""Room for the numbers at the left of the hours."""
WIDEST_BAR: Final = 16.0
SHARE: Final = 0.84
"""How much of its hour a pair of bars takes."""
MOST_LINES: Final = 5
NAME_WIDTH: Final = 196.0
VALUE_WIDTH: Final = 86.0
BARS: Final = LEFT + NAME_WIDTH + 12
BARS_WIDTH: Final = RIGHT - BARS - VALUE_WIDTH
THICK, STEP = 8.0, 11.0
SWATCH: Final = 6.0
LEGEND_GAP: Final = 14.0
_MINUTE: Final = timedelta(minutes=1)


def hours_chart(hours: Sequence[Figures], words: Words) -> Iterable[Row]:
    """How many were served in each hour, and how many still waited when it ended."""
    if not hours:
        return
    yield _legend(
        (
            (DARK, words.say("Served")),
            (LIGHT, words.say("In the queue at the end of the hour")),
        )
    )
    step = _step(max(max(one.served, one.queue) for one in hours))
    top = step * max(1, -(-max(max(one.served, one.queue) for one in hours) // step))
    scale = (HOURS_HEIGHT - 2 * CAPTION.leading) / top
    floor = HOURS_HEIGHT - CAPTION.leading
    marks: list[Mark] = []
    cells: list[Cell] = []
    for value in range(0, top + 1, step):
        y = floor - value * scale
        marks.append(Mark(LEFT + AXIS, y - 0.2, CONTENT - AXIS, 0.4, GRID_INK))
        cells.append(_text(str(value), LEFT + AXIS - 3, y - CAPTION.leading / 2, 1.0))
    wide = (CONTENT - AXIS) / len(hours)
    bar = min(WIDEST_BAR, wide * SHARE / 2)
    for place, one in enumerate(hours):
        middle = LEFT + AXIS + wide * (place + 0.5)
        cells.append(_text(one.key, middle, floor, 0.5))
        for value, x, ink in ((one.served, middle - bar, DARK), (one.queue, middle, LIGHT)):
            height = value * scale
            marks.append(Mark(x, floor - height, bar * 0.94, height, ink))
            if value and CAPTION.width(str(value)) < bar:
                at = floor - height - CAPTION.leading
                marks.append(Mark(x, at, bar * 0.94, CAPTION.leading, PAPER))
                cells.append(_text(str(value), x + bar * 0.47, at, 0.5))
    yield Row(cells=tuple(cells), before=2, marks=tuple(marks), least=HOURS_HEIGHT + UNDER)


def services_chart(
    services: Sequence[Figures],
    norms: Mapping[str, Norms],
    names: Mapping[str, Bilingual],
    words: Words,
) -> Iterable[Row]:
    """What a visit took on average, with the norm of the act across its bar."""
    if not services:
        return
    yield _legend(
        (
            (LIGHT, words.say("Waiting time, on average")),
            (DARK, words.say("Serving, on average")),
            (NORM_INK, words.say("Norm of the act")),
        )
    )
    known = [norms.get(one.key, Norms()) for one in services]
    all_times = [_took(times) for one in services for times in (one.waiting, one.serving)]
    all_norms = [norm for one in known for norm in (one.waiting, one.serving) if norm is not None]
    longest = max((*all_times, *all_norms, _MINUTE))
    for line, norm in zip(services, known, strict=True):
        name = words.of(names[line.key]) if line.key in names else same(line.key)
        last = line is services[-1]
        row = _service(line, norm, name, longest)
        together = len(services) <= TOGETHER and not last
        yield replace(row, keep=together, least=row.height + (UNDER if last else APART))


def _service(line: Figures, norm: Norms, name: Pair, longest: timedelta) -> Row:
    cells = [cell(LEFT, NAME_WIDTH, *stacked(name, SMALL, NAME_WIDTH))]
    marks: list[Mark] = []
    for place, (times, allowed, ink) in enumerate(
        ((line.waiting, norm.waiting, LIGHT), (line.serving, norm.serving, DARK))
    ):
        y = 1 + place * STEP
        marks.append(Mark(BARS, y, BARS_WIDTH * (_took(times) / longest), THICK, ink))
        if allowed is not None:
            marks.append(
                Mark(BARS + BARS_WIDTH * (allowed / longest), y - 1.5, 1.2, STEP, NORM_INK)
            )
        said = _minutes(times.average)
        if allowed is not None:
            said = f"{said} / {_minutes(allowed)}"
        cells.append(_text(said, RIGHT, y, 1.0))
    return Row(cells=tuple(cells), before=5, marks=tuple(marks), least=2 * STEP)


def _legend(keys: Sequence[tuple[float, Pair]]) -> Row:
    """One beside the other as far as the line goes, then on the next one."""
    marks: list[Mark] = []
    cells: list[Cell] = []
    x, y = LEFT, 0.0
    for ink, pair in keys:
        name = joined(pair)
        width = SWATCH + 4 + CAPTION.width(name)
        if x > LEFT and x + width > RIGHT:
            x, y = LEFT, y + CAPTION.leading
        marks.append(Mark(x, y + 1, SWATCH, SWATCH, ink))
        cells.append(_text(name, x + SWATCH + 4, y, 0.0))
        x += width + LEGEND_GAP
    return Row(cells=tuple(cells), before=5, marks=tuple(marks), keep=True)


def _text(text: str, x: float, drop: float, aligned: float) -> Cell:
    """``aligned`` is the share of its width that stands at the left of ``x``."""
    return Cell(x - CAPTION.width(text) * aligned, (Line(text, CAPTION),), drop)


def _step(most: int) -> int:
    """Between two lines of the grid: 1, 2 or 5 with noughts, and not too many of them."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if most <= step * MOST_LINES:
                return step
        power *= 10


def _took(times: Times) -> timedelta:
    return times.average or timedelta()


def _minutes(took: timedelta | None) -> str:
    if took is None:
        return "—"
    minutes, seconds = divmod(round(took.total_seconds()), 60)
    return f"{minutes}:{seconds:02}"
