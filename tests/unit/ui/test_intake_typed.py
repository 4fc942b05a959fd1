"""Numbers, days and names are judged while they are typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.applications import PartyKind
from operator_app.domain.people import CheckDigitWrong, NumberEmpty, NumberHasLetters
from ui.runtime.typed import clean_text, day_error, day_of, number_of, required

IIN = "740817300283"


def test_the_fifth_digit_tells_a_person_from_an_organisation() -> None:
    assert number_of("7408").kind is None
    assert number_of("74081").kind is PartyKind.PERSON
    assert number_of("74084").kind is PartyKind.ORGANISATION


def test_an_unfinished_number_says_how_many_digits_are_left_and_is_no_error() -> None:
    typed = number_of("740817")

    assert (typed.left, typed.error, typed.good) == (6, None, False)


def test_a_paste_with_spaces_and_dashes_is_the_number_in_it() -> None:
    assert number_of(" 740817-300 283\t").good


def test_a_letter_is_an_error_at_once() -> None:
    assert isinstance(number_of("7408О").error, NumberHasLetters)


def test_a_wrong_last_digit_is_an_error_when_the_number_is_whole() -> None:
    assert isinstance(number_of(IIN[:-1] + "4").error, CheckDigitWrong)


def test_a_number_that_must_be_there_is_not_empty() -> None:
    assert isinstance(required(number_of("")), NumberEmpty)


@given(st.text(max_size=300))
def test_no_paste_of_anything_breaks_the_judging_of_a_number(text: str) -> None:
    typed = number_of(text)

    assert typed.good == (typed.error is None and not typed.left and bool(typed.text))


@pytest.mark.parametrize("text", ["01.05.2006", "01052006", "01/05/2006", " 01 05 2006 "])
def test_a_day_is_read_however_it_is_parted(text: str) -> None:
    assert day_of(text).day == date(2006, 5, 1)


def test_an_unfinished_day_is_an_error_only_when_it_must_be_whole() -> None:
    typed = day_of("01.05.20")

    assert typed.error is None
    assert day_error(typed) is not None


@pytest.mark.parametrize("text", ["31.02.2010", "завтра", "01.05.20066", "٠١.٠٥.٢٠٠٦"])
def test_what_is_no_day_is_an_error_at_once(text: str) -> None:
    assert day_of(text).error is not None


@given(st.text(max_size=300))
def test_no_paste_of_anything_breaks_the_judging_of_a_day(text: str) -> None:
    day_of(text)


@given(st.text(max_size=600))
def test_a_pasted_name_is_one_bounded_line(text: str) -> None:
    name = clean_text(text)

    assert len(name) <= 250
    assert name == " ".join(name.split())
