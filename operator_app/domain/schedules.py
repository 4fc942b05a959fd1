"""When each step of the provider ends, by the act's own table of steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from operator_app.domain.catalogue import ServiceRecord, Step, Unit
from operator_app.domain.terms import WorkCalendar, due_day

WHOLE_DAYS: Final = frozenset({Unit.WORK_DAYS, Unit.CALENDAR_DAYS})


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledStep:
    """``place`` is where the act orders the step: ``paragraph8:3``."""

    place: str
    role: str | None
    ends_on: date


def schedule(
    record: ServiceRecord, accepted_on: date, calendar: WorkCalendar
) -> tuple[ScheduledStep, ...]:
    """The last step ends on the due day; steps in minutes end on the day they begin.

    Paragraph 8 names the role of every step, paragraph 5 does not; the 2012 act has a table of
    its own.
    """
    name, steps = _table(record)
    passed = 0
    scheduled = []
    for step in steps:
        passed += _days(step)
        scheduled.append(
            ScheduledStep(
                place=f"{name}:{step.n}",
                role=step.role,
                ends_on=due_day(accepted_on, passed, record.term.unit, calendar).due_on
                if passed
                else accepted_on,
            )
        )
    return tuple(scheduled)


def _table(record: ServiceRecord) -> tuple[str, tuple[Step, ...]]:
    if record.steps8:
        return "paragraph8", record.steps8
    if record.steps5:
        return "paragraph5", record.steps5
    return record.term.basis, record.own_steps


def _days(step: Step) -> int:
    return int(step.value or 0) if step.unit in WHOLE_DAYS else 0
