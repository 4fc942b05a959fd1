"""The day of a center in figures, from what the journal says and nothing else.

Times belong to the hour in which they ended, to the window that acted, and to the service the
ticket was taken for. A case counts once, by the last thing that happened to it that day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from operator_app.domain.day_spans import Span, SpanKind, Step, spans, standing
from operator_app.domain.shifts import Shift
from operator_app.domain.tickets import TicketState

HOURS: Final = 24
_NO_TIME: Final = timedelta()
_HOUR_S: Final = 3600


class Visit(NamedTuple):
    """A ticket of the day; ``service`` is what it was taken for."""

    id: str
    service: str
    arrived_at: datetime
    state: TicketState


class Outcome(StrEnum):
    """How a case ended at the counter; ``ISSUED`` is a result given out."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    OTHER = "other"
    ISSUED = "issued"
    REOPENED = "reopened"
    """Signed, and being changed again: it has no outcome until it is signed anew."""


OUTCOMES: Final[Mapping[str, Outcome]] = {
    "case.submit": Outcome.ACCEPTED,
    "case.correct": Outcome.ACCEPTED,
    "case.keep": Outcome.ACCEPTED,
    "case.reopen": Outcome.REOPENED,
    "case.refuse": Outcome.REFUSED,
    "case.data_unavailable": Outcome.OTHER,
    "case.consent_refused": Outcome.OTHER,
    "case.routed": Outcome.OTHER,
    "case.abandoned": Outcome.OTHER,
    "case.issue": Outcome.ISSUED,
}
"""By the journal's word for it."""


