"""What the presenter knows, said in the operator's language: from ``Desk`` to the state."""

from __future__ import annotations

from typing import Final, Literal

from operator_app.domain.applications import Document
from operator_app.domain.catalogue import Catalogue, Form
from operator_app.domain.checklist import CLOSED_BY_PAPER, SATISFIES, ChecklistRow
from operator_app.domain.scans import MEGABYTE
from operator_app.usecases.look_at_case import CaseView
from ui.pages.intake.steps.contract import BarAction, StepBar
from ui.pages.intake.steps.documents.desk import Desk
from ui.pages.intake.steps.documents.row_faces import RowFaces
from ui.pages.intake.steps.documents.state import (
    DocumentsState,
    PaperFace,
    RowFace,
    ViewerFace,
)
from ui.pages.intake.steps.documents.tray import Tile, moved_scan
from ui.runtime.faces import Busy, Trouble
from ui.runtime.page_images import Flaw, Preview, TileFace
from ui.runtime.paper_words import FORMS_OFFERED, form_word, told_words
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.runtime.wording import breakable

HEAVY: Final = 5 * MEGABYTE
"""A page larger than this is slow to send over a weak line; 300 dpi in grey has 1-3 MB."""
LONGEST_HEADING: Final = 32
"""Letters; some names of the standard have three hundred."""
SCAN: Final = "scan"
"""The name of this step's button in the container's bar."""
ToldKind = Literal["ok", "warn", "bad", "muted"]


