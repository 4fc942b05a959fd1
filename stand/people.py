"""The made-up people of ГБД ФЛ: the same list at every start, nobody in it exists.

"Minor" and "living" (an adult) hold on every day from 2013 to 2018, which the acts in the
catalogue cover; the children's birth days lie on both sides of 2007-08-13 and of the tenth
birthday on 2018-02-06.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import count

from stand.iin import numbered
from stand.names import (
    CITIES,
    FEMALE_NAMES,
    FOREIGNERS,
    KAZAKH_SURNAMES,
    MALE_NAMES,
    RUSSIAN_FEMALE_NAMES,
    RUSSIAN_MALE_NAMES,
    RUSSIAN_SURNAMES,
    STREETS,
    City,
)

FAMILIES = 32
CHILDREN_BORN = (
    date(2004, 5, 17),
    date(2006, 5, 1),
    date(2007, 8, 12),
    date(2007, 8, 13),
    date(2007, 8, 14),
    date(2007, 12, 30),
    date(2008, 2, 6),
    date(2008, 2, 7),
    date(2010, 9, 1),
    date(2012, 2, 29),
    date(2015, 3, 22),
    date(2017, 6, 1),
)
"""Around the days that the law's conditions turn on."""
RUSSIAN_EVERY = 4
WRONG_SEX_EVERY = 3
ALONE = 14
"""People of each kind besides the families."""


class Kind(StrEnum):
    """How the registry behaves when it is asked about this person."""

    LIVING = "living"
    MINOR = "minor"
    DECEASED = "deceased"
    FOREIGNER = "foreigner"
    MISMATCH = "mismatch"
    """The registry's birth date or sex disagrees with the digits of the IIN."""
    NOT_FOUND = "not_found"
    SILENT = "silent"
    """No answer at all."""
    ERROR = "error"
    """An internal error of the provider."""


@dataclass(frozen=True, kw_only=True)
class Address:
    city: City
    street: tuple[str, str]
    """Russian, Kazakh."""
    building: str
    flat: str


@dataclass(frozen=True, kw_only=True)
class Person:
    """What the registry holds; names in capitals, as it answers them."""

    iin: str
    kind: Kind
    surname: str
    name: str
    patronymic: str
    born_on: date
    male: bool
    address: Address
    document: str
    """Number of the identity document, or of the birth certificate of a child."""
    citizenship: tuple[str, str, str] = ("398", "КАЗАХСТАН", "ҚАЗАҚСТАН")
    """ISO number, Russian, Kazakh."""
    died_on: date | None = None
    family: str = ""
    parents: tuple[str, ...] = ()
    children: tuple[str, ...] = ()


@dataclass(kw_only=True)
class _Registrar:
    """Hands out numbers while the list is made."""

    serial: count[int] = field(default_factory=lambda: count(1))

    def person(
        self, kind: Kind, born_on: date, names: tuple[str, str, str], *, male: bool
    ) -> Person:
        serial = next(self.serial)
        return Person(
            iin=_iin(born_on, serial, male=male),
            kind=kind,
            surname=names[0],
            name=names[1],
            patronymic=names[2],
            born_on=born_on,
            male=male,
            address=_address(serial),
            document=f"0{31000000 + serial * 137}",
        )


def all_people() -> tuple[Person, ...]:
    registrar = _Registrar()
    people: list[Person] = []
    for number in range(FAMILIES):
        people += _family(registrar, number)
    for kind in (Kind.LIVING, Kind.DECEASED, Kind.MISMATCH, Kind.NOT_FOUND, Kind.SILENT):
        people += [_alone(registrar, kind, number) for number in range(ALONE)]
    people += [_alone(registrar, Kind.ERROR, number) for number in range(ALONE)]
    people += [_foreigner(registrar, number) for number in range(ALONE)]
    return tuple(people)


