"""What the page of one's own password shows. The passwords live in their fields only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ui.pages.sign_in.password_gate import GateState
from ui.runtime.faces import Busy, Trouble


class Box(StrEnum):
    """The fields, in their order."""

    CURRENT = "current"
    FRESH = "fresh"
    AGAIN = "again"


def three_empty() -> Mapping[Box, GateState]:
    return {box: GateState() for box in Box}


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordState:
    """Each of the three fields has what was wrong with it; the first one also the wait."""

    full_name: str = ""
    login: str = ""
    gates: Mapping[Box, GateState] = field(default_factory=three_empty)
    changed: bool = False
    """It was changed just now."""
    working: bool = False
    busy: Busy | None = None
    trouble: Trouble | None = None

    @property
    def may_save(self) -> bool:
        return bool(self.login) and not self.working and not self.gates[Box.CURRENT].wait_left
