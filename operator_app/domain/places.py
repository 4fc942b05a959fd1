"""Where an operator is in a case, and what is typed there but is no fact of the case yet.

A half of an IIN or of a name is nothing the case may hold, yet a power cut must not lose it. It
is kept beside the case, in the same sealed store, and goes with the draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """``step`` and ``focus`` (the name of a field) are where the case reopens; ``typed`` by key."""

    case_id: str
    step: str
    focus: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
