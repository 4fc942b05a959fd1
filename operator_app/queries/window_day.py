"""The day of one window in figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowDay:
    """``average_serving`` is ``None`` until somebody was served."""

    served: int
    average_serving: timedelta | None
    accepted: int
    refused: int
    no_show: int
    unsent: int


class DayOfWindow(Protocol):
    def __call__(self, center: str, window: int, day: date) -> WindowDay: ...
