"""Everything the choice of the service shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from ui.pages.intake.steps.contract import StepBar
from ui.runtime.faces import Busy, Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRow:
    """A service of the region. ``note`` says its term, and whether it is accepted here."""

    code: str
    name: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFact:
    """One line of the card; ``unconfirmed`` when nobody has seen it in the printed act."""

    label: str
    value: str
    source: str = ""
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCard:
    name: str
    facts: tuple[ServiceFact, ...]
    elsewhere: str = ""
    """Why no operator takes it here; the applicant gets a routing sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceState:
    search: str = ""
    rows: tuple[ServiceRow, ...] = ()
    chosen: str = ""
    card: ServiceCard | None = None
    empty: str = ""
    """Why the list is empty: nothing found, or no act in force that day."""
    language: str = ""
    """Of the routing sheet; empty for a service that is accepted here."""
    locked: str = ""
    """Why the service cannot be changed any more."""
    working: bool = False
    """Nothing can be pressed; ``busy`` says so on the screen once it lasts."""
    busy: Busy | None = None
    trouble: Trouble | None = None
    bar: StepBar = field(default_factory=lambda: StepBar(text=""))
