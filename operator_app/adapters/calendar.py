"""Kazakhstan's work calendar, made into data from the ``holidays`` package and our own table.

The package knows the holidays, the days moved after a holiday on a weekend, and the yearly
transfers by the government; ``resources/calendars/kz.json`` adds Russian names and corrects what
the package estimates or misses. Five-day week.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Final, Literal

import msgspec
from holidays import HolidayBase, country_holidays

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.terms import SpecialDay, SpecialKind, WorkCalendar
from operator_app.errors import Corrupted

FIRST_YEAR: Final = 2012
LAST_YEAR: Final = 2031
_WRITTEN: Final = "%d.%m.%Y"
_KINDS: Final = {
    "holiday": SpecialKind.HOLIDAY,
    "day_off": SpecialKind.DAY_OFF,
    "moved_off": SpecialKind.MOVED_OFF,
    "work_day": SpecialKind.MOVED_WORK,
}


class CalendarTableTorn(Corrupted):
    """The editable table of days cannot be read; ``why`` names the place."""

    code = "term.calendar_table_torn"


class _Name(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The Russian name and the kind of a day that the package names in Kazakh."""

    kk: str
    ru: str
    kind: Literal["holiday", "day_off"]


class _Day(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A day about which the table has the last word, and why it has."""

    day: date
    kind: Literal["holiday", "day_off", "moved_off", "work_day"]
    ru: str
    kk: str
    why: str
    source: str


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    days: list[_Day]
    names: list[_Name] = []
    note: str = ""


def shipped_table() -> bytes:
    """The table as it came with the program."""
    return files("resources").joinpath("calendars", "kz.json").read_bytes()


def kazakhstan_calendar(
    table: bytes | None = None, *, first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR
) -> WorkCalendar:
    """The calendar of all years from ``first_year`` to ``last_year``; the caller keeps it.

    ``table`` has the format of ``resources/calendars/kz.json`` (the shipped one when ``None``)
    and has the last word about each day it names.
    """
    own = _read(shipped_table() if table is None else table)
    # A year more: a transfer may take a weekend of December for a day off in January.
    known = country_holidays("KZ", years=range(first_year, last_year + 2), language="kk")
    reader = _Reader.of(known, own.names)
    days: dict[date, SpecialDay] = {}
    for day, name in sorted(known.items()):
        days[day] = reader.special(name)
        moved_from = reader.moved_from(name)
        if moved_from is not None:
            days[moved_from] = _worked_for(day)
    for row in own.days:
        days[row.day] = SpecialDay(kind=_KINDS[row.kind], name=Bilingual(ru=row.ru, kk=row.kk))
    return WorkCalendar(
        {
            year: {day: special for day, special in days.items() if day.year == year}
            for year in range(first_year, last_year + 1)
        }
    )


def _read(table: bytes) -> _Table:
    try:
        return msgspec.json.decode(table, type=_Table)
    except msgspec.DecodeError as error:
        raise CalendarTableTorn(why=str(error)) from error


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the package's Kazakh names, whose labels say how a day came to be off."""

    names: Mapping[str, _Name]
    moved: re.Pattern[str]
    estimated: re.Pattern[str]
    transferred: re.Pattern[str]

    @classmethod
    def of(cls, known: HolidayBase, names: list[_Name]) -> _Reader:
        return cls(
            names={name.kk: name for name in names},
            moved=_pattern(known.observed_label, "(.+)"),
            estimated=_pattern(known.estimated_label, "(.+)"),
            transferred=_pattern(known.substituted_label, r"([0-9]{2}\.[0-9]{2}\.[0-9]{4})"),
        )

    def special(self, name: str) -> SpecialDay:
        if (transfer := self.moved_from(name)) is not None:
            return SpecialDay(
                kind=SpecialKind.MOVED_OFF,
                name=Bilingual(ru=f"День отдыха, перенесённый с {transfer:{_WRITTEN}}", kk=name),
            )
        if (moved := self.moved.fullmatch(name)) is not None:
            holiday = self.special(moved[1])
            return SpecialDay(
                kind=SpecialKind.MOVED_OFF,
                name=Bilingual(ru=f"{holiday.name.ru} (перенесённый день отдыха)", kk=name),
            )
        estimated = self.estimated.fullmatch(name)
        plain = name if estimated is None else estimated[1]
        own = self.names.get(plain)
        return SpecialDay(
            kind=SpecialKind.HOLIDAY if own is None else _KINDS[own.kind],
            name=Bilingual(ru=plain if own is None else own.ru, kk=plain),
            estimated=estimated is not None,
        )

    def moved_from(self, name: str) -> date | None:
        """The day the government took for this one, if it is such a day."""
        transfer = self.transferred.fullmatch(name)
        if transfer is None:
            return None
        day, month, year = transfer[1].split(".")
        return date(int(year), int(month), int(day))


def _pattern(label: str, inner: str) -> re.Pattern[str]:
    """``label`` is the package's: a text with one ``%s``."""
    before, after = label.split("%s")
    return re.compile(re.escape(before) + inner + re.escape(after))


def _worked_for(day: date) -> SpecialDay:
    return SpecialDay(
        kind=SpecialKind.MOVED_WORK,
        name=Bilingual(
            ru=f"Рабочий день вместо {day:{_WRITTEN}}",
            kk=f"{day:{_WRITTEN}} күнінің орнына жұмыс күні",
        ),
    )
