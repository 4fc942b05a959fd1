"""Results that nobody has taken: how long the center keeps them, and when they go back."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from operator_app.domain.applications import Application
from operator_app.domain.catalogue import Catalogue
from operator_app.domain.terms import local_day
from operator_app.errors import Corrupted, RuleViolation

STORAGE: Final = "rule.storage"
"""The wording that says how long a result is kept."""
SOON: Final = timedelta(days=5)


class KeepingUnknown(Corrupted):
    """The catalogue does not say for how long a result is kept; nothing is sent back on a
    guess."""

    code = "issue.keeping_unknown"


class StillKept(RuleViolation):
    """The applicant may still come: the term has not ended."""

    code = "issue.still_kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """``confirmed`` is false where nobody has compared the term with the printed act."""

    months: int
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Since which day a result lies here, and the last day on which it may be taken."""

    since: date
    until: date

    def over(self, on: date) -> bool:
        return on > self.until

    def soon_over(self, on: date) -> bool:
        return not self.over(on) and self.until - on <= SOON


def keeping_of(catalogue: Catalogue) -> Keeping:
    wording = catalogue.wordings.get(STORAGE)
    if wording is None or not wording.months:
        raise KeepingUnknown(place=STORAGE)
    return Keeping(months=wording.months, confirmed=wording.confirmed is not None)


def kept(since: date, keeping: Keeping) -> Kept:
    """The day it came does not count, as in every term; a month ends on the same day of the
    next one, or on its last (Civil Code, article 174)."""
    months = since.month - 1 + keeping.months
    year, month = since.year + months // 12, months % 12 + 1
    last = monthrange(year, month)[1]
    return Kept(since=since, until=date(year, month, min(since.day, last)))


def came_on(application: Application) -> date | None:
    """The day the result came to the center; of an old case the day of the decision."""
    if application.ready_at is not None:
        return local_day(application.ready_at)
    return application.decided_on
