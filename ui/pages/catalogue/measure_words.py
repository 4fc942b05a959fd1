"""The words of terms and norms."""

from __future__ import annotations

from operator_app.domain.catalogue import Unit
from operator_app.domain.measures import Amount, Measure
from ui.runtime.speech import Speech

NOT_SAID = "—"


def unit_name(say: Speech, unit: Unit) -> str:
    return {
        Unit.WORK_DAYS: say("Work days"),
        Unit.CALENDAR_DAYS: say("Calendar days"),
        Unit.MINUTES: say("Minutes"),
    }[unit]


def measure_name(say: Speech, measure: Measure) -> str:
    return {
        Measure.TERM: say("Term"),
        Measure.WAITING_NORM: say("Norm for waiting"),
        Measure.SERVING_NORM: say("Norm for serving"),
    }[measure]


def amount_words(say: Speech, amount: Amount | None) -> str:
    if amount is None:
        return NOT_SAID
    n = int(amount.value)
    if amount.value != n:
        return f"{amount.value} {amount.unit.value}"
    if amount.unit is Unit.WORK_DAYS:
        return say.plural("{n} work day", "{n} work days", n)
    if amount.unit is Unit.CALENDAR_DAYS:
        return say.plural("{n} calendar day", "{n} calendar days", n)
    return say.plural("{n} minute", "{n} minutes", n)
