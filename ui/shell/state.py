"""What the frame shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from operator_app.domain.operators import Page
from ui.shell.actions import CaseAction

SIGN_IN = "sign_in"
"""The page that stands there before anybody has signed in."""


class Link(StrEnum):
    """Whether the hub answers."""

    UNKNOWN = "unknown"
    ONLINE = "online"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellState:
    """``pages`` are those the roles of the operator open; nobody signed in: none, no operator."""

    window: str = ""
    operator: str = ""
    pages: tuple[Page, ...] = ()
    link: Link = Link.UNKNOWN
    pending: int = 0
    refused: int = 0
    conflicts: int = 0
    scans: int = 0
    """Pages that wait for the hub."""
    training: bool = False
    locked: bool = False
    actions: frozenset[CaseAction] = frozenset()
    """What may be done now with the case in the intake."""

    @property
    def at_work(self) -> bool:
        return bool(self.operator) and not self.locked
