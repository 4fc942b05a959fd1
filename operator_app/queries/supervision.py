"""What the supervisor's page lists besides the day itself: cases marked for a second look."""

from __future__ import annotations

from typing import Protocol

from operator_app.domain.reviews import Review


class ReviewsOfCenter(Protocol):
    def __call__(self, center: str, *, limit: int = 200) -> tuple[Review, ...]:
        """Those that wait first, the oldest first; then the decided ones, the newest first."""
        ...
