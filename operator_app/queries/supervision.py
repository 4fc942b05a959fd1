"""What the supervisor's page asks of the store: the day's events, loose ends, second looks."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from operator_app.domain.day_exceptions import Loose
from operator_app.domain.day_figures import DayFacts
from operator_app.domain.reviews import Review


class FactsOfDay(Protocol):
    def __call__(self, center: str, day: date) -> DayFacts: ...


class LooseEnds(Protocol):
    def __call__(self, center: str, day: date, due_by: date) -> Loose:
        """Drafts and tickets of ``day`` and before; cases due on ``due_by`` at the latest."""
        ...


class ReviewsOfCenter(Protocol):
    def __call__(self, center: str, *, limit: int = 200) -> tuple[Review, ...]:
        """Those that wait first, the oldest first; then the decided ones, the newest first."""
        ...
