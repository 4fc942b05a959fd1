"""Kazakhstan's calendar against a table written by hand, year by year, moved days included.

``OFF`` holds every day from Monday to Friday that was off, ``WORKED`` every Saturday and Sunday
that was worked, 2013-2027. Compiled from the law on holidays, article 84 (earlier 85 and 96) of
the Labour Code, and press reports of the government's transfers: 2013 (28 December for 3 January),
2014 (2 and 8 May), 2020 (3 January, 8 May for 11 May, 18 December), 2022 (10 May), 2024 (8 May,
Kurban Ait on Sunday 16 June with no day off after it) and 2026 were read in such reports; so was
Kurban Ait of 1 September 2017, against a calendar in use that says 2 September. The other
transfers are recollection that agrees with the package; no act itself was seen.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from operator_app.adapters.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    CalendarTableTorn,
    kazakhstan_calendar,
    shipped_table,
)
from operator_app.domain.terms import SpecialKind, WorkCalendar

OFF = {
    2013: "0101 0102 0107 0308 0321 0322 0325 0501 0507 0509 0510 0708 0830 1014 1015 1202 1216"
    " 1217",
    2014: "0101 0102 0103 0107 0310 0321 0324 0325 0501 0502 0507 0508 0509 0707 0901 1201 1216"
    " 1217",
    2015: "0101 0102 0107 0309 0323 0324 0325 0501 0507 0511 0706 0831 0924 1201 1216 1217",
    2016: "0101 0104 0107 0307 0308 0321 0322 0323 0502 0509 0510 0706 0830 0912 1201 1216 1219",
    2017: "0102 0103 0308 0320 0321 0322 0323 0501 0508 0509 0706 0707 0830 0901 1201 1218 1219",
    2018: "0101 0102 0308 0309 0321 0322 0323 0430 0501 0507 0508 0509 0706 0821 0830 0831 1203"
    " 1217 1218 1231",
    2019: "0101 0102 0107 0308 0321 0322 0325 0501 0507 0509 0510 0708 0830 1202 1216 1217",
    2020: "0101 0102 0103 0107 0309 0323 0324 0325 0501 0507 0508 0706 0731 0831 1201 1216 1217"
    " 1218",
    2021: "0101 0104 0107 0308 0322 0323 0324 0503 0507 0510 0705 0706 0720 0830 1201 1216 1217",
    2022: "0103 0104 0107 0307 0308 0321 0322 0323 0502 0509 0510 0706 0829 0830 1024 1025 1216",
    2023: "0102 0103 0308 0321 0322 0323 0501 0508 0509 0628 0706 0707 0830 1025 1218",
    2024: "0101 0102 0308 0321 0322 0325 0501 0507 0508 0509 0708 0830 1025 1216",
    2025: "0101 0102 0103 0107 0310 0321 0324 0325 0501 0507 0509 0606 0707 0901 1027 1216",
    2026: "0101 0102 0107 0309 0323 0324 0325 0501 0507 0511 0527 0706 1026 1216",
    2027: "0101 0104 0107 0308 0315 0322 0323 0324 0503 0507 0510 0706 1025 1216",
}
WORKED = {
    2013: "0504 1012 1228",
    2014: "0504 0511",
    2016: "0305",
    2017: "0318 0701",
    2018: "0303 0428 0505 0825 1229",
    2019: "0504",
    2020: "0105 1220",
    2021: "0703",
    2022: "0305 0827 1022",
    2023: "0701",
    2024: "0504",
    2025: "0105",
}
KURBAN_AIT = {
    2013: "1015",
    2014: "1004",
    2015: "0924",
    2016: "0912",
    2017: "0901",
    2018: "0821",
    2019: "0811",
    2020: "0731",
    2021: "0720",
    2022: "0709",
    2023: "0628",
    2024: "0616",
    2025: "0606",
    2026: "0527",
    2027: "0516",
}


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    return kazakhstan_calendar()


def days(year: int, written: str) -> set[date]:
    return {date(year, int(one[:2]), int(one[2:])) for one in written.split()}


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + n * timedelta(days=1) for n in range((date(year + 1, 1, 1) - first).days)]


def a_table(**changes: Any) -> bytes:
    row = {"day": "2026-11-23", "kind": "day_off", "ru": "День", "kk": "Күн"}
    row |= {"why": "a decree", "source": "the decree"}
    return json.dumps({"days": [row | changes]}).encode()


@pytest.mark.parametrize("year", OFF)
def test_every_day_of_a_year_is_off_or_worked_as_the_table_says(
    calendar: WorkCalendar, year: int
) -> None:
    off, worked = days(year, OFF[year]), days(year, WORKED.get(year, ""))
    expected = {
        day: day in worked if day.weekday() >= 5 else day not in off for day in days_of(year)
    }

    assert {day: calendar.is_work_day(day) for day in days_of(year)} == expected


@pytest.mark.parametrize("year", OFF)
def test_a_weekend_day_is_worked_only_when_the_table_says_so(
    calendar: WorkCalendar, year: int
) -> None:
    moved = {day for day, special in calendar.years[year].items() if special.kind == "moved_work"}

    assert {day for day in moved if day.weekday() >= 5} == days(year, WORKED.get(year, ""))


@pytest.mark.parametrize("year", KURBAN_AIT)
def test_kurban_ait_is_a_day_off_and_no_holiday(calendar: WorkCalendar, year: int) -> None:
    [day] = days(year, KURBAN_AIT[year])
    special = calendar.special(day)

    assert special is not None
    assert (special.kind, special.name.kk) == (SpecialKind.DAY_OFF, "Құрбан айт")
    assert special.name.ru == "Первый день Курбан айта"
    assert special.estimated is (year == 2027)


def test_orthodox_christmas_is_a_day_off_that_is_never_moved(calendar: WorkCalendar) -> None:
    special = calendar.special(date(2018, 1, 7))

    assert special is not None
    assert special.kind is SpecialKind.DAY_OFF
    assert calendar.is_work_day(date(2018, 1, 8))


def test_the_monday_given_up_in_2020_is_worked(calendar: WorkCalendar) -> None:
    given_up, taken = calendar.special(date(2020, 5, 11)), calendar.special(date(2020, 5, 8))

    assert given_up is not None
    assert given_up.kind is SpecialKind.MOVED_WORK
    assert taken is not None
    assert taken.name.ru == "День отдыха, перенесённый с 11.05.2020"


def test_a_december_weekend_worked_for_a_day_of_the_next_year_is_known_alone() -> None:
    alone = kazakhstan_calendar(first_year=2013, last_year=2013)

    assert alone.is_work_day(date(2013, 12, 28))
    assert set(alone.years) == {2013}


def test_constitution_day_moves_to_march(calendar: WorkCalendar) -> None:
    assert calendar.special(date(2026, 8, 30)) is None
    assert calendar.is_work_day(date(2026, 8, 31))
    assert not calendar.is_work_day(date(2027, 3, 15))


def test_every_special_day_has_a_name_in_both_languages(calendar: WorkCalendar) -> None:
    names = [special.name for year in calendar.years.values() for special in year.values()]

    assert all(name.kk and name.ru != name.kk for name in names if name.ru != "Наурыз мейрамы")


def test_the_years_of_all_acts_and_of_the_next_terms_are_known(calendar: WorkCalendar) -> None:
    assert list(calendar.years) == list(range(FIRST_YEAR, LAST_YEAR + 1))


@pytest.mark.parametrize("kind", ["day_off", "holiday", "moved_off"])
def test_the_table_takes_a_day_off(kind: str) -> None:
    calendar = kazakhstan_calendar(a_table(kind=kind), first_year=2026, last_year=2026)

    assert not calendar.is_work_day(date(2026, 11, 23))


def test_the_table_makes_a_saturday_worked() -> None:
    table = a_table(kind="work_day", day="2026-11-28")

    assert kazakhstan_calendar(table, first_year=2026, last_year=2026).is_work_day(
        date(2026, 11, 28)
    )


def test_a_name_the_table_does_not_know_stays_as_it_is() -> None:
    calendar = kazakhstan_calendar(a_table(), first_year=2026, last_year=2026)
    special = calendar.special(date(2026, 7, 6))

    assert special is not None
    assert (special.kind, special.name.ru) == (SpecialKind.HOLIDAY, "Астана күні")


def test_the_last_day_of_the_table_is_named_by_its_source() -> None:
    rows = json.loads(shipped_table())["days"]

    assert all(row["source"] and row["why"] for row in rows)


@pytest.mark.parametrize(
    "table",
    [b"", b"{", b"[]", b"{}", a_table(kind="feast"), a_table(day="2026-13-01"), a_table(extra=1)],
)
def test_a_torn_table_is_refused_whole(table: bytes) -> None:
    with pytest.raises(CalendarTableTorn) as torn:
        kazakhstan_calendar(table)

    assert torn.value.details["why"]
