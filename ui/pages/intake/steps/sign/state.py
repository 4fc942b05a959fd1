"""What the fifth step shows: everything that will be signed, and the key it is signed with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from operator_app.domain.applications import Child, DeliveryWay, Party, Representative
from operator_app.domain.catalogue import Bilingual
from operator_app.domain.checklist import RowState
from ui.pages.intake.steps.contract import StepBar
from ui.runtime.faces import Busy, Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFacts:
    """What is known about the operator's key before it signs; nothing of it is secret."""

    file: str
    holder: str = ""
    """Empty until the certificate could be read."""
    valid_until: date | None = None
    asks_password: bool = True
    """False for the made-up key of a training center."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRow:
    """A row of the checklist as it goes to the provider."""

    name: Bilingual
    how: RowState
    pages: int
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SignState:
    """The view paints this and nothing else; the password itself never stands here."""

    number: str = ""
    service: Bilingual | None = None
    applicant: Party | None = None
    representative: Representative | None = None
    children: tuple[Child, ...] = ()
    rows: tuple[SentRow, ...] = ()
    pages: int = 0
    due_on: date | None = None
    way: DeliveryWay = DeliveryWay.GATEWAY
    lacking: tuple[Bilingual, ...] = ()
    """Rows without which nothing may be signed; empty when the package is complete."""
    key: KeyFacts | None = None
    typed: bool = False
    """Whether something stands in the password field."""
    attempt: int = 0
    """Counts refused passwords: at each of them the field is emptied."""
    signed: bool = False
    working: bool = False
    """Nothing can be pressed; ``busy`` says so on the screen once it lasts."""
    busy: Busy | None = None
    trouble: Trouble | None = None
    bar: StepBar = field(default_factory=lambda: StepBar(text=""))

    @property
    def may_sign(self) -> bool:
        if self.working or self.applicant is None or self.lacking:
            return False
        return self.key is not None and (self.typed or not self.key.asks_password)
