"""Step 4 decides: which row, which page, what is saved. No widgets, no waiting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from operator_app.domain.catalogue import Form
from operator_app.domain.checklist import RowState
from operator_app.usecases.look_at_case import CaseView
from ui.pages.intake.steps.documents.desk import Desk, Undo, first_open, read_day
from ui.pages.intake.steps.documents.doors import DocumentsDoors, Lanes
from ui.pages.intake.steps.documents.errand import Asked, Errand
from ui.pages.intake.steps.documents.keeping import Keeping, Kept
from ui.pages.intake.steps.documents.pictures import Pictures, editing
from ui.pages.intake.steps.documents.saving import Swap, answering, swapping
from ui.pages.intake.steps.documents.state import DocumentsState
from ui.pages.intake.steps.documents.state_faces import SCAN, StateFaces
from ui.pages.intake.steps.documents.tray import (
    moved_page,
    moved_scan,
    with_page,
    with_scan,
    without_page,
    without_scan,
)
from ui.runtime.incoming_pages import Content, Incoming, Picture, Source
from ui.runtime.page_images import Crop, Edit, Page, Turn
from ui.runtime.speech import Speech
from ui.runtime.watched_folder import WatchedFolder

SAVE_AFTER_MS: Final = 400
SCANNED_NAME: Final = "scan.png"


class DocumentsPresenter(QObject):
    """One row at a time; a page waits in memory until ``attach`` has saved it.

    Signals:
        changed(DocumentsState): what to show.
        case_changed(CaseView): after each save.
        done(): the checklist is complete and the operator goes on.
    """

    changed = Signal(object)
    case_changed = Signal(object)
    done = Signal()

    def __init__(
        self, doors: DocumentsDoors, lanes: Lanes, speech: Speech, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._doors = doors
        self._lanes = lanes
        self._faces = StateFaces(speech, doors.catalogue, scanner=doors.pages.scan is not None)
        self._pictures = Pictures(lanes.work, doors.pages.fetch, self._tell)
        self._incoming = Incoming(
            lanes.work, doors.pages.inspect, self._on_page, self._on_told, lambda: self._desk.room
        )
        self.keeping = Keeping(lanes.work, doors.case.keep, doors.pages.fetch, self._tell)
        self._errand = Errand(self)
        self._errand.moved.connect(self._tell)
        self._desk = Desk()
        self._here = False
        self._day_timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._day_timer.timeout.connect(self.commit_day)
        self._folder = WatchedFolder(
            lanes.work, doors.pages.folder, self.take_files, self._incoming.mention, self._warn
        )
        self.state = DocumentsState()

    def open(self, view: CaseView) -> None:
        """The case as stored. Coming back to the same case keeps the pages that wait."""
        self._here, known = True, self._desk.view
        another = known is None or known.application.id != view.application.id
        if another:
            self.forget()
        self._desk = replace(self._desk, view=view)
        if self._desk.checklist_row is None:
            self._desk = self._desk.choosing(first_open(view))
        else:
            self._desk = self._desk.entering(self._desk.at)
        kept = self.keeping.kept() if another and self._desk.editable else None
        if kept is not None:
            self._desk = kept.on(self._desk, {})
            if kept.pages:
                self._lay_out(kept)
        self._folder.watch(on=self._desk.editable)
        self._tell()

    def _lay_out(self, kept: Kept) -> None:
        """After a kill: the pages that had come and were not attached lie here again."""
        asked = Asked("Working on the page…", self._lanes.work, self._tell, at_once=True)
        self._errand.start(
            asked,
            lambda: self.keeping.pages_of(kept),
            lambda found: self._show(kept.on(self._desk, found)),
        )

    def next(self) -> None:
        """Ignored while a save is under way or the bar says why not."""
        if self._errand.free and self._desk.view is not None and self.state.bar.enabled:
            self.done.emit()

    def act(self, name: str) -> None:
        if name == SCAN:
            self.scan()

    def leave(self) -> None:
        self.commit_day()
        self._here = False
        self._folder.watch(on=False)
        self._incoming.forget()
        self._errand.cancel()
        self._desk = replace(self._desk, told=self._incoming.told, cropping=False)

    def forget(self) -> None:
        self._errand.drop()
        self._errand.error = None
        self._incoming.forget()
        self._pictures.forget()
        self.keeping.forget()
        self._show(Desk())

    def speak(self) -> None:
        self._tell()

    def choose_row(self, code: str) -> None:
        if code != self._desk.row and any(row.code == code for row in self.state.rows):
            self.commit_day()
            self._quiet()
            self._show(self._desk.choosing(code))

    def choose_neighbour(self, by: int) -> None:
        """Up and down the list; at its ends the row stays."""
        codes = [row.code for row in self.state.rows]
        if self._desk.row in codes:
            at = codes.index(self._desk.row) + by
            self.choose_row(codes[min(max(at, 0), len(codes) - 1)])

    def answer(self, yes: bool) -> None:
        """The applicant's yes or no to the question of the chosen row."""
        view, row = self._desk.view, self._desk.checklist_row
        if view is None or row is None or row.state is not RowState.UNKNOWN:
            return
        work = answering(self._doors.case, self._doors.catalogue, view.application, row, yes)
        if work is not None and self._may_change():
            self._save(work, lambda: None, lambda: self.answer(yes))

    def take_files(self, sources: Sequence[Source]) -> None:
        if sources and self._desk.editable and self._desk.row:
            self._quiet()
            self._incoming.add(self._desk.row, sources)

    def take_picture(self, image: QImage, name: str) -> None:
        self.take_files((Picture(image, name),))

    def nothing_came(self) -> None:
        """A text or a link was pasted: said, and nothing else happens."""
        self._warn("There is no page in what was pasted")

    def scan(self) -> None:
        """F8. The page goes to the row that was chosen when the key was pressed."""
        scan, row = self._doors.pages.scan, self._desk.row
        if scan is None or not row or not self._may_change():
            return
        self._errand.start(
            Asked("Scanning…", self._lanes.work, self.scan, can_cancel=True),
            scan,
            lambda content: self._incoming.add(row, (Content(content, SCANNED_NAME),)),
        )

    def cancel(self) -> None:
        """Stops what comes in, or stops waiting for the scanner; never a save."""
        self._incoming.cancel()
        self._errand.cancel()
        self._tell()

    def choose_tile(self, at: int) -> None:
        if at != self._desk.at:
            self.commit_day()
            self._show(self._desk.entering(at))

    def choose_page(self, by: int) -> None:
        at = self._desk.at + by
        if 0 <= at < len(self._desk.tiles):
            self.choose_tile(at)

    def turn(self, quarters: int) -> None:
        self._edit(Turn(quarters), "Take back the turn")

    def start_crop(self, on: bool) -> None:
        if self.state.viewer.can_edit or not on:
            self._show(replace(self._desk, cropping=on))

    def crop(self, crop: Crop) -> None:
        self._desk = replace(self._desk, cropping=False)
        self._edit(crop, "Take back the cut")

    def move(self, by: int) -> None:
        tile = self._desk.tile
        if tile is None or not self._may_change():
            return
        if tile.page is not None:
            pages = moved_page(self._desk.pages, tile.page.key, by)
            if pages is not self._desk.pages:
                self._lay(pages, "Take back the move", self._desk.at + by)
        elif tile.document is not None and tile.scan is not None:
            moved = moved_scan(tile.document, tile.scan, by)
            if moved is not None:
                self._swap(Swap(moved, tile.document), "Take back the move", tile.scan.sha256)

    def delete(self) -> None:
        """Asks nothing: ``undo`` brings it back."""
        tile = self._desk.tile
        if tile is None or not self._may_change():
            return
        if tile.page is not None:
            pages = without_page(self._desk.pages, tile.page.key)
            self._lay(pages, "Bring the page back", self._desk.at)
        elif tile.document is not None:
            kept = None if tile.scan is None else without_scan(tile.document, tile.scan)
            self._swap(Swap(kept, tile.document), "Bring the page back")

    def undo(self) -> None:
        if not self._desk.undo or not self._may_change():
            return
        last = self._desk.undo[-1]

        def taken_back() -> None:
            self._desk = self._desk.taken_back(last)

        if last.added is None and last.removed is None:
            taken_back()
            self._tell()
        else:
            self._save_swap(Swap(last.removed, last.added), taken_back, self.undo)

    def set_form(self, form: Form) -> None:
        document = self._desk.document
        if form is self._desk.presented or not self._desk.editable:
            return
        if document is None:
            self._show(replace(self._desk, presented=form))
        elif self._may_change():
            self._swap(Swap(replace(document, presented=form), document), "Take back the change")

    def type_day(self, typed: str) -> None:
        """Each key; a saved paper is saved again a moment after the last one."""
        if typed == self._desk.typed_day or not self._desk.editable:
            return
        if self._desk.document is not None:
            self._day_timer.start()
        self._show(replace(self._desk, typed_day=typed))

    def commit_day(self) -> None:
        self._day_timer.stop()
        document = self._desk.document
        if document is None or not self._desk.day_is_read or not self._desk.editable:
            return
        day = read_day(self._desk.typed_day)
        if day == document.valid_until:
            return
        if self._errand.free:
            self._swap(Swap(replace(document, valid_until=day), document), "Take back the change")
        else:
            self._day_timer.start()

    def attach(self) -> None:
        """What waits in this row becomes one paper of it; without pages, the paper was seen."""
        row, pages = self._desk.row, self._desk.pages
        if not self.state.paper.can_attach or not self._may_change():
            self._errand.after_edit(self.attach)
            return
        paper, keys = self._desk.paper, {page.key for page in pages}

        def settled() -> None:
            for page in pages:
                self._pictures.remember(page.sha256, page.preview)
            self._folder.stored(pages)
            waiting = self._desk.waiting.get(row, ())
            later = tuple(page for page in waiting if page.key not in keys)
            undo = Undo(row, "Take back the attaching", added=paper, pages=pages)
            self._desk = self._desk.holding(row, later).remembering(undo)

        again = self.keeping.anew(pages, self.attach)
        self._save_swap(Swap(paper, pages=self.keeping.unsealed(pages)), settled, again)

    def retry(self) -> None:
        self._errand.retry()
        self._tell()

    def _warn(self, words: str) -> None:
        self._quiet()
        self._show(replace(self._desk, warning=words))

    def _on_page(self, row: str, page: Page) -> None:
        held = (*self._desk.waiting.get(row, ()), self._pictures.look(page))
        desk = self._desk.holding(row, held)
        self._desk = desk.entering(len(desk.tiles) - 1) if row == desk.row else desk

    def _on_told(self) -> None:
        if self._incoming.told.running:
            self._errand.watch()
        elif self._errand.free:
            self._errand.rest()
        self._show(replace(self._desk, told=self._incoming.told))

    def _edit(self, edit: Edit, what: str) -> None:
        """New bytes of a page; the old ones stay in ``undo`` or in the sealed folder."""
        tile = self._desk.tile
        if tile is None or tile.sha256 is None or not self._may_change():
            return
        page, scan, document = tile.page, tile.scan, tile.document

        def done(new: Page) -> None:
            if page is not None:
                row = next((r for r, held in self._desk.waiting.items() if page in held), None)
                if row is not None and row == self._desk.row:
                    new = replace(new, key=page.key, origin=page.origin)
                    self._lay(with_page(self._desk.pages, page.key, new), what, self._desk.at)
            elif document is not None and scan is not None:
                self._pictures.remember(new.sha256, new.preview)
                changed = with_scan(document, scan, new.scan)
                self._swap(Swap(changed, document, (new,)), what, new.sha256)

        lane = self._lanes.work
        asked = Asked("Working on the page…", lane, lambda: self._edit(edit, what), edits=True)
        self._errand.start(asked, editing(tile, self._doors.pages.fetch, edit), done)

    def _lay(self, pages: tuple[Page, ...], what: str, at: int) -> None:
        """The waiting pages of the chosen row are others now."""
        undo = Undo(self._desk.row, what, pages=self._desk.pages)
        desk = self._desk.remembering(undo).holding(self._desk.row, pages)
        self._show(desk.entering(at))

    def _swap(self, swap: Swap, what: str, sha256: str = "") -> None:
        """Saves, then looks at the same page again, wherever it stands now."""
        row = self._desk.row
        undo = Undo(row, what, added=swap.added, removed=swap.removed)

        def settled() -> None:
            desk = self._desk.remembering(undo)
            at = next((n for n, tile in enumerate(desk.tiles) if tile.sha256 == sha256), desk.at)
            self._desk = desk.entering(at) if row == desk.row else desk

        self._save_swap(swap, settled, lambda: self._swap(swap, what, sha256))

    def _save_swap(
        self, swap: Swap, settled: Callable[[], None], again: Callable[[], None]
    ) -> None:
        view = self._desk.view
        if view is not None:
            self._save(swapping(self._doors.case, view.application, swap), settled, again)

    def _save(
        self, work: Callable[[], CaseView], settled: Callable[[], None], again: Callable[[], None]
    ) -> None:
        """«Saved» is said only after the use case has returned."""

        def done(view: CaseView) -> None:
            self._desk = replace(self._desk, view=view)
            settled()
            self._desk = replace(self._desk, note=self._desk.note or "Saved")
            self._desk = self._desk.entering(self._desk.at)
            self._tell()
            if self._here:
                self.case_changed.emit(view)

        self._quiet()
        self._errand.start(Asked("Saving…", self._lanes.database, again), work, done)

    def _may_change(self) -> bool:
        return self._desk.editable and self._errand.free

    def _quiet(self) -> None:
        """The operator goes on: old news and old troubles have been read."""
        self._errand.error = None
        self._incoming.quiet()
        self._desk = replace(self._desk, note="", warning="", told=self._incoming.told)

    def _show(self, desk: Desk) -> None:
        self._desk = desk
        self._tell()

    def _tell(self) -> None:
        self._desk = replace(
            self._errand.told(self._desk),
            previews=self._pictures.previews(self._desk.tiles),
            picture=self._pictures.shown(self._desk.tile),
        )
        if self._here and self._errand.free:
            self.keeping.keep(self._desk)
        self.state = self._faces(self._desk)
        self.changed.emit(self.state)
