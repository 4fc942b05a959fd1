"""Tell the other windows of the center of a second look: it is called for, or it was given."""

from __future__ import annotations

from datetime import datetime

from operator_app.domain.reviews import Review
from operator_app.ports import Fact, UnitOfWork
from operator_app.wire.supervision import content_of


def tell_review(unit: UnitOfWork, kind: str, review: Review, actor: str, at: datetime) -> None:
    """In the transaction that writes it: what this store holds the others hear of."""
    unit.outbox.put(
        Fact(
            type=kind,
            entity=review.id,
            base=None,
            at=at,
            actor=actor,
            body=content_of(review),
        )
    )
