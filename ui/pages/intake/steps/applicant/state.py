"""Everything the step of the applicant shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ui.pages.intake.steps.contract import StepBar
from ui.runtime.faces import Busy, Trouble

Kind = Literal["ok", "warn", "bad", "muted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldState:
    """A field with what the registry says beside it; ``differs`` when the two disagree."""

    key: str
    label: str
    text: str = ""
    error: str = ""
    hint: str = ""
    registry: str = ""
    differs: bool = False
    typed: bool = True
    """False for what only the registry says: it has no field to type in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerState:
    """What one registry said, about whom, with a sign and a word."""

    system: str
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerState:
    """The representative and his power of attorney."""

    person: tuple[FieldState, ...]
    notarised: bool | None
    fields: tuple[FieldState, ...] = ()
    """Number, day, notary, term: of a notarised one only."""
    note: str = ""
    """Why the fields are not there."""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildState:
    label: str
    fields: tuple[FieldState, ...]
    born_abroad: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionState:
    """A fact on which the list of documents depends, in the words of the rule."""

    code: str
    text: str
    source: str
    answer: bool | None = None
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantState:
    number: str = ""
    fields: tuple[FieldState, ...] = ()
    answers: tuple[AnswerState, ...] = ()
    warnings: tuple[str, ...] = ()
    unchecked: str = ""
    not_found: str = ""
    cancelled: str = ""
    power: PowerState | None = None
    children: tuple[ChildState, ...] = ()
    children_note: str = ""
    questions: tuple[QuestionState, ...] = ()
    asked: bool = False
    online: bool = True
    working: bool = False
    """Nothing can be pressed; ``busy`` says so on the screen once it lasts."""
    busy: Busy | None = None
    trouble: Trouble | None = None
    bar: StepBar = field(default_factory=lambda: StepBar(text=""))
