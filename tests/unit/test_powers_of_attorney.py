"""Powers of attorney: which one lets a representative apply, and why another does not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from operator_app.domain.powers_of_attorney import (
    NotaryRecord,
    PowerOfAttorney,
    check_days,
    check_record,
    make_power_of_attorney,
)
from operator_app.errors import RuleViolation

PRINCIPAL = "850715412340"
ATTORNEY = "900101300017"
ON = date(2018, 2, 6)


def a_power(kind: str = "notarised", **changes: Any) -> PowerOfAttorney:
    given: dict[str, Any] = {
        "number": "1-234",
        "issued_on": date(2018, 1, 10),
        "valid_until": date(2019, 1, 9),
        "notary": "С. Нотариус",
    }
    return make_power_of_attorney(kind, **(given | changes))


def a_record(**changes: Any) -> NotaryRecord:
    given: dict[str, Any] = {
        "status": "ACTIVE",
        "valid_from": date(2018, 1, 10),
        "valid_to": date(2019, 1, 9),
        "principals": (PRINCIPAL,),
        "attorneys": (ATTORNEY,),
    }
    return NotaryRecord(**(given | changes))


def checked(record: NotaryRecord) -> None:
    check_record(record, principal=PRINCIPAL, attorney=ATTORNEY, on=ON)


def test_data_of_a_notarised_one_are_kept() -> None:
    power = a_power(number=" 1-234 ")

    assert power.notarised
    assert (power.number, power.notary) == ("1-234", "С. Нотариус")


@pytest.mark.parametrize("kind", ["other", "simple_written", " head_of_organisation "])
def test_data_of_one_that_is_not_notarised_are_not_entered(kind: str) -> None:
    assert a_power(kind) == PowerOfAttorney(kind=kind.strip())
    assert not a_power(kind).notarised


def test_one_that_is_not_notarised_has_no_days_to_break() -> None:
    power = a_power("other", valid_until=date(2017, 1, 1))

    assert power.last_day is None
    check_days(power, ON)


def test_a_kind_must_be_told() -> None:
    with pytest.raises(RuleViolation) as broken:
        a_power(" ")

    assert broken.value.code == "poa.kind_missing"


def test_a_notarised_one_without_its_data_cannot_be_checked() -> None:
    with pytest.raises(RuleViolation) as broken:
        a_power(number=" ", issued_on=None, notary=None)

    assert broken.value.code == "poa.incomplete"
    assert broken.value.details["missing"] == ["number", "issued_on", "notary"]


def test_it_cannot_end_before_it_was_issued() -> None:
    with pytest.raises(RuleViolation) as broken:
        a_power(valid_until=date(2018, 1, 9))

    assert broken.value.code == "poa.days_contradict"


@pytest.mark.parametrize("on", [date(2018, 1, 10), date(2019, 1, 9)])
def test_the_first_and_the_last_day_count(on: date) -> None:
    check_days(a_power(), on)


@pytest.mark.parametrize(
    ("on", "code"),
    [(date(2018, 1, 9), "poa.not_yet_valid"), (date(2019, 1, 10), "poa.expired")],
)
def test_a_day_outside_is_refused(on: date, code: str) -> None:
    with pytest.raises(RuleViolation) as broken:
        check_days(a_power(), on)

    assert broken.value.code == code


@pytest.mark.parametrize(
    ("issued_on", "last_day"),
    [(date(2018, 1, 10), date(2019, 1, 10)), (date(2016, 2, 29), date(2017, 3, 1))],
)
def test_one_with_no_term_works_a_year(issued_on: date, last_day: date) -> None:
    assert a_power(issued_on=issued_on, valid_until=None).last_day == last_day


def test_a_good_record_lets_through() -> None:
    checked(a_record())
    checked(a_record(principals=("090440000012", PRINCIPAL), valid_from=None, valid_to=None))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"status": "REVOKED"}, "poa.revoked"),
        ({"status": "SUSPENDED"}, "poa.revoked"),
        ({"status": "TERMINATED"}, "poa.revoked"),
        ({"status": "anything new"}, "poa.revoked"),
        ({"revoked_on": date(2018, 2, 1)}, "poa.revoked"),
        ({"status": "EXPIRED"}, "poa.expired"),
        ({"valid_to": date(2018, 2, 5)}, "poa.expired"),
        ({"valid_from": date(2018, 2, 7)}, "poa.not_yet_valid"),
        ({"principals": (ATTORNEY,)}, "poa.other_principal"),
        ({"attorneys": (PRINCIPAL,)}, "poa.other_attorney"),
    ],
)
def test_what_the_notaries_register_does_not_hold_is_refused(
    changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(RuleViolation) as broken:
        checked(a_record(**changes))

    assert broken.value.code == code


def test_a_refusal_names_no_person() -> None:
    with pytest.raises(RuleViolation) as broken:
        checked(a_record(principals=()))

    assert broken.value.details == {}
