"""Everything the step of the consent shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from operator_app.domain.applications import ConsentAnswer
from ui.pages.intake.steps.contract import StepBar
from ui.runtime.faces import Busy, Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentState:
    number: str = ""
    number_label: str = ""
    """IIN or BIN, as the fifth digit tells; both before it."""
    number_hint: str = ""
    number_error: str = ""
    represented: bool = False
    language: str = "kk"
    """Of the applicant: the consent below and all papers are in it."""
    title: str = ""
    text: str = ""
    """The prescribed words, in the applicant's language."""
    mark: str = ""
    """That the act has no such sentence, or that nobody confirmed it with the act in hand."""
    answer: ConsentAnswer | None = None
    may_be_left_out: bool = False
    same_case: str = ""
    """What will be let go when another number is entered."""
    working: bool = False
    """Nothing can be pressed; ``busy`` says so on the screen once it lasts."""
    busy: Busy | None = None
    trouble: Trouble | None = None
    bar: StepBar = field(default_factory=lambda: StepBar(text=""))
