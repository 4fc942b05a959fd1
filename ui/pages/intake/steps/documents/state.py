"""Everything step 4 shows: the checklist, the pages of the chosen row, and how it goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtGui import QImage

from operator_app.domain.catalogue import Form
from ui.pages.intake.steps.contract import StepBar
from ui.runtime.faces import Busy, Trouble
from ui.runtime.page_images import TileFace

Kind = Literal["ok", "warn", "bad", "muted", "accent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFace:
    """One row of the checklist: its state is a sign, a word and a colour.

    ``heading`` stands above the first row of an alternative group.
    """

    code: str
    number: int
    name: str
    why: str
    detail: str
    source: str
    kind: Kind
    word: str
    confirmed: bool
    closed: bool
    heading: str = ""
    grouped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFace:
    """A row nobody can judge yet. ``direct`` is answered here by yes or no; else ``advice``."""

    text: str
    direct: bool
    advice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewerFace:
    """The page that is looked at. ``empty`` is said where there is none."""

    title: str = ""
    picture: QImage | None = None
    empty: str = ""
    facts: str = ""
    warnings: tuple[str, ...] = ()
    can_edit: bool = False
    can_delete: bool = False
    can_move_earlier: bool = False
    can_move_later: bool = False
    cropping: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFace:
    """How the paper was presented. ``why_not`` says why it cannot be attached."""

    forms: tuple[tuple[Form, str], ...] = ()
    presented: Form = Form.ORIGINAL
    form_note: str = ""
    valid_until: str = ""
    valid_error: str = ""
    attached: bool = False
    state: str = ""
    attach_text: str = ""
    can_attach: bool = False
    why_not: str = ""
    enabled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsState:
    """``told`` is one line about what came in; ``undo`` names what can be taken back."""

    rows: tuple[RowFace, ...] = ()
    selected: str = ""
    done: int = 0
    needed: int = 0
    sentence: str = ""
    title: str = ""
    question: QuestionFace | None = None
    tiles: tuple[TileFace, ...] = ()
    tile: int = -1
    viewer: ViewerFace = field(default_factory=ViewerFace)
    paper: PaperFace = field(default_factory=PaperFace)
    meter: str = ""
    told: str = ""
    told_kind: Literal["ok", "warn", "bad", "muted"] = "muted"
    undo: str = ""
    busy: Busy | None = None
    trouble: Trouble | None = None
    scanner: bool = False
    editable: bool = False
    bar: StepBar = field(default_factory=lambda: StepBar(text="", enabled=False))
