"""The ticket that a window holds now: called and on the way, or being served."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from operator_app.domain.tickets import Ticket


class CalledOrServing(Protocol):
    def __call__(self, center: str, window: int, day: date) -> Ticket | None: ...