def _family(registrar: _Registrar, number: int) -> list[Person]:
    """A father, a mother and one to three children at one address."""
    kazakh = number % RUSSIAN_EVERY != 0
    father = registrar.person(
        Kind.LIVING, _parents_birthday(number), _adult_names(number, male=True), male=True
    )
    mother = registrar.person(
        Kind.LIVING, _parents_birthday(number + 41), _adult_names(number, male=False), male=False
    )
    children = []
    for place in range(1 + number % 3):
        turn = number + place * len(CHILDREN_BORN) // 2
        male = (number + place) % 2 == 0
        names = (
            father.surname if male else feminine(father.surname),
            _first_name(turn + 3, kazakh=kazakh, male=male),
            patronymic(father.name, kazakh=kazakh, male=male),
        )
        born_on = CHILDREN_BORN[turn % len(CHILDREN_BORN)]
        children.append(registrar.person(Kind.MINOR, born_on, names, male=male))
    parents, offspring = (father.iin, mother.iin), tuple(child.iin for child in children)
    members = [
        *(replace(adult, children=offspring) for adult in (father, mother)),
        *(replace(child, parents=parents) for child in children),
    ]
    family, address = f"F{number + 1:02}", father.address
    return [replace(member, family=family, address=address) for member in members]


def _alone(registrar: _Registrar, kind: Kind, number: int) -> Person:
    male = number % 2 == 0
    turn = number * 3 + 17 * list(Kind).index(kind)
    person = registrar.person(kind, _adult_birthday(turn), _adult_names(turn, male=male), male=male)
    if kind is Kind.DECEASED:
        return replace(person, died_on=date(2011, 1, 15) + timedelta(days=37 * number))
    if kind is Kind.MISMATCH and number % WRONG_SEX_EVERY == 0:
        return replace(person, male=not person.male)
    if kind is Kind.MISMATCH:
        return replace(person, born_on=person.born_on + timedelta(days=1 + number))
    return person


def _foreigner(registrar: _Registrar, number: int) -> Person:
    """Every second one has the century digit 0, as IINs of foreigners do."""
    surname, name, citizenship = FOREIGNERS[number % len(FOREIGNERS)]
    person = registrar.person(
        Kind.FOREIGNER, _adult_birthday(number + 7), (surname, name, ""), male=True
    )
    if number % 2:
        first_seven = f"{person.born_on:%y%m%d}0"
        person = replace(person, iin=numbered(first_seven, 4000 + number))
    return replace(person, citizenship=citizenship)


def _iin(born_on: date, serial: int, *, male: bool) -> str:
    century = {18: 1, 19: 3, 20: 5}[born_on.year // 100] + (0 if male else 1)
    return numbered(f"{born_on:%y%m%d}{century}", serial * 7)


def _adult_birthday(turn: int) -> date:
    """From 1950 to 1986: an adult in every year that the catalogue covers."""
    return date(1950, 1, 1) + timedelta(days=(turn * 1009 + 211) % 13_300)


def _parents_birthday(turn: int) -> date:
    """Old enough for the eldest child, young enough for the youngest."""
    return date(1974, 1, 1) + timedelta(days=(turn * 211 + 17) % 3_600)


def _adult_names(turn: int, *, male: bool) -> tuple[str, str, str]:
    kazakh = turn % RUSSIAN_EVERY != 0
    surnames = KAZAKH_SURNAMES if kazakh else RUSSIAN_SURNAMES
    surname = surnames[turn % len(surnames)]
    fathers_name = _first_name(turn + (11 if male else 7), kazakh=kazakh, male=True)
    return (
        surname if male else feminine(surname),
        _first_name(turn, kazakh=kazakh, male=male),
        patronymic(fathers_name, kazakh=kazakh, male=male),
    )


def _first_name(turn: int, *, kazakh: bool, male: bool) -> str:
    if kazakh:
        names = MALE_NAMES if male else FEMALE_NAMES
    else:
        names = RUSSIAN_MALE_NAMES if male else RUSSIAN_FEMALE_NAMES
    return names[turn % len(names)]


def patronymic(fathers_name: str, *, kazakh: bool, male: bool) -> str:
    if kazakh:
        return fathers_name + ("ҰЛЫ" if male else "ҚЫЗЫ")
    stem, soft = (fathers_name[:-1], True) if fathers_name[-1] in "ЙЬ" else (fathers_name, False)
    vowel = "Е" if soft else "О"
    return stem + (f"{vowel}ВИЧ" if male else f"{vowel}ВНА")


def feminine(surname: str) -> str:
    return surname + "А" if surname.endswith(("ОВ", "ЕВ", "ЁВ", "ИН")) else surname


def _address(serial: int) -> Address:
    return Address(
        city=CITIES[serial % len(CITIES)],
        street=STREETS[serial % len(STREETS)],
        building=str(1 + serial * 3 % 140),
        flat=str(1 + serial * 7 % 90),
    )
