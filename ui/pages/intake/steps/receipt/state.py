"""What the sixth step shows: the paper itself, how it is given, and whether it was."""

from __future__ import annotations

from dataclasses import dataclass, field

from operator_app.domain.papers import PaperKind
from ui.pages.intake.steps.contract import StepBar
from ui.runtime.faces import Busy, Trouble
from ui.runtime.pdf_pages import PageImage

MOST_COPIES = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTab:
    """One of the papers that were made when the case was accepted."""

    id: str
    kind: PaperKind
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptState:
    """``printed`` counts the copies the printer has taken since the step was entered."""

    number: str = ""
    papers: tuple[PaperTab, ...] = ()
    chosen: int = 0
    pages: tuple[PageImage, ...] = ()
    copies: int = 1
    printed: int = 0
    saved_as: str = ""
    """Name of the file of the last Save as…; empty if there was none."""
    by_code: bool = False
    """The applicant took the receipt by the QR code and wants no paper."""
    blank: str = ""
    """Number of the blank that was written by hand when the printer had died."""
    qr_text: str = ""
    working: bool = False
    """Nothing can be pressed; ``busy`` says so on the screen once it lasts."""
    busy: Busy | None = None
    trouble: Trouble | None = None
    bar: StepBar = field(default_factory=lambda: StepBar(text=""))

    @property
    def given(self) -> bool:
        return self.printed > 0 or bool(self.saved_as or self.by_code or self.blank)

    @property
    def may_print(self) -> bool:
        return not self.working and bool(self.pages)
