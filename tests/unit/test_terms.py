"""Terms: the due day against a count made another way, for every service and every day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.adapters.calendar import kazakhstan_calendar
from operator_app.domain.catalogue import Bilingual, Unit
from operator_app.domain.terms import (
    CalendarYearMissing,
    Reason,
    SpecialDay,
    SpecialKind,
    TermNegative,
    WorkCalendar,
    due_day,
    local_day,
)
from resources.load import load_catalogue
from tests.unit.test_work_calendar import OFF, WORKED, days

CALENDAR = WorkCalendar(
    {
        2018: {
            date(2018, 3, 3): SpecialDay(
                kind=SpecialKind.MOVED_WORK, name=Bilingual(ru="Рабочий день", kk="Жұмыс күні")
            ),
            date(2018, 3, 8): SpecialDay(
                kind=SpecialKind.HOLIDAY, name=Bilingual(ru="Праздник", kk="Мереке")
            ),
            date(2018, 3, 9): SpecialDay(
                kind=SpecialKind.MOVED_OFF, name=Bilingual(ru="Перенос", kk="Ауыстыру")
            ),
            date(2018, 8, 21): SpecialDay(
                kind=SpecialKind.DAY_OFF, name=Bilingual(ru="Айт", kk="Айт"), estimated=True
            ),
        }
    }
)
ONE = timedelta(days=1)


def by_hand(accepted_on: date, value: int, unit: Unit) -> date:
    """Counts by the hand-written table of days, whatever the calendar of the product says."""
    if unit is Unit.MINUTES:
        return accepted_on
    if unit is Unit.CALENDAR_DAYS:
        due_on = accepted_on + timedelta(days=value)
        return due_on if not value or WORK_DAYS[due_on] else _next(due_on)
    due_on = accepted_on
    for _ in range(value):
        due_on = _next(due_on)
    return due_on


def _next(day: date) -> date:
    return min(later for n in range(1, 30) if WORK_DAYS[later := day + n * ONE])


def _work_days() -> dict[date, bool]:
    first, last = date(2013, 1, 1), date(2027, 12, 31)
    off = set().union(*(days(year, written) for year, written in OFF.items()))
    worked = set().union(*(days(year, written) for year, written in WORKED.items()))
    every = [first + n * ONE for n in range((last - first).days + 1)]
    return {day: day in worked or (day.weekday() < 5 and day not in off) for day in every}


WORK_DAYS = _work_days()


def test_every_service_on_every_day_of_its_act_is_due_as_counted_by_hand() -> None:
    calendar = kazakhstan_calendar()
    records = load_catalogue().services
    wrong = []
    counted = 0
    for record in records:
        value, unit = record.term.value, record.term.unit
        for n in range((record.valid_to - record.valid_from).days + 1):
            accepted_on = record.valid_from + n * ONE
            due = due_day(accepted_on, value, unit, calendar)
            counted += 1
            if due.due_on != by_hand(accepted_on, value, unit):
                wrong.append((record.edition, accepted_on, due.due_on))

    assert wrong == []
    assert len(records) == 18
    assert counted > 18 * 365


def test_work_days_are_counted_with_their_reasons() -> None:
    due = due_day(date(2018, 3, 2), 4, Unit.WORK_DAYS, CALENDAR)

    assert [(one.day.day, one.reason.value, one.number) for one in due.days] == [
        (2, "not_counted_day_of_acceptance", None),
        (3, "moved_work", 1),
        (4, "day_off", None),
        (5, "counted", 2),
        (6, "counted", 3),
        (7, "counted", 4),
    ]
    assert due.due_on == date(2018, 3, 7)


def test_holidays_and_moved_days_are_skipped_and_named() -> None:
    due = due_day(date(2018, 3, 7), 1, Unit.WORK_DAYS, CALENDAR)

    assert [one.reason.value for one in due.days[1:]] == [
        "holiday",
        "moved_off",
        "day_off",
        "day_off",
        "counted",
    ]
    assert [one.name.ru for one in due.days if one.name] == ["Праздник", "Перенос"]


def test_calendar_days_that_end_on_a_day_off_end_on_the_next_work_day() -> None:
    due = due_day(date(2018, 3, 6), 2, Unit.CALENDAR_DAYS, CALENDAR)

    assert due.due_on == date(2018, 3, 12)
    assert [(one.day.day, one.reason.value, one.number) for one in due.days] == [
        (6, "not_counted_day_of_acceptance", None),
        (7, "counted", 1),
        (8, "counted", 2),
        (9, "moved_off", None),
        (10, "day_off", None),
        (11, "day_off", None),
        (12, "moved_to_next_work_day", None),
    ]


def test_calendar_days_that_end_on_a_work_day_end_there() -> None:
    assert due_day(date(2018, 3, 6), 1, Unit.CALENDAR_DAYS, CALENDAR).due_on == date(2018, 3, 7)


def test_an_estimated_day_off_says_so() -> None:
    due = due_day(date(2018, 8, 20), 1, Unit.WORK_DAYS, CALENDAR)

    assert [one.estimated for one in due.days] == [False, True, False]


@pytest.mark.parametrize("unit", Unit)
def test_nothing_to_wait_for_is_due_at_once(unit: Unit) -> None:
    due = due_day(date(2018, 3, 4), 0, unit, CALENDAR)

    assert (due.due_on, len(due.days)) == (date(2018, 3, 4), 1)


def test_minutes_do_not_move_the_date() -> None:
    assert due_day(date(2018, 3, 4), 30, Unit.MINUTES, CALENDAR).due_on == date(2018, 3, 4)


def test_a_negative_term_is_refused() -> None:
    with pytest.raises(TermNegative):
        due_day(date(2018, 3, 4), -1, Unit.WORK_DAYS, CALENDAR)


@pytest.mark.parametrize("unit", [Unit.WORK_DAYS, Unit.CALENDAR_DAYS])
def test_a_year_without_calendar_stops_the_count(unit: Unit) -> None:
    with pytest.raises(CalendarYearMissing) as missing:
        due_day(date(2018, 12, 31), 1, unit, CALENDAR)

    assert missing.value.details == {"year": 2019}


@given(
    st.dates(date(2018, 1, 1), date(2018, 9, 1)),
    st.integers(1, 30),
    st.sampled_from([Unit.WORK_DAYS, Unit.CALENDAR_DAYS]),
)
def test_a_term_ends_on_a_work_day_and_skips_no_day(
    accepted_on: date, value: int, unit: Unit
) -> None:
    due = due_day(accepted_on, value, unit, CALENDAR)
    walked = [one.day for one in due.days]

    assert CALENDAR.is_work_day(due.due_on)
    assert walked == [accepted_on + n * ONE for n in range(len(walked))]
    assert [one.number for one in due.days if one.number] == list(range(1, value + 1))
    assert due.days[0].reason is Reason.NOT_COUNTED_DAY_OF_ACCEPTANCE


@given(st.dates(date(2018, 1, 1), date(2018, 9, 1)), st.integers(0, 30))
def test_a_longer_term_never_ends_earlier(accepted_on: date, value: int) -> None:
    for unit in (Unit.WORK_DAYS, Unit.CALENDAR_DAYS):
        shorter = due_day(accepted_on, value, unit, CALENDAR).due_on

        assert due_day(accepted_on, value + 1, unit, CALENDAR).due_on >= shorter


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2018, 2, 5, 18, 0, tzinfo=UTC), date(2018, 2, 6)),
        (datetime(2018, 2, 5, 17, 59, tzinfo=UTC), date(2018, 2, 5)),
        (datetime(2024, 3, 5, 18, 59, tzinfo=UTC), date(2024, 3, 5)),
        (datetime(2024, 3, 5, 19, 0, tzinfo=UTC), date(2024, 3, 6)),
    ],
)
def test_the_day_is_that_of_almaty(at: datetime, day: date) -> None:
    assert local_day(at) == day


def test_a_time_with_no_zone_is_local() -> None:
    assert local_day(datetime.fromisoformat("2018-02-06T23:59")) == date(2018, 2, 6)
