"""Results that lie at the center and wait to be taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyResult:
    """``came_on`` is the day it came to the center; of an old case the day of the decision."""

    id: str
    number: str
    applicant_name: str
    phone: str
    service: str
    came_on: date


class ReadyResults(Protocol):
    def __call__(self, center: str, *, limit: int) -> tuple[ReadyResult, ...]:
        """What has lain longest comes first."""
        ...
