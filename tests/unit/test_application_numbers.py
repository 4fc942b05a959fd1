"""Application numbers: built, read back, and told from an IIN and a BIN."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.numbers import (
    ApplicationNumber,
    SequenceOutOfRange,
    identify,
    iso7064_check_digit,
)
from operator_app.domain.people import CheckDigitWrong
from operator_app.errors import RuleViolation

TODAY = date(2026, 11, 21)
NUMBERS = st.builds(
    ApplicationNumber.build,
    st.from_regex(r"[0-9]{3}", fullmatch=True).filter(str.isascii),
    st.integers(1, 99),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.integers(1, 9999),
)


def a_number(**changes: object) -> ApplicationNumber:
    parts: dict[str, object] = {"center": "002", "window": 7, "day": date(2018, 2, 6)}
    parts |= {"sequence": 1} | changes
    return ApplicationNumber.build(**parts)  # type: ignore[arg-type]  # overrides by name


def test_a_number_is_written_in_groups() -> None:
    number = a_number()

    assert number.text[:-1] == "002-07-180206-0001-"
    assert str(number) == number.text
    assert number.digits == number.text.replace("-", "")


def test_the_check_digit_is_that_of_the_standard() -> None:
    assert iso7064_check_digit("0794") == 5


@given(NUMBERS)
def test_a_number_is_read_back_from_paper_and_from_barcode(number: ApplicationNumber) -> None:
    assert ApplicationNumber.parse(number.text) == number
    assert ApplicationNumber.parse(number.digits) == number


@given(NUMBERS, st.integers(0, 15), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number: ApplicationNumber, place: int, shift: int) -> None:
    digits = number.digits
    wrong = str((int(digits[place]) + shift) % 10)

    with pytest.raises(CheckDigitWrong):
        ApplicationNumber.parse(digits[:place] + wrong + digits[place + 1 :])


def test_a_swap_of_neighbours_goes_unseen_in_few_cases_only() -> None:
    """The standard promises every single digit; of swaps it finds all but a few."""
    swaps = [(a, b, c) for a in range(10) for b in range(10) for c in range(10) if b != c]

    unseen = [
        (a, b, c)
        for a, b, c in swaps
        if iso7064_check_digit(f"{a}{b}{c}") == iso7064_check_digit(f"{a}{c}{b}")
    ]

    assert len(unseen) / len(swaps) < 0.025


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"center": "2"}, "number.center"),
        ({"center": "٠٠٢"}, "number.center"),
        ({"window": 0}, "number.window"),
        ({"window": 100}, "number.window"),
        ({"day": date(1999, 12, 31)}, "number.application_day"),
        ({"sequence": 0}, "number.sequence"),
    ],
)
def test_a_number_is_not_built_from_broken_parts(changes: dict[str, object], code: str) -> None:
    with pytest.raises(RuleViolation) as broken:
        a_number(**changes)

    assert broken.value.code == code


def test_the_ten_thousandth_case_of_a_day_gets_no_number() -> None:
    assert a_number(sequence=9999).sequence == 9999

    with pytest.raises(SequenceOutOfRange):
        a_number(sequence=10_000)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "number.application_format"),
        ("002-07-180206-001-0", "number.application_format"),
        ("002-07-180206-0001-" + "٠", "number.application_format"),
        ("002071802300001", "number.application_format"),
    ],
)
def test_what_is_not_written_like_a_number_is_refused(text: str, code: str) -> None:
    with pytest.raises(RuleViolation) as broken:
        ApplicationNumber.parse(text)

    assert broken.value.code == code


def test_a_day_that_cannot_be_is_found_behind_a_right_check_digit() -> None:
    body = "002071802300001"

    with pytest.raises(RuleViolation) as broken:
        ApplicationNumber.parse(f"{body}{iso7064_check_digit(body)}")

    assert broken.value.code == "number.application_day"


def test_an_iin_is_recognised_with_its_facts() -> None:
    answer = identify("900101-300017", today=TODAY)

    assert (answer.kind, answer.valid, answer.reason) == ("iin", True, None)
    assert answer.facts == {
        "born_on": "1990-01-01",
        "born_on_candidates": ["1990-01-01"],
        "sex": "male",
        "foreigner": False,
        "warnings": [],
    }


def test_a_foreigners_iin_has_no_single_birthday() -> None:
    facts = identify("700704011119", today=TODAY).facts

    assert (facts["born_on"], facts["sex"], facts["foreigner"]) == (None, None, True)


def test_a_birthday_to_come_is_warned_about() -> None:
    answer = identify("300101500014", today=TODAY)

    assert answer.valid
    assert answer.facts["warnings"] == ["number.born_in_future"]


def test_a_bin_is_recognised_with_its_facts() -> None:
    answer = identify("151141007771", today=TODAY)

    assert (answer.kind, answer.valid) == ("bin", True)
    assert answer.facts == {"registered": "1511", "type": "resident", "division": "branch"}


@given(NUMBERS)
def test_an_application_number_is_recognised_with_its_facts(number: ApplicationNumber) -> None:
    answer = identify(number.text, today=TODAY)

    assert (answer.kind, answer.valid) == ("application_number", True)
    assert answer.facts["text"] == number.text
    assert answer.facts["day"] == number.day.isoformat()


@pytest.mark.parametrize(
    ("value", "kind", "reason"),
    [
        ("900101300018", "iin", "number.check_digit"),
        ("090470000013", "bin", "number.bin_type"),
        ("0020718020600019", "application_number", "number.check_digit"),
        ("90010130001", "unknown", "number.length"),
        ("90010130001A", "unknown", "number.letters"),
        ("", "unknown", "number.empty"),
    ],
)
def test_a_wrong_number_is_answered_with_the_reason(value: str, kind: str, reason: str) -> None:
    answer = identify(value, today=TODAY)

    assert (answer.kind, answer.valid, answer.reason) == (kind, False, reason)


@given(st.text(max_size=30))
def test_any_text_gets_an_answer(value: str) -> None:
    answer = identify(value, today=TODAY)

    assert answer.valid is (answer.reason is None)
