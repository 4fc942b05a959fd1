"""Notarised powers of attorney of made-up people in ЕНИС.

The rule, for whoever plays cases with the stand: a number that is not listed here is answered
ACTIVE, with the day, the principal and the attorney of the question, if both are adults of the
list who are alive (a principal may also be an organisation of the list); otherwise it is not
found. The listed numbers are answered as listed, whoever asks: expired, revoked, terminated,
suspended, made out by another principal, not found. An active one is valid from its day to the
end of 2040, so that cases of any year can be played.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from stand.people import Kind, Person

VALID_TO = date(2040, 12, 31)
ISSUED_ON = date(2012, 9, 3)
ENDED_ON = date(2012, 12, 20)
ADULTS_ALIVE = frozenset({Kind.LIVING, Kind.FOREIGNER, Kind.MISMATCH})


class PowerState(StrEnum):
    """What the holder of the paper hears about it."""

    ACTIVE = "active"
    EXPIRED = "expired"
    REVOKED = "revoked"
    TERMINATED = "terminated"
    SUSPENDED = "suspended"
    OTHER_PRINCIPAL = "other_principal"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, kw_only=True)
class Power:
    """As presented at the window; ``registered_principal`` is who really gave it."""

    number: str
    state: PowerState
    issued_on: date
    principal: str
    attorney: str
    registered_principal: str
    valid_to: date = VALID_TO


@dataclass(frozen=True, kw_only=True)
class PowerQuery:
    number: str
    issued_on: date | None
    principal: str
    """IIN or BIN; empty if the question does not name one."""
    attorney: str


def listed_powers(people: tuple[Person, ...]) -> tuple[Power, ...]:
    """One of each state for each of the first two rounds of couples."""
    couples = _couples(people)
    states = tuple(PowerState)
    powers = []
    for place, (principal, attorney) in enumerate(couples[: 2 * len(states)]):
        state = states[place % len(states)]
        power = Power(
            number=f"T-2012-{4101 + place}",
            state=state,
            issued_on=ISSUED_ON,
            principal=principal,
            attorney=attorney,
            registered_principal=principal,
        )
        if state is PowerState.OTHER_PRINCIPAL:
            power = replace(power, registered_principal=couples[place + 1][0])
        if state is PowerState.EXPIRED:
            power = replace(power, valid_to=ENDED_ON)
        powers.append(power)
    return tuple(powers)


def find_power(
    query: PowerQuery,
    listed: Mapping[str, Power],
    people: Mapping[str, Person],
    organisations: frozenset[str],
) -> Power | None:
    """By the rule in this module's head."""
    power = listed.get(query.number)
    if power is not None:
        other_day = query.issued_on not in {None, power.issued_on}
        return None if other_day or power.state is PowerState.NOT_FOUND else power
    known = _is_adult_alive(people, query.attorney) and (
        query.principal in organisations or _is_adult_alive(people, query.principal)
    )
    if not known or query.issued_on is None or query.principal == query.attorney:
        return None
    return Power(
        number=query.number,
        state=PowerState.ACTIVE,
        issued_on=query.issued_on,
        principal=query.principal,
        attorney=query.attorney,
        registered_principal=query.principal,
    )


def _couples(people: tuple[Person, ...]) -> tuple[tuple[str, str], ...]:
    """Father and mother of each family."""
    parents = {person.parents for person in people if person.parents}
    return tuple(sorted((father, mother) for father, mother in parents))


def _is_adult_alive(people: Mapping[str, Person], iin: str) -> bool:
    person = people.get(iin)
    return person is not None and person.kind in ADULTS_ALIVE
