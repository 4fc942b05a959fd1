"""Decides the tray: pages come in, become a paper of a row, and wait for the request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from operator_app.domain.applications import FURTHER, Document, Scan
from operator_app.domain.catalogue import Form, ServiceRecord
from operator_app.domain.checklist import NEEDS_SCAN
from operator_app.domain.corrections import CorrectionDraft
from operator_app.errors import OperatorAppError
from ui.pages.cases.correcting.telling import paper_line, row_names
from ui.pages.cases.correcting.tray_state import AddedPaper, TrayState
from ui.runtime.incoming_pages import MOST_BYTES, MOST_PAGES, Incoming, Source
from ui.runtime.lanes import Lane
from ui.runtime.page_images import Inspect, Page, TileFace, page_of_file
from ui.runtime.paper_words import FORMS_OFFERED, form_word, told_words
from ui.runtime.speech import Speech
from ui.runtime.watched_folder import ScanFolder, WatchedFolder

PAGE_LOST = "A page that was laid here before cannot be opened: scan it again"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDoors:
    """``lane`` decodes pictures; ``keep`` seals a page and answers its hash."""

    lane: Lane
    inspect: Inspect
    fetch: Callable[[str], bytes]
    keep: Callable[[bytes], str]
    folder: ScanFolder | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Laid:
    """What lies in the tray; ``warning`` is a source sentence."""

    papers: tuple[AddedPaper, ...] = ()
    pages: tuple[Page, ...] = ()
    at: int = -1
    row: str = ""
    title: str = ""
    presented: Form = Form.COPY
    warning: str = ""

    @property
    def document(self) -> Document:
        """What the pages would be, were they added now."""
        return Document(
            requirement=self.row,
            presented=self.presented,
            scans=tuple(page.scan for page in self.pages),
            title=" ".join(self.title.split()) if self.row == FURTHER else "",
        )


class TrayPresenter(QObject):
    """Signals: changed(TrayState)."""

    changed = Signal(object)

    def __init__(self, doors: PaperDoors, speech: Speech, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say = speech
        self._incoming = Incoming(
            doors.lane, doors.inspect, self._on_page, self._tell, lambda: self._room
        )
        self._folder = WatchedFolder(
            doors.lane,
            doors.folder,
            self.take_files,
            self._incoming.mention,
            lambda words: self._lay(warning=words),
        )
        self._doors = doors
        self._restoring = 0
        self._record: ServiceRecord | None = None
        self._further = False
        self._laid = _Laid()
        self.state = TrayState()
        speech.changed.connect(self._tell)

    @property
    def papers(self) -> tuple[AddedPaper, ...]:
        return self._laid.papers

    @property
    def loose(self) -> tuple[Page, ...]:
        """In no paper yet."""
        return self._laid.pages

    def is_for(self, record: ServiceRecord | None, *, further: bool) -> bool:
        return (record, further) == (self._record, self._further)

    def offer(self, record: ServiceRecord | None, *, further: bool) -> None:
        """The case is another one, or is added to in another way."""
        if not self.is_for(record, further=further):
            self._record, self._further = record, further
            self.forget()

    def restore(self, draft: CorrectionDraft, done: Callable[[], None]) -> None:
        """What was laid before this case was left, pages and all; what came meanwhile is behind
        it. A page that cannot be opened any more is told of."""
        self._restoring += 1
        run, fetch, scans = self._restoring, self._doors.fetch, draft.scans

        def opened(pages: dict[str, Page]) -> None:
            if run == self._restoring:
                self._lay_again(draft, pages)
                done()

        self._doors.lane.submit(lambda: _opened(fetch, scans), done=opened, failed=_raise)

    def forget(self) -> None:
        """Nothing of what was laid here stays."""
        self._restoring += 1
        self._incoming.forget()
        row = next(iter(self._codes()), "")
        self._laid = _Laid(row=row, presented=self._form_of(row))
        self._tell()

    def sealed(self, pages: Sequence[Page]) -> None:
        """They are in the store: the scanner's files may go."""
        self._folder.stored(pages)

    def watch(self, on: bool) -> None:
        """The scanner's folder is looked at only while the tray is seen."""
        self._folder.watch(on=on)

    def choose_row(self, code: str) -> None:
        if code != self._laid.row:
            self._lay(row=code, presented=self._form_of(code))

    def type_title(self, text: str) -> None:
        if text != self._laid.title:
            self._lay(title=text)

    def choose_form(self, form: Form) -> None:
        if form is not self._laid.presented:
            self._lay(presented=form)

    def choose_tile(self, at: int) -> None:
        if at != self._laid.at:
            self._lay(at=at)

    def take_files(self, sources: Sequence[Source]) -> None:
        if sources and self._record is not None:
            self._incoming.quiet()
            self._lay(warning="")
            self._incoming.add(self._laid.row, sources)

    def take_paths(self, paths: Sequence[Path]) -> None:
        self.take_files(tuple(paths))

    def take_page_away(self) -> None:
        """The chosen page, while it is in no paper yet."""
        pages, at = self._laid.pages, self._laid.at
        if 0 <= at < len(pages):
            self._lay(pages=pages[:at] + pages[at + 1 :], at=min(at, len(pages) - 2))

    def add(self) -> None:
        """The pages become one paper of the chosen row."""
        if self.state.can_add:
            paper = AddedPaper(self._laid.document, self._laid.pages)
            self._lay(papers=(*self._laid.papers, paper), pages=(), at=-1, title="")

    def take_back(self) -> None:
        """The last paper is pages again; those that wait stay behind it."""
        if not self._laid.papers:
            return
        *others, last = self._laid.papers
        pages = (*last.pages, *self._laid.pages)
        self._lay(
            papers=tuple(others),
            pages=pages,
            at=len(pages) - 1,
            row=last.document.requirement,
            title=last.document.title,
            presented=last.document.presented,
        )

    @property
    def _room(self) -> tuple[int, int]:
        laid = self._laid
        pages = [*laid.pages, *(page for paper in laid.papers for page in paper.pages)]
        return MOST_PAGES - len(pages), MOST_BYTES - sum(len(page.content) for page in pages)

    def _codes(self) -> tuple[str, ...]:
        if self._record is None:
            return ()
        rows = tuple(row.code for row in self._record.requirements if row.form is not Form.DATA)
        return (*rows, FURTHER) if self._further else rows

    def _form_of(self, code: str) -> Form:
        row = None if self._record is None else self._record.requirement(code)
        return row.form if row is not None and row.form in FORMS_OFFERED else Form.COPY

    def _lay_again(self, draft: CorrectionDraft, pages: dict[str, Page]) -> None:
        laid, papers, loose = self._laid, [], []
        for document in draft.documents:
            its = [pages[scan.sha256] for scan in document.scans if scan.sha256 in pages]
            if len(its) == len(document.scans):
                papers.append(AddedPaper(document, tuple(its)))
            else:
                loose += its
        loose += [pages[scan.sha256] for scan in draft.pages if scan.sha256 in pages]
        known = draft.typed.get("row") in self._codes()
        row = draft.typed["row"] if known else laid.row
        lost = any(scan.sha256 not in pages for scan in draft.scans)
        self._lay(
            papers=(*papers, *laid.papers),
            pages=(*loose, *laid.pages),
            at=len(loose) + len(laid.pages) - 1,
            row=row,
            title=laid.title or draft.typed.get("title", ""),
            presented=self._form_of(row),
            warning=PAGE_LOST if lost else laid.warning,
        )

    def _on_page(self, _: str, page: Page) -> None:
        pages = (*self._laid.pages, replace(page, shown=None))
        self._laid = replace(self._laid, pages=pages, at=len(pages) - 1)

    def _why_not(self) -> str:
        say, document = self._say, self._laid.document
        if document.requirement == FURTHER and not document.title:
            return say("Write what paper it is")
        if not document.scans and document.presented in NEEDS_SCAN:
            return say("A page is needed first")
        if any(one.document == document for one in self._laid.papers):
            return say("This paper is in the request already")
        return ""

    def _lay(self, **changes: Any) -> None:
        self._laid = replace(self._laid, **changes)
        self._tell()

    def _tell(self) -> None:
        say, record, laid = self._say, self._record, self._laid
        words = say(laid.warning) if laid.warning else told_words(say, self._incoming.told)
        self.state = TrayState(
            rows=row_names(say, record, self._codes()),
            row=laid.row,
            title=laid.title,
            forms=tuple((form, form_word(say, form)) for form in FORMS_OFFERED),
            presented=laid.presented,
            tiles=tuple(self._tile(n, page) for n, page in enumerate(laid.pages, 1)),
            tile=laid.at,
            papers=tuple(paper_line(say, one.document, record) for one in laid.papers),
            told=words,
            told_kind="warn" if words else "muted",
            why_not=self._why_not(),
        )
        self.changed.emit(self.state)

    def _tile(self, number: int, page: Page) -> TileFace:
        label = self._say("Page {n}, {state}", n=number, state=self._say("not attached yet"))
        return TileFace(
            label=label,
            attached=False,
            flawed=bool(page.preview.flaws),
            picture=page.preview.picture,
        )


def _opened(fetch: Callable[[str], bytes], scans: Sequence[Scan]) -> dict[str, Page]:
    """By hash; without those that cannot be opened."""
    pages = {}
    for scan in scans:
        with suppress(OperatorAppError):
            page = page_of_file(fetch(scan.sha256), scan.media_type, scan.name)
            pages[scan.sha256] = page
    return pages


def _raise(error: Exception) -> None:
    raise error
