"""The newest cases, before anything was searched for."""

from __future__ import annotations

from typing import Protocol

from operator_app.queries.find_cases import FoundCase


class RecentCases(Protocol):
    def __call__(self, limit: int = 50) -> tuple[FoundCase, ...]:
        """The last opened comes first."""
        ...
