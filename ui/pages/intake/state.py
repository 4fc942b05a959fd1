"""Everything the frame of the intake shows around its steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from operator_app.queries.other_windows import OtherWindow
from ui.pages.intake.steps.contract import StepBar, StepName
from ui.runtime.faces import Busy, Trouble

Status = Literal["done", "current", "open", "blocked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseBar:
    """``part`` is how much of the norm has passed, in percent, at most 100."""

    number: str
    ticket: str = ""
    service: str = ""
    running: str = ""
    norm: str = ""
    part: int = 0
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMark:
    """One step in the stepper; ``why`` says why it is blocked."""

    step: StepName
    text: str
    status: Status
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingLine:
    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCard:
    """What is known, what is missing and why, and what to do next."""

    facts: tuple[tuple[str, str], ...] = ()
    missing: tuple[MissingLine, ...] = ()
    missing_title: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    sha256: str
    text: str
    printed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """The case has ended otherwise than by acceptance: how, and with which papers."""

    title: str
    text: str
    papers: tuple[PaperLine, ...] = ()


class Asks(StrEnum):
    """What is done with a whole case; all but ``CHANGE`` is asked once more before, in the foot of
    the page and not in a box."""

    ABANDON = "abandon"
    KEEP_SIGNED = "keep_signed"
    HAND_OVER = "hand_over"
    CHANGE = "change"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """The case was signed before and is being changed: what differs from what was signed."""

    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeState:
    """Without ``case`` and ``marks`` nobody is being served: the empty face."""

    case: CaseBar | None = None
    marks: tuple[StepMark, ...] = ()
    step: StepName = StepName.SERVICE
    card: CaseCard = field(default_factory=CaseCard)
    bar: StepBar = field(default_factory=lambda: StepBar(text=""))
    may_go_back: bool = False
    may_refuse: bool = False
    refusing: bool = False
    may_abandon: bool = False
    may_change: bool = False
    may_keep_signed: bool = False
    may_hand_over: bool = False
    may_take_another: bool = False
    asks: Asks | None = None
    windows: tuple[OtherWindow, ...] | None = None
    """Where the case may go, once they are known."""
    to_window: int = 0
    revision: Revision | None = None
    ending: Ending | None = None
    empty: str = ""
    saved: str = ""
    """That everything typed is kept, or that it could not be."""
    visit: int = 0
    """Another number: the focus goes to ``focus``, or to the step's main field."""
    focus: str = ""
    working: bool = False
    """Nothing can be pressed; ``busy`` says so on the screen once it lasts."""
    busy: Busy | None = None
    trouble: Trouble | None = None
