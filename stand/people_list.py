"""What ``tereze-stand people`` and its sisters print: enough to write a case about anybody."""

from __future__ import annotations

from dataclasses import asdict

from stand.gbd_ul import all_organisations
from stand.people import Kind, Person
from stand.powers import Power, listed_powers

Row = dict[str, object]


def list_people(people: tuple[Person, ...]) -> list[Row]:
    powers = listed_powers(people)
    return [_row(person, powers) for person in people]


def list_powers(people: tuple[Person, ...]) -> list[Row]:
    return [_power_row(power) for power in listed_powers(people)]


def list_organisations(people: tuple[Person, ...]) -> list[Row]:
    adults = tuple(person.iin for person in people if person.kind is Kind.LIVING)
    return [asdict(organisation) for organisation in all_organisations(adults)]


def _row(person: Person, powers: tuple[Power, ...]) -> Row:
    home = person.address
    return {
        "iin": person.iin,
        "kind": person.kind.value,
        "surname": person.surname,
        "name": person.name,
        "patronymic": person.patronymic or None,
        "born_on": person.born_on.isoformat(),
        "died_on": person.died_on.isoformat() if person.died_on else None,
        "sex": "male" if person.male else "female",
        "family": person.family or None,
        "parents": list(person.parents),
        "children": list(person.children),
        "citizenship": person.citizenship[0],
        "address": {
            "ru": f"{home.city.district_ru}, {home.street[0]}, {home.building}, {home.flat}",
            "kk": f"{home.city.district_kk}, {home.street[1]}, {home.building}, {home.flat}",
        },
        "powers_of_attorney": [
            _power_row(power) for power in powers if person.iin in {power.principal, power.attorney}
        ],
    }


def _power_row(power: Power) -> Row:
    return {
        "number": power.number,
        "state": power.state.value,
        "issued_on": power.issued_on.isoformat(),
        "principal": power.principal,
        "attorney": power.attorney,
    }
