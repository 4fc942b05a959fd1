"""Approve a marked case, or return it with a remark; never one's own."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.operators import Page, Session
from operator_app.domain.reviews import NoSuchReview, Review, ReviewId
from operator_app.ports import Clock
from operator_app.ports_supervision import SupervisionUnits
from operator_app.usecases.tell_review import tell_review
from operator_app.wire.supervision import REVIEW_DECIDED


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideReview:
    review_id: ReviewId
    session: Session
    approve: bool
    remark: str = ""


class DecideReviewHandler:
    """Who worked on the case is asked of the journal at this moment, besides of the mark. A case
    that another window has marked has its journal there, and is decided there."""

    def __init__(self, units: SupervisionUnits, now: Clock) -> None:
        self._units, self._now = units, now

    def __call__(self, command: DecideReview) -> Review:
        now = self._now()
        by = command.session.operator.allowed(Page.SUPERVISION).full_name
        with self._units() as unit:
            review = unit.reviews.get(command.review_id)
            if review is None or review.center != command.session.center:
                raise NoSuchReview(review=command.review_id)
            hands = unit.reviews.hands(review.application_id)
            if command.approve:
                decided = review.approved(by, now, hands, command.remark)
            else:
                decided = review.returned(by, now, hands, command.remark)
            unit.reviews.save(decided)
            unit.audit.record(
                actor=by,
                action="review.approve" if command.approve else "review.return",
                entity=decided.application_id,
                at=now,
                details={"number": decided.number, "review": decided.id},
            )
            tell_review(unit, REVIEW_DECIDED, decided, by, now)
            unit.commit()
        return decided
