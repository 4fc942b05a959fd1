"""Everything the refuse panel shows: what is missing and why, by which law, what was in order."""

from __future__ import annotations

from dataclasses import dataclass, field

from ui.pages.intake.steps.contract import StepBar
from ui.runtime.faces import Busy, Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of the receipt: the document, why it is asked, how it was presented or is lacking."""

    name: str
    word: str
    why: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseState:
    """``questions`` block: nobody is refused over what nobody has asked.

    ``blocked`` says why there is nothing to refuse; ``refused`` that the receipt is made.
    """

    title: str = ""
    appendix: str = ""
    law: str = ""
    missing_heading: str = ""
    missing: tuple[Line, ...] = ()
    in_order_heading: str = ""
    in_order: tuple[Line, ...] = ()
    questions_heading: str = ""
    questions: tuple[Line, ...] = ()
    blocked: str = ""
    copies: str = ""
    returns: str = ""
    refused: str = ""
    busy: Busy | None = None
    trouble: Trouble | None = None
    bar: StepBar = field(default_factory=lambda: StepBar(text="", enabled=False))