class StateFaces:
    """Rows are said once per case and language; the rest is cheap enough for each change."""

    def __init__(self, speech: Speech, catalogue: Catalogue, *, scanner: bool) -> None:
        self._say = speech
        self._rows = RowFaces(speech, catalogue)
        self._scanner = scanner
        self._said: tuple[CaseView, str, tuple[RowFace, ...]] | None = None

    def __call__(self, desk: Desk) -> DocumentsState:
        view = desk.view
        if view is None:
            return DocumentsState(title=self._say("Documents"), bar=self._bar(desk))
        done, needed = view.checklist.counted
        told, kind = self._told(desk)
        row = desk.checklist_row
        return DocumentsState(
            rows=self._row_faces(view),
            selected=desk.row,
            done=done,
            needed=needed,
            sentence=self._sentence(view),
            title=self._say(
                "Documents by paragraph {paragraph}", paragraph=view.record.documents_paragraph
            ),
            question=None if row is None or not desk.editable else self._rows.question(row),
            tiles=tuple(self._tile(desk, tile, n) for n, tile in enumerate(desk.tiles, 1)),
            tile=desk.at,
            viewer=self._viewer(desk),
            paper=self._paper(desk),
            meter=self._meter(desk),
            told=breakable(told),
            told_kind=kind,
            undo=self._say(desk.undo[-1].what) if desk.undo and desk.editable else "",
            busy=self._busy(desk),
            trouble=self._trouble(desk),
            scanner=self._scanner,
            editable=desk.editable,
            bar=self._bar(desk),
        )

    def _row_faces(self, view: CaseView) -> tuple[RowFace, ...]:
        if self._said is None or self._said[:2] != (view, self._say.language):
            self._said = (view, self._say.language, self._rows(view))
        return self._said[2]

    def _sentence(self, view: CaseView) -> str:
        missing, questions = len(view.checklist.missing), len(view.checklist.open_questions)
        _, needed = view.checklist.counted
        parts = []
        if missing:
            parts.append(
                self._say.plural(
                    "{n} of {needed} is missing", "{n} of {needed} are missing", missing,
                    needed=needed,
                )
            )  # fmt: skip
        if questions:
            parts.append(self._say.plural("{n} open question", "{n} open questions", questions))
        return ", ".join(parts) or self._say("Everything is here")

    def _tile(self, desk: Desk, tile: Tile, number: int) -> TileFace:
        preview = _preview_of(desk, tile)
        if tile.sha256 is None and tile.document is not None:
            return TileFace(
                label=self._rows.form(tile.document.presented), attached=True, seen=True
            )
        warnings = self._warnings(desk, tile)
        saved = self._say("saved") if tile.attached else self._say("not attached yet")
        label = self._say("Page {n}, {state}", n=number, state=saved)
        return TileFace(
            label=". ".join((label, *warnings)),
            attached=tile.attached,
            flawed=bool(warnings),
            picture=None if preview is None else preview.picture,
        )

    def _viewer(self, desk: Desk) -> ViewerFace:
        row, tile = desk.checklist_row, desk.tile
        if row is None:
            return ViewerFace(empty=self._say("Choose a row of the list"))
        name = _short(self._rows.name(row.requirement))
        if tile is None:
            return ViewerFace(title=name, empty=self._nothing(desk, row))
        if tile.sha256 is None:
            return ViewerFace(
                title=name,
                empty=self._rows.form(desk.presented if not tile.document else
                                      tile.document.presented),
                can_delete=desk.editable,
            )  # fmt: skip
        pages = [n for n, one in enumerate(desk.tiles) if one.sha256 is not None]
        earlier, later = _neighbours(desk, tile)
        preview = _preview_of(desk, tile)
        return ViewerFace(
            title=self._say(
                "{name} · {n} of {total}",
                name=name,
                n=pages.index(desk.at) + 1,
                total=len(pages),
            ),
            picture=desk.picture,
            empty="" if desk.picture is not None else self._say("Opening the page…"),
            facts=self._facts(tile, preview),
            warnings=self._warnings(desk, tile),
            can_edit=desk.editable and desk.picture is not None,
            can_delete=desk.editable,
            can_move_earlier=desk.editable and earlier,
            can_move_later=desk.editable and later,
            cropping=desk.cropping,
        )

    def _nothing(self, desk: Desk, row: ChecklistRow) -> str:
        if not desk.editable:
            return self._say("There are no pages in this row")
        if not row.required and row.required is not None:
            return self._say("This row is not asked of this applicant")
        if self._scanner:
            return self._say("No pages yet: scan (F8), choose files, or drop them here")
        return self._say("No scanner is set up here: choose files or drop them here")

    def _facts(self, tile: Tile, preview: Preview | None) -> str:
        size = self._megabytes(tile.size)
        if preview is None:
            return size
        return self._say(
            "{width} × {height} px, {size}",
            width=preview.width,
            height=preview.height,
            size=size,
        )

    def _megabytes(self, size: int) -> str:
        tenths = max(1, -(-size * 10 // MEGABYTE)) if size else 0
        mark = "." if self._say.language == "en" else ","
        return self._say("{n} MB", n=f"{tenths // 10}{mark}{tenths % 10}")

    def _warnings(self, desk: Desk, tile: Tile) -> tuple[str, ...]:
        found: list[str] = []
        if _is_damaged(desk, tile):
            return (self._say("The saved page cannot be opened: scan it again"),)
        preview = _preview_of(desk, tile)
        words = {
            Flaw.BLANK: self._say("The page is blank"),
            Flaw.DARK: self._say("The page is dark: better scan it again"),
            Flaw.LOW_RESOLUTION: self._say("Few pixels: small print may not be read"),
        }
        found += [words[flaw] for flaw in (preview.flaws if preview else ())]
        twice = None if tile.sha256 is None else desk.page_twice(tile.sha256)
        if twice == desk.row:
            found.append(self._say("The same page is in this row twice"))
        elif twice is not None:
            found.append(self._say("The same page is in “{row}”", row=self._name(desk, twice)))
        if tile.size > HEAVY:
            found.append(self._say("A heavy page: 300 dpi in grey would be enough"))
        return tuple(found)

    def _name(self, desk: Desk, code: str) -> str:
        requirement = None if desk.view is None else desk.view.record.requirement(code)
        return code if requirement is None else self._rows.name(requirement)

    def _paper(self, desk: Desk) -> PaperFace:
        row = desk.checklist_row
        if row is None:
            return PaperFace()
        document = desk.document
        why_not = "" if document is not None else self._why_not(desk, row)
        return PaperFace(
            forms=tuple((form, form_word(self._say, form)) for form in _forms(row)),
            presented=desk.presented,
            form_note=self._form_note(desk, row),
            valid_until=desk.typed_day,
            valid_error=""
            if desk.day_is_read
            else self._say("Write the day like this: 31.12.2027"),
            attached=document is not None,
            state=self._paper_state(desk, document),
            attach_text=self._attach_text(desk),
            can_attach=document is None and not why_not and desk.editable,
            why_not=why_not,
            enabled=desk.editable,
        )

    def _form_note(self, desk: Desk, row: ChecklistRow) -> str:
        if desk.presented in SATISFIES[row.requirement.form]:
            return ""
        return self._say(
            "The standard wants: {form}", form=self._rows.needed_form(row.requirement.form)
        )

    def _paper_state(self, desk: Desk, document: Document | None) -> str:
        if document is not None:
            return self._say("Saved")
        if desk.pages:
            return self._say.plural("{n} page waits", "{n} pages wait", len(desk.pages))
        return ""

    def _attach_text(self, desk: Desk) -> str:
        if desk.pages:
            return self._say("Attach ({n})", n=len(desk.pages))
        if desk.presented is Form.DATA:
            return self._say("Entered")
        return self._say("Attach") if desk.lacks_page else self._say("Seen")

    def _why_not(self, desk: Desk, row: ChecklistRow) -> str:
        if not desk.editable:
            return self._say("The case is closed: nothing can be changed")
        if not desk.day_is_read:
            return self._say("The day is not read")
        if desk.lacks_page:
            return self._say("A page is needed first")
        if not desk.pages and row.state in CLOSED_BY_PAPER:
            return self._say("This row is closed")
        return ""

    def _meter(self, desk: Desk) -> str:
        if desk.view is None:
            return ""
        saved = [scan.size for doc in desk.view.application.documents for scan in doc.scans]
        waiting = [len(page.content) for pages in desk.waiting.values() for page in pages]
        count, size = len(saved) + len(waiting), sum(saved) + sum(waiting)
        if not count:
            return ""
        return self._say.plural(
            "In the case {n} page, {size}", "In the case {n} pages, {size}", count,
            size=self._megabytes(size),
        )  # fmt: skip

    def _told(self, desk: Desk) -> tuple[str, ToldKind]:
        if desk.warning:
            return self._say(desk.warning), "warn"
        words = told_words(self._say, desk.told)
        if words:
            return words, "warn"
        return (self._say(desk.note), "ok") if desk.note else ("", "muted")

    def _busy(self, desk: Desk) -> Busy | None:
        told = desk.told
        if told.running and told.of > 1:
            words = self._say(
                "Taking pages: {n} of {of}",
                n=min(told.taken + len(told.refused) + 1, told.of),
                of=told.of,
            )
            return Busy(words, desk.seconds, can_cancel=True)
        if not desk.slow:
            return None
        return Busy(self._say(desk.busy or "Opening the page…"), desk.seconds, desk.can_cancel)

    def _trouble(self, desk: Desk) -> Trouble | None:
        if desk.error is None:
            return None
        return self._say.trouble(desk.error, retry=desk.can_retry)

    def _bar(self, desk: Desk) -> StepBar:
        why_not = self._not_next(desk)
        scan = BarAction(
            name=SCAN,
            text=self._say("Scan"),
            hint=Shortcut.SCAN.hint,
            enabled=self._scanner and desk.editable and not desk.busy,
        )
        return StepBar(
            text=self._say("Next"), enabled=not why_not, why_not=why_not, actions=(scan,)
        )

    def _not_next(self, desk: Desk) -> str:
        if desk.view is None:
            return self._say("No case is open")
        if not desk.editable:
            return ""
        if desk.waiting_rows:
            numbers = [row.code for row in desk.view.checklist.rows]
            row = numbers.index(desk.waiting_rows[0]) + 1
            return self._say("Row {n} has pages that are not attached", n=row)
        checklist = desk.view.checklist
        parts = []
        if checklist.missing:
            parts.append(self._say("Missing: {n}", n=len(checklist.missing)))
        if checklist.open_questions:
            parts.append(self._say("Questions: {n}", n=len(checklist.open_questions)))
        return ", ".join(parts)


def _short(name: str) -> str:
    """For a heading; the whole name stands in the list, beside."""
    if len(name) <= LONGEST_HEADING:
        return name
    return name[:LONGEST_HEADING].rsplit(" ", 1)[0].rstrip(",;( ") + "…"


def _preview_of(desk: Desk, tile: Tile) -> Preview | None:
    if tile.page is not None:
        return tile.page.preview
    return None if tile.scan is None else desk.previews.get(tile.scan.sha256)


def _is_damaged(desk: Desk, tile: Tile) -> bool:
    """Asked for, and it could not be opened."""
    known = tile.scan is not None and tile.scan.sha256 in desk.previews
    return known and _preview_of(desk, tile) is None


def _neighbours(desk: Desk, tile: Tile) -> tuple[bool, bool]:
    """Whether the page can go one place up, and one down, within its paper."""
    document, scan, page = tile.document, tile.scan, tile.page
    if document is not None and scan is not None:
        return (
            moved_scan(document, scan, -1) is not None,
            moved_scan(document, scan, 1) is not None,
        )
    keys = [one.key for one in desk.pages]
    at = keys.index(page.key) if page is not None else 0
    return at > 0, at < len(keys) - 1


def _forms(row: ChecklistRow) -> tuple[Form, ...]:
    return (Form.DATA,) if row.requirement.form is Form.DATA else FORMS_OFFERED
