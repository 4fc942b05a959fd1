"""Mark a finished case for a second look by somebody else."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.applications import State
from operator_app.domain.operators import Page, Session
from operator_app.domain.reviews import (
    MarkedAlready,
    NothingToLookAt,
    RemarkNeeded,
    Review,
    ReviewId,
    fit_remark,
    marked,
)
from operator_app.ports import Clock
from operator_app.ports_supervision import SupervisionUnits
from operator_app.usecases.rules import NoSuchCase
from operator_app.usecases.tell_review import tell_review
from operator_app.wire.supervision import REVIEW_MARKED


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkForReview:
    """``number`` is what is printed on the receipt."""

    review_id: ReviewId
    session: Session
    number: str
    reason: str


class MarkForReviewHandler:
    """The same command twice marks once. Every window of the center is told of the mark."""

    def __init__(self, units: SupervisionUnits, now: Clock) -> None:
        self._units, self._now = units, now

    def __call__(self, command: MarkForReview) -> Review:
        now, reason = self._now(), fit_remark(command.reason)
        by = command.session.operator.allowed(Page.SUPERVISION)
        with self._units() as unit:
            known = unit.reviews.get(command.review_id)
            if known is not None:
                return known
            case = unit.applications.by_number(command.number.strip())
            if case is None or case.center != command.session.center:
                raise NoSuchCase(case=command.number.strip())
            if case.state is State.DRAFT:
                raise NothingToLookAt(number=case.number)
            if not reason:
                raise RemarkNeeded(number=case.number)
            if unit.reviews.waiting_for(case.id) is not None:
                raise MarkedAlready(number=case.number)
            window = command.session.window
            review = marked(
                case, command.review_id, now, by=by.full_name, reason=reason, window=window
            ).known_to(unit.reviews.hands(case.id), brought=unit.reviews.brought(case.id))
            unit.reviews.save(review)
            unit.audit.record(
                actor=by.full_name,
                action="review.mark",
                entity=case.id,
                at=now,
                details={"number": case.number, "review": review.id},
            )
            tell_review(unit, REVIEW_MARKED, review, by.full_name, now)
            unit.commit()
        return review
