"""Papers that are being added to a signed case: what the tray shows of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from operator_app.domain.applications import FURTHER, Document
from operator_app.domain.catalogue import Form
from ui.runtime.page_images import Page, TileFace


@dataclass(frozen=True, slots=True, eq=False)
class AddedPaper:
    """A paper of the request; its pages are sealed when the request is made."""

    document: Document
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrayState:
    """``rows`` are codes with names; ``papers`` are named with what is handed in."""

    rows: tuple[tuple[str, str], ...] = ()
    row: str = ""
    title: str = ""
    forms: tuple[tuple[Form, str], ...] = ()
    presented: Form = Form.ORIGINAL
    tiles: tuple[TileFace, ...] = ()
    tile: int = -1
    papers: tuple[tuple[str, str], ...] = ()
    told: str = ""
    told_kind: Literal["warn", "muted"] = "muted"
    why_not: str = ""
    """Why the paper cannot be added yet."""

    @property
    def further(self) -> bool:
        return self.row == FURTHER

    @property
    def can_add(self) -> bool:
        return bool(self.row) and not self.why_not

    @property
    def waits(self) -> bool:
        """Pages have come that are in no paper."""
        return bool(self.tiles)
