"""Look at a center's day: its figures against the law's norms, and what is out of order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from operator_app.domain.catalogue import ActNotInForce, Catalogue, Norm, ServiceRecord
from operator_app.domain.day_exceptions import DayException, Loose, exceptions_of
from operator_app.domain.day_figures import DayFigures, Norms, figures_of
from operator_app.domain.day_sums import share_a_window, together
from operator_app.domain.days import ClosedDay, DraftRemark
from operator_app.domain.terms import WorkCalendar
from operator_app.ports import Clock
from operator_app.ports_supervision import FactsOfDay, LooseEnds, SupervisionUnits

_ONE_DAY = timedelta(days=1)
_LONGEST_BREAK = 30
"""Days off in a row that no calendar has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisedDay:
    """``closed`` is the day as it was closed; its figures are shown then, and nothing is open."""

    figures: DayFigures
    exceptions: tuple[DayException, ...]
    norms: Mapping[str, Norms]
    closed: ClosedDay | None = None
    drafts: tuple[DraftRemark, ...] = ()
    """What was written to its exceptions so far, while it is open."""


class LookAtDay:
    """Reads only. A day that is closed is shown as it was closed, whatever the journal says now."""

    def __init__(
        self,
        facts: FactsOfDay,
        loose: LooseEnds,
        units: SupervisionUnits,
        now: Clock,
        law: tuple[Catalogue, WorkCalendar],
    ) -> None:
        self._facts, self._loose = facts, loose
        self._units, self._now = units, now
        self.catalogue, self._calendar = law

    def __call__(self, center: str, region: str, day: date) -> SupervisedDay:
        with self._units() as unit:
            closed = unit.days.get(center, day)
            drafts = () if closed is not None else unit.days.drafts(center, day)
        norms = norms_on(self.catalogue, region, day)
        if closed is not None:
            figures = self._with_told(closed, norms) if closed.elsewhere else closed.figures
            return SupervisedDay(figures=figures, exceptions=(), norms=norms, closed=closed)
        return replace(self.as_it_is(center, norms, day), drafts=drafts)

    def _with_told(self, closed: ClosedDay, norms: Mapping[str, Norms]) -> DayFigures:
        """What this store holds, and what the window that closed the day has told besides."""
        held = figures_of(self._facts(closed.center, closed.day), norms, closed.closed_at)
        if share_a_window(held, closed.figures):
            return closed.figures
        return together(closed.figures, held)

    def as_it_is(self, center: str, norms: Mapping[str, Norms], day: date) -> SupervisedDay:
        """From the journal, whether the day is closed or not."""
        figures = figures_of(self._facts(center, day), norms, self._now())
        loose: Loose = self._loose(center, day, next_work_day(self._calendar, day))
        return SupervisedDay(figures=figures, exceptions=exceptions_of(figures, loose), norms=norms)


def next_work_day(calendar: WorkCalendar, day: date) -> date:
    """The first work day after ``day``: what is due until then can no longer be put off."""
    found = day + _ONE_DAY
    for _ in range(_LONGEST_BREAK):
        if calendar.is_work_day(found):
            return found
        found += _ONE_DAY
    return found


def norms_on(catalogue: Catalogue, region: str, day: date) -> dict[str, Norms]:
    """Of every service of the region, by the act in force that day."""
    found = {}
    for service in {one.service for one in catalogue.services if one.region == region}:
        try:
            record = catalogue.find(service=service, region=region, on=day)
        except ActNotInForce:
            continue
        found[service] = _norms(record)
    return found


def _norms(record: ServiceRecord) -> Norms:
    known = [norm for norm in (record.waiting_norm, record.serving_norm) if norm is not None]
    return Norms(
        waiting=_minutes(record.waiting_norm),
        serving=_minutes(record.serving_norm),
        confirmed=bool(known) and all(norm.confirmed is not None for norm in known),
    )


def _minutes(norm: Norm | None) -> timedelta | None:
    return None if norm is None else timedelta(minutes=norm.minutes)
