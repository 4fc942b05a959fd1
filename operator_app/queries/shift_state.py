"""The shift at a window, and what would be left behind if it closed now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from operator_app.domain.shifts import Leftovers, Shift


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowShift:
    """``shift`` is the one that is not closed; ``None`` before it is opened."""

    shift: Shift | None
    left: Leftovers


class StateOfShift(Protocol):
    def __call__(self, center: str, window: int) -> WindowShift: ...
