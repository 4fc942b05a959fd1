"""What is out of order in a day: what is seen first, and what a closing must explain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from operator_app.domain.day_couriers import BagDifference, BagFault
from operator_app.domain.day_figures import DayFigures
from operator_app.domain.tickets import TicketState


class ExceptionKind(StrEnum):
    """In the order in which they are shown."""

    OVERDUE = "overdue"
    POWER_DIFFERS = "power_differs"
    """The register of powers of attorney was silent when a result was given out by one; since then
    it has said what would have been a refusal."""
    RESULT_REFUSED = "result_refused"
    """The provider's signed result is not this case's, or its signature does not hold."""
    NOT_TAKEN_BY_HUB = "not_taken_by_hub"
    PACKAGE_MISSING = "package_missing"
    SEAL_DIFFERS = "seal_differs"
    PACKAGE_OPENED = "package_opened"
    PACKAGE_EXTRA = "package_extra"
    PACKAGE_ASTRAY = "package_astray"
    """In two manifests, or come in another bag."""
    CLOCK_SET_BACK = "clock_set_back"
    OPEN_CASE = "open_case"
    OPEN_TICKET = "open_ticket"
    OPEN_SHIFT = "open_shift"
    RETURNED = "returned"
    """Looked at again and found wrong; nobody has mended it."""
    NOT_LOOKED_AT = "not_looked_at"
    """Marked for a second look that it did not get. One marked at another window is no reason to
    keep the day open here, where nobody can decide it: it is seen with its window, and whoever
    answers for the center's day says a word to it like to those of this window."""
    WAITED_TOO_LONG = "waited_too_long"
    SERVED_TOO_LONG = "served_too_long"
    UNPRINTED = "unprinted"
    AT_RISK = "at_risk"
    """Due today or on the next work day, and no result lies at the center."""


OPEN: Final = frozenset(
    {ExceptionKind.OPEN_CASE, ExceptionKind.OPEN_TICKET, ExceptionKind.OPEN_SHIFT}
)
"""While there is one of these the day is not closed: it is ended first, not explained."""
OF_BAGS: Final[Mapping[BagFault, ExceptionKind]] = MappingProxyType(
    {
        BagFault.MISSING: ExceptionKind.PACKAGE_MISSING,
        BagFault.SEAL: ExceptionKind.SEAL_DIFFERS,
        BagFault.OPENED: ExceptionKind.PACKAGE_OPENED,
        BagFault.EXTRA: ExceptionKind.PACKAGE_EXTRA,
        BagFault.ASTRAY: ExceptionKind.PACKAGE_ASTRAY,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayException:
    """``name`` is what people call it: a case's number, a ticket's label, a service's code."""

    kind: ExceptionKind
    name: str
    subject: str = ""
    """The record it is about; with the kind it is the exception's own name."""
    count: int = 1
    window: int | None = None
    service: str = ""
    due_on: date | None = None
    packages: tuple[str, ...] = ()
    """Of a manifest: which of them it is about."""
    elsewhere: bool = False
    """It is ended at ``window``, in whose store it is."""

    @property
    def key(self) -> str:
        return f"{self.kind.value}:{self.subject or self.name}"

    @property
    def open(self) -> bool:
        return self.kind in OPEN

    @property
    def needs_remark(self) -> bool:
        """What may still go well is no exception yet; what is open is ended, not explained."""
        return not self.open and self.kind is not ExceptionKind.AT_RISK


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """A draft, or a case whose result is not at the center; ``due_on`` of the latter."""

    id: str
    number: str
    service: str
    window: int
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTicket:
    id: str
    label: str
    service: str
    state: TicketState
    window: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A record by the name that people know, and the kind of thing that is wrong with it."""

    id: str
    name: str
    window: int | None = None
    elsewhere: bool = False
    """In the store of that window; this one has only heard of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """Loose ends of a center, as the store has them now."""

    drafts: tuple[OpenCase, ...] = ()
    tickets: tuple[OpenTicket, ...] = ()
    shifts: tuple[Named, ...] = ()
    due: tuple[OpenCase, ...] = ()
    """Not at the center yet, and due before a day that the asker chose."""
    not_taken: tuple[Named, ...] = ()
    unprinted: tuple[Named, ...] = ()
    returned: tuple[Named, ...] = ()
    not_looked_at: tuple[Named, ...] = ()
    powers: tuple[Named, ...] = ()
    """Results of this or an earlier day of whose power of attorney the bad answer came this day."""
    results: tuple[Named, ...] = ()
    """Signed results decided this day that were not taken."""
    bags: tuple[BagDifference, ...] = ()


def exceptions_of(figures: DayFigures, loose: Loose) -> tuple[DayException, ...]:
    """The worst kind first; within a kind as the store has them."""
    order = {kind: place for place, kind in enumerate(ExceptionKind)}
    found = [*_due(figures.day, loose), *_loose(loose), *_of_bags(loose), *_of_times(figures)]
    return tuple(sorted(found, key=lambda one: order[one.kind]))


def _due(day: date, loose: Loose) -> Iterator[DayException]:
    for case in loose.due:
        late = case.due_on is not None and case.due_on < day
        yield DayException(
            kind=ExceptionKind.OVERDUE if late else ExceptionKind.AT_RISK,
            name=case.number,
            subject=case.id,
            window=case.window,
            service=case.service,
            due_on=case.due_on,
        )


def _loose(loose: Loose) -> Iterator[DayException]:
    for case in loose.drafts:
        yield DayException(
            kind=ExceptionKind.OPEN_CASE,
            name=case.number,
            subject=case.id,
            window=case.window,
            service=case.service,
        )
    for ticket in loose.tickets:
        yield DayException(
            kind=ExceptionKind.OPEN_TICKET,
            name=ticket.label,
            subject=ticket.id,
            window=ticket.window,
            service=ticket.service,
        )
    for kind, named in (
        (ExceptionKind.OPEN_SHIFT, loose.shifts),
        (ExceptionKind.POWER_DIFFERS, loose.powers),
        (ExceptionKind.RESULT_REFUSED, loose.results),
        (ExceptionKind.NOT_TAKEN_BY_HUB, loose.not_taken),
        (ExceptionKind.RETURNED, loose.returned),
        (ExceptionKind.NOT_LOOKED_AT, loose.not_looked_at),
        (ExceptionKind.UNPRINTED, loose.unprinted),
    ):
        for one in named:
            yield DayException(
                kind=kind,
                name=one.name,
                subject=one.id,
                window=one.window,
                elsewhere=one.elsewhere,
            )


def _of_bags(loose: Loose) -> Iterator[DayException]:
    for bag in loose.bags:
        yield DayException(
            kind=OF_BAGS[bag.fault],
            name=bag.number,
            subject=bag.manifest,
            count=bag.count,
            window=bag.window,
            packages=bag.packages,
        )


def _of_times(figures: DayFigures) -> Iterator[DayException]:
    """Hundreds may wait too long: one exception for a service, with how many they were."""
    if figures.set_back:
        yield DayException(
            kind=ExceptionKind.CLOCK_SET_BACK,
            name=figures.day.isoformat(),
            count=figures.set_back,
        )
    for line in figures.services:
        for kind, times in (
            (ExceptionKind.WAITED_TOO_LONG, line.waiting),
            (ExceptionKind.SERVED_TOO_LONG, line.serving),
        ):
            if times.over:
                yield DayException(kind=kind, name=line.key, service=line.key, count=times.over)
