"""Closing the day of a center: whoever answers for it explains what was out of order, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from operator_app.domain.day_exceptions import DayException, ExceptionKind
from operator_app.domain.day_figures import DayFigures
from operator_app.errors import RuleViolation

LONGEST_REMARK: Final = 500
NAMED: Final = 5
"""How many of many are named in an error; the page lists all."""


class DayIsClosed(RuleViolation):
    """Nothing is added to a day whose report was signed for."""

    code = "day.closed"


class OpenCases(RuleViolation):
    """Drafts are signed, refused or given up first: a closed day has no case half done."""

    code = "day.open_cases"


class OpenTickets(RuleViolation):
    """Somebody still waits, or sits at a window."""

    code = "day.open_tickets"


class OpenShifts(RuleViolation):
    code = "day.open_shifts"


class RemarksMissing(RuleViolation):
    """Each exception needs a remark of its own."""

    code = "day.remarks_missing"


class RemarkTooLong(RuleViolation):
    code = "day.remark_too_long"


class DayNotBegun(RuleViolation):
    """A day that has not come yet, or so this machine's clock says."""

    code = "day.not_begun"


class ClockSetBack(RuleViolation):
    """The journal already holds a later moment: this closing would lie before what it closes."""

    code = "day.clock_set_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """An exception, and what the supervisor says about it."""

    kind: ExceptionKind
    name: str
    count: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRemark:
    """What somebody has written to an exception of a day that is not closed yet."""

    key: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedDay:
    """A day as it was when it was closed; its figures do not change any more."""

    center: str
    day: date
    closed_at: datetime
    closed_by: str
    figures: DayFigures
    remarks: tuple[Remark, ...] = ()
    window: int = 0
    """At which it was closed."""
    elsewhere: bool = False
    """Another window has told of it: its figures are of the store there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When it is: by the clock (``at``, its local day ``on``), and at least by the journal."""

    at: datetime
    on: date
    journal: datetime | None = None


def close(
    figures: DayFigures,
    exceptions: Sequence[DayException],
    remarks: Mapping[str, str],
    by: str,
    moment: Moment,
) -> ClosedDay:
    """``remarks`` by the key of the exception. Refuses whatever is still open."""
    if figures.day > moment.on:
        raise DayNotBegun(day=figures.day.isoformat(), today=moment.on.isoformat())
    if moment.journal is not None and moment.at < moment.journal:
        raise ClockSetBack(now=moment.at.isoformat(), journal=moment.journal.isoformat())
    _refuse_open(exceptions)
    explained = tuple(one for one in exceptions if one.needs_remark)
    said = {key: " ".join(text.split()) for key, text in remarks.items()}
    silent = [one.name for one in explained if not said.get(one.key)]
    if silent:
        raise RemarksMissing(count=len(silent), names=", ".join(silent[:NAMED]))
    if any(len(said[one.key]) > LONGEST_REMARK for one in explained):
        raise RemarkTooLong(most=LONGEST_REMARK)
    return ClosedDay(
        center=figures.center,
        day=figures.day,
        closed_at=moment.at,
        closed_by=by,
        figures=figures,
        remarks=tuple(
            Remark(kind=one.kind, name=one.name, count=one.count, text=said[one.key])
            for one in explained
        ),
    )


def _refuse_open(exceptions: Sequence[DayException]) -> None:
    for kind, refusal in (
        (ExceptionKind.OPEN_CASE, OpenCases),
        (ExceptionKind.OPEN_TICKET, OpenTickets),
        (ExceptionKind.OPEN_SHIFT, OpenShifts),
    ):
        open_ones = [one.name for one in exceptions if one.kind is kind]
        if open_ones:
            raise refusal(count=len(open_ones), names=", ".join(open_ones[:NAMED]))
