"""What a service is measured by: its term and its norms. People correct them as they do rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from operator_app.domain.catalogue import (
    Citation,
    Cited,
    Confirmation,
    Norm,
    ServiceRecord,
    Term,
    Unit,
)
from operator_app.errors import RuleViolation

MOST_DAYS: Final = 366
MOST_MINUTES: Final = 480


class AmountOutside(RuleViolation):
    """A whole number of days, or minutes of a working day."""

    code = "catalogue.amount_outside"


class Measure(StrEnum):
    """In the place of a row's code; no row's code begins so."""

    TERM = "/term"
    WAITING_NORM = "/waiting_norm"
    SERVING_NORM = "/serving_norm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    value: int | float
    unit: Unit


def measure_of(code: str) -> Measure | None:
    """``None`` for a row of the list."""
    return Measure(code) if code in set(Measure) else None


def fact_of(record: ServiceRecord, measure: Measure) -> Cited | None:
    """As it is told in the edition; the standard may say nothing of a norm."""
    return {
        Measure.TERM: record.term,
        Measure.WAITING_NORM: record.waiting_norm,
        Measure.SERVING_NORM: record.serving_norm,
    }[measure]


def amount_of(record: ServiceRecord, measure: Measure) -> Amount | None:
    if measure is Measure.TERM:
        return Amount(value=record.term.value, unit=record.term.unit)
    norm = record.waiting_norm if measure is Measure.WAITING_NORM else record.serving_norm
    return None if norm is None else Amount(value=norm.minutes, unit=Unit.MINUTES)


def fitting(measure: Measure, amount: Amount | None) -> Amount:
    """Days for a term, minutes for a norm; neither nothing nor a year."""
    days = amount is not None and amount.unit is not Unit.MINUTES
    most = MOST_DAYS if measure is Measure.TERM else MOST_MINUTES
    if (
        amount is None
        or days is not (measure is Measure.TERM)
        or not 1 <= amount.value <= most
        or amount.value != int(amount.value)
    ):
        raise AmountOutside(most=most, what="amount")
    return replace(amount, value=int(amount.value))


def measured(
    record: ServiceRecord, measure: Measure, amount: Amount, cite: Citation, by: Confirmation
) -> ServiceRecord:
    """The service by this amount, read in the act itself: that source is told first."""
    before = fact_of(record, measure)
    cites = (cite, *(before.cites if before is not None else ()))
    if measure is Measure.TERM:
        value, unit = int(amount.value), amount.unit
        term: Term = replace(record.term, value=value, unit=unit, cites=cites, confirmed=by)
        return replace(record, term=term)
    norm = Norm(minutes=amount.value, cites=cites, confirmed=by)
    if measure is Measure.WAITING_NORM:
        return replace(record, waiting_norm=norm)
    return replace(record, serving_norm=norm)
