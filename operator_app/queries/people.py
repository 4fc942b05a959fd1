"""Who may sign in and at which windows: for the first page and for the administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from operator_app.domain.operators import Operator, Window


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorLine:
    """A line of the administrator's list."""

    operator: Operator
    has_password: bool
    last_sign_in_at: datetime | None


class Operators(Protocol):
    def __call__(self) -> tuple[OperatorLine, ...]:
        """All of them by name, those whose login is closed last."""
        ...


class Windows(Protocol):
    def __call__(self) -> tuple[Window, ...]:
        """The windows of this center by number."""
        ...
