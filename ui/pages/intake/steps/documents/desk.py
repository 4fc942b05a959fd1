"""All that the presenter of step 4 knows at one moment, as one value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from PySide6.QtGui import QImage

from operator_app.domain.applications import Document, State
from operator_app.domain.catalogue import Form
from operator_app.domain.checklist import NEEDS_SCAN, ChecklistRow, RowState
from operator_app.errors import OperatorAppError
from operator_app.usecases.look_at_case import CaseView
from ui.pages.intake.steps.documents.tray import Tile, tiles_of
from ui.runtime.incoming_pages import MOST_BYTES, MOST_PAGES, Told
from ui.runtime.page_images import Page, Preview

_DAY = re.compile(r"(\d{1,2})[.,/ -](\d{1,2})[.,/ -](\d{4})|(\d{2})(\d{2})(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
EARLIEST_YEAR: Final = 1900
LATEST_YEAR: Final = 2100
MOST_UNDO: Final = 20


class DayNotRead(ValueError):
    """What was typed is not a day; said beside the field."""


def read_day(typed: str) -> date | None:
    """A day as people here write it; nothing typed is no day."""
    text = typed.strip()
    if not text:
        return None
    iso, local = _ISO.fullmatch(text), _DAY.fullmatch(text)
    if iso is not None:
        year, month, day = iso.groups()
    elif local is not None:
        day, month, year = (part for part in local.groups() if part is not None)
    else:
        raise DayNotRead
    if not EARLIEST_YEAR <= int(year) <= LATEST_YEAR:
        raise DayNotRead
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise DayNotRead from error


def written_day(day: date | None) -> str:
    return "" if day is None else f"{day:%d.%m.%Y}"


def first_open(view: CaseView) -> str:
    """Where the work is: the first row that lacks something, else the first of all."""
    rows = view.checklist.rows
    lacking = [row for row in rows if row.lacking or row.state is RowState.UNKNOWN]
    return next((row.code for row in (*lacking, *rows)), "")


@dataclass(frozen=True, slots=True)
class Undo:
    """How to take one act back: the saved papers swapped, or the waiting pages as they were.

    ``what`` is the source sentence that names it.
    """

    row: str
    what: str
    added: Document | None = None
    removed: Document | None = None
    pages: tuple[Page, ...] | None = None
    at: int = 0
    """The page that was looked at."""


@dataclass(frozen=True, slots=True)
class Desk:
    """``at`` is the chosen tile. Mappings are never changed, only replaced.

    ``previews`` by hash; ``None`` there is a page whose file is damaged.
    ``busy``, ``note`` and ``warning`` are source sentences: what is being done, the last good
    news, and what was of no use.
    ``slow`` says that the operator should see that something is being done.
    """

    view: CaseView | None = None
    row: str = ""
    waiting: Mapping[str, tuple[Page, ...]] = field(default_factory=dict)
    at: int = -1
    presented: Form = Form.ORIGINAL
    typed_day: str = ""
    cropping: bool = False
    busy: str = ""
    can_cancel: bool = False
    seconds: int = 0
    slow: bool = False
    error: OperatorAppError | None = None
    can_retry: bool = False
    note: str = ""
    warning: str = ""
    told: Told = field(default_factory=Told)
    undo: tuple[Undo, ...] = ()
    previews: Mapping[str, Preview | None] = field(default_factory=dict)
    picture: QImage | None = None

    @property
    def editable(self) -> bool:
        return self.view is not None and self.view.application.state is State.DRAFT

    @property
    def checklist_row(self) -> ChecklistRow | None:
        if self.view is None:
            return None
        return next((row for row in self.view.checklist.rows if row.code == self.row), None)

    @property
    def pages(self) -> tuple[Page, ...]:
        """Waiting pages of the chosen row."""
        return self.waiting.get(self.row, ())

    @property
    def tiles(self) -> tuple[Tile, ...]:
        row = self.checklist_row
        return () if row is None else tiles_of(row.documents, self.pages)

    @property
    def tile(self) -> Tile | None:
        tiles = self.tiles
        return tiles[self.at] if 0 <= self.at < len(tiles) else None

    @property
    def document(self) -> Document | None:
        """The saved paper that the chosen tile belongs to."""
        tile = self.tile
        return None if tile is None else tile.document

    @property
    def paper(self) -> Document:
        """What the waiting pages of the chosen row would become."""
        return Document(
            requirement=self.row,
            presented=self.presented,
            valid_until=read_day(self.typed_day),
            scans=tuple(page.scan for page in self.pages),
        )

    @property
    def day_is_read(self) -> bool:
        try:
            read_day(self.typed_day)
        except DayNotRead:
            return False
        return True

    @property
    def waiting_rows(self) -> tuple[str, ...]:
        """Rows with pages that are not attached yet."""
        return tuple(code for code, pages in self.waiting.items() if pages)

    @property
    def lacks_page(self) -> bool:
        """The chosen form is a scanned one and no page has come."""
        return not self.pages and self.presented in NEEDS_SCAN

    @property
    def room(self) -> tuple[int, int]:
        """How many pages, and how many bytes, may still wait."""
        waiting = [page for pages in self.waiting.values() for page in pages]
        taken = sum(len(page.content) for page in waiting)
        return MOST_PAGES - len(waiting), MOST_BYTES - taken

    def choosing(self, row: str) -> Desk:
        """Another row of the list, at its first page."""
        return replace(self, row=row, at=0, cropping=False).entering(0)

    def entering(self, at: int) -> Desk:
        """Another page of the row: the form and the day are those of its paper."""
        last = len(self.tiles) - 1
        there = replace(self, at=max(min(at, last), min(0, last)), cropping=False)
        document, row = there.document, there.checklist_row
        if document is not None:
            return replace(
                there,
                presented=document.presented,
                typed_day=written_day(document.valid_until),
            )
        if row is None or (self.document is None and self.pages):
            return there
        return replace(there, presented=row.requirement.form, typed_day="")

    def holding(self, row: str, pages: tuple[Page, ...]) -> Desk:
        """``pages`` wait in ``row``."""
        return replace(self, waiting={**self.waiting, row: pages})

    def remembering(self, undo: Undo) -> Desk:
        return replace(self, undo=(*self.undo, replace(undo, at=self.at))[-MOST_UNDO:], note="")

    def taken_back(self, undo: Undo) -> Desk:
        """Back to where the row was; what has come since stays behind it."""
        desk = replace(self, undo=self.undo[:-1], note="Taken back")
        if undo.pages is not None:
            keys = {page.key for page in undo.pages}
            since = [page for page in desk.waiting.get(undo.row, ()) if page.key not in keys]
            desk = desk.holding(undo.row, (*undo.pages, *since))
        return desk.choosing(undo.row).entering(undo.at)

    def page_twice(self, sha256: str) -> str | None:
        """The row that holds this very page a second time, or ``None``."""
        held = [(code, page.sha256) for code, pages in self.waiting.items() for page in pages]
        if self.view is not None:
            held += [
                (document.requirement, scan.sha256)
                for document in self.view.application.documents
                for scan in document.scans
            ]
        same = [code for code, known in held if known == sha256]
        if len(same) <= 1:
            return None
        return next((code for code in same if code != self.row), self.row)
