"""What supervision needs of the store beside what all the others do."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol, Self

from operator_app.ports import ClosedDays, Marks, UnitOfWork

if TYPE_CHECKING:
    from operator_app.domain.day_couriers import BagDifference
    from operator_app.domain.day_exceptions import Loose
    from operator_app.domain.day_figures import DayFacts
    from operator_app.domain.day_papers import JournalLine
    from operator_app.domain.days import ClosedDay, DraftRemark
    from operator_app.domain.questionnaires import Answered
    from operator_app.domain.reviews import Review, ReviewId
    from operator_app.domain.tickets import Ticket


class FactsOfDay(Protocol):
    def __call__(self, center: str, day: date) -> DayFacts: ...


class LooseEnds(Protocol):
    def __call__(self, center: str, day: date, due_by: date) -> Loose:
        """Drafts and tickets of ``day`` and before; cases due on ``due_by`` at the latest."""
        ...


class Days(ClosedDays, Protocol):
    """Days that are closed."""

    def get(self, center: str, day: date) -> ClosedDay | None: ...

    def add(self, closed: ClosedDay) -> None:
        """A day is closed once; the caller has looked. Its drafts are gone with it."""
        ...

    def drafts(self, center: str, day: date) -> tuple[DraftRemark, ...]: ...

    def draft(self, center: str, day: date, draft: DraftRemark) -> None:
        """Instead of what was written to that exception before; an empty text is none."""
        ...

    def journal_ends_at(self) -> datetime | None:
        """The latest moment that the journal holds."""
        ...


class Reviews(Marks, Protocol):
    def get(self, review_id: ReviewId) -> Review | None: ...


class Questionnaires(Protocol):
    def of_ticket(self, ticket_id: str) -> Answered | None: ...

    def add(self, answered: Answered) -> None: ...


class SupervisionUnit(UnitOfWork, Protocol):
    @property
    def days(self) -> Days: ...
    @property
    def reviews(self) -> Reviews: ...
    @property
    def questionnaires(self) -> Questionnaires: ...

    def __enter__(self) -> Self: ...


class SupervisionUnits(Protocol):
    def __call__(self) -> SupervisionUnit: ...


class JournalOfDay(Protocol):
    def __call__(self, center: str, day: date) -> tuple[JournalLine, ...]:
        """What was accepted that day and stands, in the order of acceptance."""
        ...


class BagsOfDay(Protocol):
    def __call__(self, center: str, day: date) -> tuple[BagDifference, ...]:
        """Of manifests of that day, and of those whose discrepancy act was drawn up on it."""
        ...


class AnswersOfDay(Protocol):
    def __call__(self, center: str, day: date) -> tuple[Answered, ...]: ...


class TicketByLabel(Protocol):
    def __call__(self, center: str, day: date, label: str) -> Ticket | None:
        """As it is printed, whatever the case of its letter."""
        ...


class TicketToAsk(Protocol):
    def __call__(self, center: str, window: int, day: date, since: datetime) -> Ticket | None:
        """Who was served last at the window, not before ``since``, and was not asked yet."""
        ...