class CaseEnd(NamedTuple):
    """``missing`` are the rows of the checklist for which acceptance was refused."""

    case: str
    outcome: Outcome
    at: datetime
    service: str
    window: int
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFacts:
    """What was read of one local day; ``steps`` and ``ends`` in the order of the journal."""

    center: str
    day: date
    begins_at: datetime
    """Local midnight."""
    visits: tuple[Visit, ...] = ()
    steps: tuple[Step, ...] = ()
    ends: tuple[CaseEnd, ...] = ()
    shifts: tuple[Shift, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Norms:
    """What the law allows for one applicant; ``None`` where the act says nothing."""

    waiting: timedelta | None = None
    serving: timedelta | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Many times of one kind; ``over`` of them were longer than the norm."""

    count: int = 0
    total: timedelta = _NO_TIME
    longest: timedelta = _NO_TIME
    over: int = 0

    @property
    def average(self) -> timedelta | None:
        return self.total / self.count if self.count else None


class _Sum:
    """Times while they are being added up."""

    __slots__ = ("count", "longest", "over", "total")

    def __init__(self) -> None:
        self.count = self.over = 0
        self.total = self.longest = _NO_TIME

    def add(self, took: timedelta, norm: timedelta | None = None) -> None:
        self.count += 1
        self.total += took
        self.longest = max(self.longest, took)
        self.over += norm is not None and took > norm

    def join(self, other: _Sum) -> None:
        self.count += other.count
        self.total += other.total
        self.longest = max(self.longest, other.longest)
        self.over += other.over

    def times(self) -> Times:
        return Times(count=self.count, total=self.total, longest=self.longest, over=self.over)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One line of a table: the whole day, an hour, a service or a window."""

    key: str = ""
    """``09``, the service's code, the window's number; empty for the whole day."""
    arrived: int = 0
    called: int = 0
    served: int = 0
    no_shows: int = 0
    accepted: int = 0
    refused: int = 0
    other_ends: int = 0
    issued: int = 0
    waiting: Times = field(default_factory=Times)
    serving: Times = field(default_factory=Times)
    held: Times = field(default_factory=Times)
    breaks: Times = field(default_factory=Times)
    queue: int = 0
    """How many waited at the end of the hour; of the day: at ``as_of``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A row of the checklist for want of which acceptance was refused, and how often."""

    service: str
    requirement: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFigures:
    center: str
    day: date
    as_of: datetime
    whole: Figures
    hours: tuple[Figures, ...] = ()
    services: tuple[Figures, ...] = ()
    windows: tuple[Figures, ...] = ()
    missing: tuple[Missing, ...] = ()
    longest_wait_now: timedelta | None = None
    held_now: int = 0
    set_back: int = 0
    """Times that ended before they began: the machine's clock was set back meanwhile."""


class _Line:
    """A line of a table while it is being filled."""

    __slots__ = ("breaks", "counts", "held", "queue", "serving", "waiting")

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.waiting, self.serving, self.held, self.breaks = _Sum(), _Sum(), _Sum(), _Sum()
        self.queue = 0

    def join(self, other: _Line) -> None:
        self.counts.update(other.counts)
        for mine, more in (
            (self.waiting, other.waiting),
            (self.serving, other.serving),
            (self.held, other.held),
            (self.breaks, other.breaks),
        ):
            mine.join(more)

    def sum_of(self, kind: SpanKind) -> _Sum:
        if kind is SpanKind.WAITING:
            return self.waiting
        return self.serving if kind is SpanKind.SERVING else self.held

    def figures(self, key: str) -> Figures:
        return Figures(
            key=key,
            **self.counts,
            waiting=self.waiting.times(),
            serving=self.serving.times(),
            held=self.held.times(),
            breaks=self.breaks.times(),
            queue=self.queue,
        )


class _Lines(dict[str, _Line]):
    def __missing__(self, key: str) -> _Line:
        self[key] = line = _Line()
        return line


_Cell = tuple[int, str | None, int | None]
"""An hour, a service and a window: thousands of events fall into some hundreds of cells, and only
those are added up into the tables."""


class _Cells(dict[_Cell, _Line]):
    def __missing__(self, key: _Cell) -> _Line:
        self[key] = line = _Line()
        return line


_COUNTED: Final = {"call": "called", "close": "served", "no_show": "no_shows"}
_NAMES: Final = {
    Outcome.ACCEPTED: "accepted",
    Outcome.REFUSED: "refused",
    Outcome.OTHER: "other_ends",
    Outcome.ISSUED: "issued",
}
_NO_NORMS: Final = Norms()


def figures_of(facts: DayFacts, norms: Mapping[str, Norms], as_of: datetime) -> DayFigures:
    """``norms`` by service; ``as_of`` ends what still goes on, and is not later than the day."""
    return _Fold(facts, norms, as_of).figures()


class _Fold:
    def __init__(self, facts: DayFacts, norms: Mapping[str, Norms], as_of: datetime) -> None:
        self._facts, self._norms = facts, norms
        self._as_of = min(as_of, facts.begins_at + timedelta(hours=HOURS))
        self._whole = _Line()
        self._begins_s = facts.begins_at.timestamp()
        self._cells = _Cells()
        self._hours, self._services, self._windows = _Lines(), _Lines(), _Lines()
        self._in_queue = [0] * HOURS
        self._longest_now: timedelta | None = None
        self._held_now = self._set_back = 0

    def figures(self) -> DayFigures:
        steps: dict[str, list[Step]] = {}
        for step in self._facts.steps:
            steps.setdefault(step.ticket, []).append(step)
        for visit in self._facts.visits:
            self._visit(visit, steps.get(visit.id, ()))
        ends = last_ends(self._facts.ends)
        for end in ends:
            self._count(_NAMES.get(end.outcome), end.at, end.service, end.window)
        for shift in self._facts.shifts:
            self._pauses(shift)
        self._add_up()
        return DayFigures(
            center=self._facts.center,
            day=self._facts.day,
            as_of=self._as_of,
            whole=self._whole.figures(""),
            hours=self._table_of_hours(),
            services=_table(self._services),
            windows=_table(self._windows, numbers=True),
            missing=_missing(ends),
            longest_wait_now=self._longest_now,
            held_now=self._held_now,
            set_back=self._set_back,
        )

    def _visit(self, visit: Visit, steps: Sequence[Step]) -> None:
        stand = standing(steps)
        booked = any(step.kind == "check_in" for step in stand)
        comes = visit.state is TicketState.BOOKED or booked
        arrived_at = None if comes else visit.arrived_at
        if arrived_at is not None:
            self._count("arrived", arrived_at, visit.service, None)
        for step in stand:
            if step.kind == "check_in":
                self._count("arrived", step.at, visit.service, None)
            elif step.kind in _COUNTED:
                self._count(_COUNTED[step.kind], step.at, visit.service, step.window)
        norms = self._norms.get(visit.service, _NO_NORMS)
        for span in spans(arrived_at, stand):
            self._span(span, visit.service, norms)

    def _span(self, span: Span, service: str, norms: Norms) -> None:
        if span.kind is SpanKind.WAITING:
            self._queue(span)
        if span.until is None:
            self._goes_on(span)
            return
        self._set_back += span.set_back
        cell = self._cells[self._hour(span.until), service, span.window]
        cell.sum_of(span.kind).add(span.took, _norm(span.kind, norms))

    def _goes_on(self, span: Span) -> None:
        if span.kind is SpanKind.WAITING:
            waits = max(self._as_of - span.since, _NO_TIME)
            self._longest_now = max(self._longest_now or _NO_TIME, waits)
            self._whole.queue += 1
        elif span.kind is SpanKind.HELD:
            self._held_now += 1

    def _queue(self, span: Span) -> None:
        """Adds one to each hour at whose end this applicant still waited."""
        last = self._hour(span.until) if span.until is not None else self._hour(self._as_of)
        for hour in range(self._hour(span.since), last):
            self._in_queue[hour] += 1

    def _pauses(self, shift: Shift) -> None:
        for pause in shift.pauses:
            if pause.until is None:
                continue
            self._set_back += pause.until < pause.since
            took = max(pause.until - pause.since, _NO_TIME)
            self._cells[self._hour(pause.until), None, shift.window].breaks.add(took)

    def _count(self, what: str | None, at: datetime, service: str, window: int | None) -> None:
        if what is not None:
            self._cells[self._hour(at), service, window].counts[what] += 1

    def _add_up(self) -> None:
        for (hour, service, window), cell in self._cells.items():
            self._whole.join(cell)
            self._hours[f"{hour:02}"].join(cell)
            if service is not None:
                self._services[service].join(cell)
            if window is not None:
                self._windows[str(window)].join(cell)

    def _hour(self, at: datetime) -> int:
        hour = int((at.timestamp() - self._begins_s) // _HOUR_S)
        if 0 <= hour < HOURS:
            return hour
        return 0 if hour < 0 else HOURS - 1

    def _table_of_hours(self) -> tuple[Figures, ...]:
        """From the first hour in which anything happened to the last, the quiet ones between."""
        if not self._hours:
            return ()
        seen = sorted(int(key) for key in self._hours)
        rows = []
        for hour in range(seen[0], seen[-1] + 1):
            line = self._hours[f"{hour:02}"]
            line.queue = self._in_queue[hour]
            rows.append(line.figures(f"{hour:02}"))
        return tuple(rows)


def last_ends(ends: Iterable[CaseEnd]) -> tuple[CaseEnd, ...]:
    """Each case once, as it stands at the end of the day."""
    last: dict[str, CaseEnd] = {}
    for end in ends:
        last.pop(end.case, None)
        last[end.case] = end
    return tuple(last.values())


def _norm(kind: SpanKind, norms: Norms) -> timedelta | None:
    if kind is SpanKind.WAITING:
        return norms.waiting
    return norms.serving if kind is SpanKind.SERVING else None


def _table(lines: _Lines, *, numbers: bool = False) -> tuple[Figures, ...]:
    keys = sorted(lines, key=int) if numbers else sorted(lines)
    return tuple(lines[key].figures(key) for key in keys)


def _missing(ends: Iterable[CaseEnd]) -> tuple[Missing, ...]:
    """What is asked for in vain most often comes first."""
    counts = Counter(
        (end.service, row) for end in ends if end.outcome is Outcome.REFUSED for row in end.missing
    )
    return tuple(
        Missing(service=service, requirement=row, count=count)
        for (service, row), count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    )
