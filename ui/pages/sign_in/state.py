"""Everything the sign-in page shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from ui.pages.sign_in.password_gate import GateState


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUpLogin:
    """One person of the training center, whose password is no secret."""

    login: str
    password: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInState:
    login: str = ""
    windows: tuple[int, ...] = ()
    window: int | None = None
    made_up: tuple[MadeUpLogin, ...] = ()
    """Shown in a training profile only."""
    gate: GateState = field(default_factory=GateState)
