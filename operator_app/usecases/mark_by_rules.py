"""Mark a case that has just ended for a second look, when a rule calls for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from operator_app.domain.applications import Application
from operator_app.domain.review_rules import ReviewRules
from operator_app.domain.reviews import Review, ReviewId
from operator_app.ports import NewId, UnitOfWork

BY_RULE: Final = "rule"
"""Who acts in the journal: nobody at the window has chosen this case."""


def mark_by_rules(
    unit: UnitOfWork, rules: ReviewRules, case: Application, new_id: NewId, at: datetime
) -> None:
    """In the transaction that ends the case, so that none of them is forgotten. A case that waits
    for its look already waits for one, with all the reasons."""
    called = rules.calling(case)
    if not called:
        return
    waiting = unit.reviews.waiting_for(case.id)
    review = _marked(case, ReviewId(new_id()), at) if waiting is None else waiting
    fresh = tuple(code for code in called if code not in review.rules)
    if not fresh:
        return
    marked = replace(review, rules=(*review.rules, *fresh))
    unit.reviews.save(marked)
    unit.audit.record(
        actor=BY_RULE,
        action="review.mark",
        entity=case.id,
        at=at,
        details={
            "number": case.number,
            "review": marked.id,
            "rules": list(fresh),
            "why": {language: _in_words(rules, fresh, language) for language in ("kk", "ru")},
        },
    )


def _marked(case: Application, review_id: ReviewId, at: datetime) -> Review:
    return Review(
        id=review_id,
        application_id=case.id,
        number=case.number,
        service=case.service,
        center=case.center,
        window=case.window,
        operator=case.operator,
        marked_at=at,
        marked_by="",
        reason="",
    )


def _in_words(rules: ReviewRules, codes: Sequence[str], language: str) -> str:
    """As the rule said it on that day: rules change, the journal does not."""
    reasons = rules.reasons
    return "; ".join(reasons[code][language] for code in codes)
