"""Mark a case that has just ended for a second look, when a rule calls for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from operator_app.domain.applications import Application
from operator_app.domain.review_rules import ReviewRules
from operator_app.domain.reviews import ReviewId, marked
from operator_app.ports import NewId, UnitOfWork
from operator_app.usecases.tell_review import tell_review
from operator_app.wire.supervision import REVIEW_MARKED

BY_RULE: Final = "rule"
"""Who acts in the journal: nobody at the window has chosen this case."""


def mark_by_rules(
    unit: UnitOfWork, rules: ReviewRules, case: Application, new_id: NewId, at: datetime
) -> None:
    """In the transaction that ends the case, so that none of them is forgotten. A case that waits
    for its look already waits for one, with all the reasons. Every window is told."""
    called = rules.calling(case)
    if not called:
        return
    waiting = unit.reviews.waiting_for(case.id)
    review = marked(case, ReviewId(new_id()), at) if waiting is None else waiting
    fresh = tuple(code for code in called if code not in review.rules)
    if not fresh:
        return
    called_for = replace(review, rules=(*review.rules, *fresh)).known_to(
        unit.reviews.hands(case.id), brought=unit.reviews.brought(case.id)
    )
    unit.reviews.save(called_for)
    unit.audit.record(
        actor=BY_RULE,
        action="review.mark",
        entity=case.id,
        at=at,
        details={
            "number": case.number,
            "review": called_for.id,
            "rules": list(fresh),
            "why": {language: _in_words(rules, fresh, language) for language in ("kk", "ru")},
        },
    )
    tell_review(unit, REVIEW_MARKED, called_for, BY_RULE, at)


def _in_words(rules: ReviewRules, codes: Sequence[str], language: str) -> str:
    """As the rule said it on that day: rules change, the journal does not."""
    reasons = rules.reasons
    return "; ".join(reasons[code][language] for code in codes)
