"""What one turn of a lane came to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Next(Enum):
    """What the lane does after this turn."""

    MORE = "more"
    """Something moved: go on at once."""
    NOTHING = "nothing"
    """There is nothing to do: wait until something comes."""
    STUCK = "stuck"
    """The hub is well, but cannot take what is left yet: try again in a while."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """``changed`` are the cases whose rows were written; the other two count messages."""

    next: Next
    acknowledged: int = 0
    refused: int = 0
    changed: frozenset[str] = frozenset()


NOTHING = Turn(next=Next.NOTHING)
