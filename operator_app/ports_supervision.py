"""What supervision needs from the store, as protocols the core owns."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from operator_app.domain.days import ClosedDay
    from operator_app.domain.reviews import Review, ReviewId


class Days(Protocol):
    """Days that are closed."""

    def get(self, center: str, day: date) -> ClosedDay | None: ...

    def is_closed(self, center: str, day: date) -> bool: ...

    def add(self, closed: ClosedDay) -> None:
        """A day is closed once; the caller has looked."""
        ...

    def journal_ends_at(self) -> datetime | None:
        """The latest moment that the journal holds."""
        ...


class Reviews(Protocol):
    def get(self, review_id: ReviewId) -> Review | None: ...

    def waiting_for(self, application_id: str) -> Review | None: ...

    def save(self, review: Review) -> None: ...

    def hands(self, application_id: str) -> tuple[str, ...]:
        """Names of all who worked on the case by the journal; looking at papers is no work."""
        ...
