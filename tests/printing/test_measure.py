"""Breaking lines: nothing is lost, nothing is wider than its room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.fonts import Face, register
from printing.measure import lines
from printing.pen import Style

STYLE = Style(Face.REGULAR, 10, 13)
LETTERS = "абвәғқңөұүһіАӘQx-«№ ,.19"


@pytest.fixture(autouse=True)
def _fonts() -> None:
    register()


@given(text=st.text(LETTERS, max_size=120), room=st.floats(20, 300))
def test_every_line_fits_and_no_letter_is_lost(text: str, room: float) -> None:
    broken = lines(text, STYLE, room)

    assert all(STYLE.width(line) <= room + 1e-6 for line in broken)
    assert "".join("".join(broken).split()) == "".join(text.split())


def test_a_number_stays_with_its_word_and_a_year_with_its_letter() -> None:
    text = "отдел № 2 принял 6 февраля 2018 г. документы"
    for room in range(60, 240, 3):
        for line in lines(text, STYLE, float(room))[1:]:
            assert not line.startswith(("2 ", "февраля", "г."))


def test_a_compound_word_breaks_after_its_hyphen() -> None:
    assert lines("над ребенком-сиротой", STYLE, STYLE.width("над ребенком-сирот")) == (
        "над ребенком-",
        "сиротой",
    )


def test_a_mark_at_the_end_stays_with_its_word() -> None:
    assert lines("супруга(-и) *", STYLE, STYLE.width("супруга(-и)") + 1) != ("супруга(-и)", "*")


def test_an_empty_text_has_no_lines() -> None:
    assert lines("  \n ", STYLE, 100) == ()
