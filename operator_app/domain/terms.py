"""The day a result is due: terms in work days and in calendar days, each day with its reason.

The day of acceptance does not count. A term in calendar days that ends on a day off ends on the
next work day. Minutes do not move the date. Days are local days of Asia/Almaty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from operator_app.domain.catalogue import Bilingual, Unit
from operator_app.errors import Corrupted, RuleViolation

_ONE_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


class TermNegative(RuleViolation):
    code = "term.negative"


class CalendarYearMissing(Corrupted):
    """A term runs into a year whose days off this installation does not know."""

    code = "term.calendar_year_missing"


class SpecialKind(StrEnum):
    """Why a day is not what its day of the week says."""

    HOLIDAY = "holiday"
    DAY_OFF = "day_off"
    """Off by law without being a holiday: 7 January and the first day of Kurban Ait."""
    MOVED_OFF = "moved_off"
    """A work day made a day off: moved from another day, or after a holiday on a weekend."""
    MOVED_WORK = "moved_work"
    """A weekend day that is worked for a moved one."""


class Reason(StrEnum):
    NOT_COUNTED_DAY_OF_ACCEPTANCE = "not_counted_day_of_acceptance"
    COUNTED = "counted"
    DAY_OFF = "day_off"
    HOLIDAY = "holiday"
    MOVED_OFF = "moved_off"
    MOVED_WORK = "moved_work"
    MOVED_TO_NEXT_WORK_DAY = "moved_to_next_work_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDay:
    """A day that the calendar names; ``estimated`` until the moon or the ministry confirms it."""

    kind: SpecialKind
    name: Bilingual
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Kazakhstan's five-day week: for each known year, the days that are not as usual."""

    years: Mapping[int, Mapping[date, SpecialDay]]

    def special(self, day: date) -> SpecialDay | None:
        if day.year not in self.years:
            raise CalendarYearMissing(year=day.year)
        return self.years[day.year].get(day)

    def is_work_day(self, day: date) -> bool:
        return self.off_reason(day) is None

    def off_reason(self, day: date) -> Reason | None:
        """Why nobody works on ``day``; None on a work day."""
        special = self.special(day)
        if special is None:
            return Reason.DAY_OFF if day.weekday() >= _SATURDAY else None
        return _OFF_REASONS[special.kind]


_OFF_REASONS: Final[Mapping[SpecialKind, Reason | None]] = {
    SpecialKind.HOLIDAY: Reason.HOLIDAY,
    SpecialKind.DAY_OFF: Reason.DAY_OFF,
    SpecialKind.MOVED_OFF: Reason.MOVED_OFF,
    SpecialKind.MOVED_WORK: None,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedDay:
    """One day on the way; ``number`` is its place in the term, None when it does not count."""

    day: date
    reason: Reason
    number: int | None = None
    name: Bilingual | None = None
    estimated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The day the result is due, and how it was counted, from the day of acceptance on."""

    due_on: date
    days: tuple[CountedDay, ...]


def local_day(at: datetime) -> date:
    """The day in Asia/Almaty at ``at``; a time with no zone is local already.

    The hour from UTC changed on 1 March 2024; the zone's table knows it.
    """
    return at.date() if at.tzinfo is None else at.astimezone(ZoneInfo("Asia/Almaty")).date()


def due_day(accepted_on: date, value: int, unit: Unit, calendar: WorkCalendar) -> Due:
    """The day a term of ``value`` ``unit`` ends that began by acceptance on ``accepted_on``."""
    if value < 0:
        raise TermNegative(value=value)
    days = [_day(calendar, accepted_on, Reason.NOT_COUNTED_DAY_OF_ACCEPTANCE)]
    if unit is Unit.WORK_DAYS:
        days += _work_days(accepted_on, value, calendar)
    elif unit is Unit.CALENDAR_DAYS:
        days += _calendar_days(accepted_on, value, calendar)
    return Due(due_on=days[-1].day, days=tuple(days))


def _work_days(accepted_on: date, value: int, calendar: WorkCalendar) -> list[CountedDay]:
    days: list[CountedDay] = []
    day, number = accepted_on, 0
    while number < value:
        day += _ONE_DAY
        off = calendar.off_reason(day)
        if off is not None:
            days.append(_day(calendar, day, off))
            continue
        number += 1
        reason = Reason.COUNTED if calendar.special(day) is None else Reason.MOVED_WORK
        days.append(_day(calendar, day, reason, number))
    return days


def _calendar_days(accepted_on: date, value: int, calendar: WorkCalendar) -> list[CountedDay]:
    days = [
        _day(calendar, accepted_on + n * _ONE_DAY, Reason.COUNTED, n) for n in range(1, value + 1)
    ]
    if not days or calendar.is_work_day(days[-1].day):
        return days
    day = days[-1].day + _ONE_DAY
    while (off := calendar.off_reason(day)) is not None:
        days.append(_day(calendar, day, off))
        day += _ONE_DAY
    return [*days, _day(calendar, day, Reason.MOVED_TO_NEXT_WORK_DAY)]


def _day(
    calendar: WorkCalendar, day: date, reason: Reason, number: int | None = None
) -> CountedDay:
    special = calendar.special(day)
    if special is None:
        return CountedDay(day=day, reason=reason, number=number)
    return CountedDay(
        day=day, reason=reason, number=number, name=special.name, estimated=special.estimated
    )
