"""The rule of four eyes: a marked case is approved or returned by somebody who did not do it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

from operator_app.domain.applications import Application
from operator_app.errors import RuleViolation

ReviewId = NewType("ReviewId", str)
LONGEST_REMARK: Final = 500


class NoSuchReview(RuleViolation):
    code = "review.not_found"


class OwnCase(RuleViolation):
    """Whoever had a hand in a case is not the second pair of eyes."""

    code = "review.own_case"


class DecidedAlready(RuleViolation):
    """A decision stands; another one needs another mark."""

    code = "review.decided_already"


class DecidedElsewhere(RuleViolation):
    """Who worked on the case stands in the journal of its own window: only there is it known whose
    own case it is."""

    code = "review.elsewhere"


class MarkedAlready(RuleViolation):
    """The case already waits for its second look."""

    code = "review.marked_already"


class NothingToLookAt(RuleViolation):
    """A draft is still being made: there is no finished work to look at."""

    code = "review.nothing_to_look_at"


class RemarkNeeded(RuleViolation):
    """What is returned without a word cannot be mended, what is marked without one not found."""

    code = "review.remark_needed"


class RemarkTooLong(RuleViolation):
    code = "review.remark_too_long"


class ReviewState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A case marked for a second look, and what came of it.

    ``rules`` are the codes of those that called for it; a mark by rules alone has nobody's name
    and no reason of its own. ``hands`` are the names of all who worked on the case by the journal
    of the mark, and of the decision once there is one.
    """

    id: ReviewId
    application_id: str
    number: str
    service: str
    center: str
    window: int
    operator: str
    marked_at: datetime
    marked_by: str
    reason: str
    rules: tuple[str, ...] = ()
    state: ReviewState = ReviewState.WAITING
    decided_at: datetime | None = None
    decided_by: str = ""
    remark: str = ""
    hands: tuple[str, ...] = ()
    at_window: int = 0
    """Where it is decided; 0 of one marked before windows told each other of marks."""
    elsewhere: bool = False
    """The journal of the case is at another window: it is seen here, and decided there."""

    def known_to(self, hands: Iterable[str], *, brought: bool) -> Review:
        """As the journal of the window that marks it has it. Of a case that was ``brought`` there
        from another window the journal has only the end: it is decided at the case's own."""
        hands = tuple(sorted({*self.hands, *hands}))
        if not brought:
            return replace(self, hands=hands)
        return replace(self, hands=hands, at_window=self.window, elsewhere=True)

    def with_told(self, told: Review) -> Review:
        """With what the same mark, told by another window, adds to it; where it is decided does
        not change. Heard twice, or after the decision, it adds nothing."""
        if self.state is not ReviewState.WAITING:
            return self
        return replace(
            self,
            rules=tuple(dict.fromkeys((*self.rules, *told.rules))),
            hands=tuple(sorted({*self.hands, *told.hands})),
        )

    def approved(self, by: str, at: datetime, hands: Iterable[str], remark: str = "") -> Review:
        return self._decided(ReviewState.APPROVED, by, at, hands, remark)

    def returned(self, by: str, at: datetime, hands: Iterable[str], remark: str) -> Review:
        if not remark.strip():
            raise RemarkNeeded(number=self.number)
        return self._decided(ReviewState.RETURNED, by, at, hands, remark)

    def _decided(
        self, state: ReviewState, by: str, at: datetime, hands: Iterable[str], remark: str
    ) -> Review:
        if self.state is not ReviewState.WAITING:
            raise DecidedAlready(number=self.number, by=self.decided_by)
        if self.elsewhere:
            raise DecidedElsewhere(number=self.number, window=self.at_window)
        all_hands = tuple(sorted({self.operator, *self.hands, *hands}))
        if same_person(by, all_hands):
            raise OwnCase(number=self.number)
        return replace(
            self,
            state=state,
            decided_at=at,
            decided_by=by,
            remark=fit_remark(remark),
            hands=all_hands,
        )


def same_person(by: str, hands: Iterable[str]) -> bool:
    """Namesakes count as one: better one pair of eyes too many than one too few."""
    return _folded(by) in {_folded(one) for one in hands}


def fit_remark(text: str) -> str:
    remark = " ".join(text.split())
    if len(remark) > LONGEST_REMARK:
        raise RemarkTooLong(most=LONGEST_REMARK)
    return remark


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def marked(
    case: Application,
    review_id: ReviewId,
    at: datetime,
    *,
    by: str = "",
    reason: str = "",
    window: int | None = None,
) -> Review:
    """A look at ``case`` that waits; by a rule nobody's name stands on it. ``window`` is where the
    mark is made, if that is not where the case is."""
    return Review(
        id=review_id,
        application_id=case.id,
        number=case.number,
        service=case.service,
        center=case.center,
        window=case.window,
        operator=case.operator,
        marked_at=at,
        marked_by=by,
        reason=reason,
        at_window=case.window if window is None else window,
    )
