"""Everything the lock shows; nothing of any applicant is among it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ui.pages.sign_in.password_gate import GateState


@dataclass(frozen=True, slots=True, kw_only=True)
class LockState:
    locked: bool = False
    full_name: str = ""
    window: int = 0
    gate: GateState = field(default_factory=GateState)
