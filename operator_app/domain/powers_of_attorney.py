"""Powers of attorney: which one lets a representative act at the counter, and which does not.

The 2012 act (003, process 2) accepts a power of attorney that is not notarised, but its data are
not entered and ЕНИС (the notaries' register) is not asked about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from operator_app.errors import RuleViolation

NOTARISED: Final = "notarised"
ACTIVE: Final = "ACTIVE"
EXPIRED: Final = "EXPIRED"


class PowerOfAttorneyKindMissing(RuleViolation):
    code = "poa.kind_missing"


class PowerOfAttorneyIncomplete(RuleViolation):
    """A notarised one is looked up in ЕНИС by these data: without them it cannot be checked."""

    code = "poa.incomplete"


class PowerOfAttorneyDaysContradict(RuleViolation):
    code = "poa.days_contradict"


class PowerOfAttorneyExpired(RuleViolation):
    code = "poa.expired"


class PowerOfAttorneyNotYetValid(RuleViolation):
    code = "poa.not_yet_valid"


class PowerOfAttorneyRevoked(RuleViolation):
    code = "poa.revoked"


class OtherPrincipal(RuleViolation):
    code = "poa.other_principal"


class OtherAttorney(RuleViolation):
    code = "poa.other_attorney"


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerOfAttorney:
    """One power of attorney as presented; made by ``make_power_of_attorney``.

    The fields other than ``kind`` are filled in for a notarised one only.
    """

    kind: str
    number: str | None = None
    issued_on: date | None = None
    valid_until: date | None = None
    notary: str | None = None

    @property
    def notarised(self) -> bool:
        return self.kind == NOTARISED

    @property
    def last_day(self) -> date | None:
        """The last day it works; one with no term works a year (Civil Code, article 168)."""
        if self.valid_until is not None or self.issued_on is None:
            return self.valid_until
        return _a_year_after(self.issued_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotaryRecord:
    """What ЕНИС answered about one power of attorney.

    ``status`` is the register's own word: ACTIVE, EXPIRED, REVOKED, TERMINATED, SUSPENDED.
    """

    status: str
    valid_from: date | None = None
    valid_to: date | None = None
    principals: tuple[str, ...] = ()
    """IIN or BIN of whoever gave the power."""
    attorneys: tuple[str, ...] = ()
    """IIN of whoever received it."""
    revoked_on: date | None = None


def make_power_of_attorney(
    kind: str,
    *,
    number: str | None = None,
    issued_on: date | None = None,
    valid_until: date | None = None,
    notary: str | None = None,
) -> PowerOfAttorney:
    """The value to keep: the data of one that is not notarised are dropped, not entered (003)."""
    if not kind.strip():
        raise PowerOfAttorneyKindMissing
    if kind.strip() != NOTARISED:
        return PowerOfAttorney(kind=kind.strip())
    given: Mapping[str, object] = {
        "number": _text(number),
        "issued_on": issued_on,
        "notary": _text(notary),
    }
    missing = [name for name, value in given.items() if value is None]
    if missing:
        raise PowerOfAttorneyIncomplete(missing=missing)
    if issued_on is not None and valid_until is not None and valid_until < issued_on:
        raise PowerOfAttorneyDaysContradict(
            issued_on=issued_on.isoformat(), valid_until=valid_until.isoformat()
        )
    return PowerOfAttorney(
        kind=NOTARISED,
        number=_text(number),
        issued_on=issued_on,
        valid_until=valid_until,
        notary=_text(notary),
    )


def check_days(power: PowerOfAttorney, on: date) -> None:
    """Refuses one that does not work on ``on``, the day of acceptance; the last day counts."""
    _check_between(power.issued_on, power.last_day, on)


def check_record(record: NotaryRecord, *, principal: str, attorney: str, on: date) -> None:
    """Refuses what ЕНИС does not hold as valid on ``on`` for these two people.

    ``principal`` is the applicant's IIN or BIN, ``attorney`` the representative's IIN.
    """
    if record.revoked_on is not None or record.status not in {ACTIVE, EXPIRED}:
        revoked_on = {"revoked_on": record.revoked_on.isoformat()} if record.revoked_on else {}
        raise PowerOfAttorneyRevoked(status=record.status, **revoked_on)
    _check_between(record.valid_from, record.valid_to, on)
    if record.status == EXPIRED:
        raise PowerOfAttorneyExpired(on=on.isoformat())
    if principal not in record.principals:
        raise OtherPrincipal
    if attorney not in record.attorneys:
        raise OtherAttorney


def held_on(record: NotaryRecord, on: date) -> NotaryRecord:
    """The answer of a later day, as it would have been on ``on``: what ended after, held then."""
    if record.revoked_on is not None and record.revoked_on > on:
        return replace(record, status=ACTIVE, revoked_on=None)
    ended_later = record.valid_to is not None and record.valid_to >= on
    if record.status == EXPIRED and ended_later:
        return replace(record, status=ACTIVE)
    return record


def _check_between(first: date | None, last: date | None, on: date) -> None:
    if first is not None and on < first:
        raise PowerOfAttorneyNotYetValid(valid_from=first.isoformat(), on=on.isoformat())
    if last is not None and on > last:
        raise PowerOfAttorneyExpired(valid_until=last.isoformat(), on=on.isoformat())


def _text(value: str | None) -> str | None:
    return (value or "").strip() or None


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)
