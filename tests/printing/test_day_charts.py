"""The charts of the report are boxes as long as what they stand for, in black and white."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no annotations
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE  # type: ignore[import-untyped]  # ships no annotations

from operator_app.domain.day_figures import Figures, Norms, Times
from printing.day_charts import (
    BARS,
    BARS_WIDTH,
    DARK,
    LIGHT,
    NORM_INK,
    PAPER,
    hours_chart,
    services_chart,
)
from printing.day_papers import render_report
from printing.fonts import register
from printing.rows import LEFT, RIGHT, Mark, Row
from printing.words import Words
from tests.printing.reading import extracted, texts
from tests.support.supervised_papers import a_report
from tests.support.supervised_state import FIGURES, HOURS, NORMS, SERVICES

WORDS = Words.in_order("kk", texts)
CHART = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=1, max_size=24)


@pytest.fixture(autouse=True, scope="module")
def fonts() -> None:
    register()


def inked(row: Row, ink: float) -> list[Mark]:
    return [one for one in row.marks if one.ink == ink]


def an_hour(key: int, served: int, queue: int) -> Figures:
    return replace(HOURS[0], key=f"{key:02}", served=served, queue=queue)


def boxes(row: Row) -> list[tuple[float, float, float, float]]:
    found = []
    for one in row.cells:
        top = one.drop
        for line in one.lines:
            found.append((one.x, top, one.x + line.style.width(line.text), top + line.style.size))
            top += line.style.leading
    return found


@given(hours=CHART)
def test_bars_of_an_hour_are_as_high_as_its_figures_and_nothing_overlaps(
    hours: list[tuple[int, int]],
) -> None:
    register()
    rows = list(hours_chart([an_hour(n, *one) for n, one in enumerate(hours)], WORDS))
    chart = rows[-1]
    high = [one.height for one in inked(chart, DARK)], [one.height for one in inked(chart, LIGHT)]
    scale = max((*high[0], *high[1])) / (max(max(one) for one in hours) or 1)

    assert high[0] == pytest.approx([one[0] * scale for one in hours])
    assert high[1] == pytest.approx([one[1] * scale for one in hours])
    for mark in chart.marks:
        assert mark.x >= LEFT
        assert mark.x + mark.width <= RIGHT + 0.01
        assert mark.y >= 0
        assert mark.y + mark.height <= chart.height
    words = boxes(chart)
    assert not [
        (one, other)
        for place, one in enumerate(words)
        for other in words[place + 1 :]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]


def test_each_service_has_its_two_bars_and_the_norm_across_both() -> None:
    legend, *rows = services_chart(FIGURES.services, NORMS, SERVICES, WORDS)
    longest = max(one.waiting.average or timedelta() for one in FIGURES.services)

    assert [one.ink for one in legend.marks] == [LIGHT, DARK, NORM_INK]
    for row, line in zip(rows, FIGURES.services, strict=True):
        waiting, serving = inked(row, LIGHT)[0], inked(row, DARK)[0]
        assert waiting.width == pytest.approx(BARS_WIDTH * (line.waiting.average or 0) / longest)
        assert serving.width == pytest.approx(BARS_WIDTH * (line.serving.average or 0) / longest)
        norm = timedelta(minutes=15)
        assert [one.x for one in inked(row, NORM_INK)] == pytest.approx(
            [BARS + BARS_WIDTH * (norm / longest)] * 2
        )


def test_a_service_without_a_norm_or_a_visit_has_no_stroke_and_no_division_by_nothing() -> None:
    quiet = Figures(key="x", waiting=Times(), serving=Times())
    _, row = services_chart([quiet], {"x": Norms()}, {}, WORDS)

    assert inked(row, NORM_INK) == []
    assert [one.width for one in (*inked(row, LIGHT), *inked(row, DARK))] == [0, 0]
    assert list(services_chart((), {}, {}, WORDS)) == list(hours_chart((), WORDS)) == []


def test_a_figure_stands_on_white_where_a_line_of_the_grid_would_run_through_it() -> None:
    *_, chart = hours_chart(HOURS, WORDS)
    told = [one for one in chart.cells if one.lines[0].text == "36"]

    assert [one.drop for one in told] == [
        one.y for one in inked(chart, PAPER) if one.y == told[0].drop
    ]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_report_has_charts_with_captions_and_not_one_pixmap(
    language: str, tmp_path: Path
) -> None:
    content = render_report(a_report(language), texts)
    document = pdfium.PdfDocument(content)
    pixmaps = [one for page in document for one in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE])]
    document.close()
    said = " ".join(extracted(content, tmp_path, "-raw").split())

    assert pixmaps == []
    for words in ("Сағат соңында кезекте", "В очереди к концу часа", "Норма акта"):
        assert words in said
    assert "17:01 / 15:00" in said
