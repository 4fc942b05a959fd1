"""Closed days, second looks and questionnaires in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from operator_app.domain.days import ClosedDay, DraftRemark
from operator_app.domain.questionnaires import Answered
from operator_app.domain.reviews import Review, ReviewId, ReviewState


@dataclass
class SupervisionTables:
    """What a transaction of the supervisor may change; never changed in place."""

    days: dict[tuple[str, date], ClosedDay] = field(default_factory=dict)
    drafts: dict[tuple[str, date, str], DraftRemark] = field(default_factory=dict)
    reviews: dict[ReviewId, Review] = field(default_factory=dict)
    answered: dict[str, Answered] = field(default_factory=dict)


class FakeDays:
    def __init__(
        self,
        tables: SupervisionTables,
        journal: Callable[[], Iterable[datetime]],
        check: Callable[[str], None],
    ) -> None:
        self._tables, self._journal, self._check = tables, journal, check

    def get(self, center: str, day: date) -> ClosedDay | None:
        return self._tables.days.get((center, day))

    def is_closed(self, center: str, day: date) -> bool:
        return (center, day) in self._tables.days

    def add(self, closed: ClosedDay) -> None:
        self._check("days")
        assert (closed.center, closed.day) not in self._tables.days
        self._tables.days = {**self._tables.days, (closed.center, closed.day): closed}
        self._tables.drafts = {
            key: one
            for key, one in self._tables.drafts.items()
            if key[:2] != (closed.center, closed.day)
        }

    def drafts(self, center: str, day: date) -> tuple[DraftRemark, ...]:
        return tuple(
            one for key, one in sorted(self._tables.drafts.items()) if key[:2] == (center, day)
        )

    def draft(self, center: str, day: date, draft: DraftRemark) -> None:
        self._check("day_remarks")
        place = (center, day, draft.key)
        others = {key: one for key, one in self._tables.drafts.items() if key != place}
        self._tables.drafts = {**others, place: draft} if draft.text else others

    def journal_ends_at(self) -> datetime | None:
        return max(self._journal(), default=None)


class FakeReviews:
    def __init__(
        self,
        tables: SupervisionTables,
        journal: Callable[[str], Iterable[tuple[str, str]]],
        check: Callable[[str], None],
    ) -> None:
        """``journal`` says of a case who did what to it."""
        self._tables, self._journal, self._check = tables, journal, check

    def get(self, review_id: ReviewId) -> Review | None:
        return self._tables.reviews.get(review_id)

    def waiting_for(self, application_id: str) -> Review | None:
        waiting = (
            one
            for one in self._tables.reviews.values()
            if one.application_id == application_id and one.state is ReviewState.WAITING
        )
        return min(waiting, key=lambda one: one.elsewhere, default=None)

    def save(self, review: Review) -> None:
        self._check("reviews")
        self._tables.reviews = {**self._tables.reviews, review.id: review}

    def hands(self, application_id: str) -> tuple[str, ...]:
        return tuple(sorted({actor for actor, _ in self._journal(application_id)}))

    def brought(self, application_id: str) -> bool:
        return any(action == "case.brought" for _, action in self._journal(application_id))


class FakeQuestionnaires:
    def __init__(self, tables: SupervisionTables, check: Callable[[str], None]) -> None:
        self._tables, self._check = tables, check

    def of_ticket(self, ticket_id: str) -> Answered | None:
        return self._tables.answered.get(ticket_id)

    def add(self, answered: Answered) -> None:
        self._check("questionnaires")
        assert answered.ticket_id not in self._tables.answered
        self._tables.answered = {**self._tables.answered, answered.ticket_id: answered}
