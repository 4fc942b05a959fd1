"""What lies on the desk of step 4 and is no paper of the case yet: kept, and laid out again.

A page is sealed the moment it comes, so a power cut costs nobody a second scan; its name stands
in the place of the case, with the row, the form and the day that were chosen for it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from operator_app.domain.catalogue import Form
from operator_app.errors import OperatorAppError
from ui.pages.intake.notes import Notes
from ui.pages.intake.steps.documents.desk import Desk
from ui.runtime.lanes import Lane
from ui.runtime.page_images import Page, preview_of

ROW: Final = "documents.row"
FORM: Final = "documents.form"
DAY: Final = "documents.day"
PAGE: Final = "documents.page."
LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A sealed page that waited in ``row``."""

    row: str
    sha256: str
    media_type: str
    name: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The desk as it was: the chosen row with the form and the day for its next paper."""

    row: str
    form: Form | None
    day: str
    pages: tuple[KeptPage, ...]

    def on(self, desk: Desk, found: Mapping[str, tuple[Page, ...]]) -> Desk:
        """``found`` are the pages that the disk gave back; what has come since stays behind them.

        A page whose paper was saved a moment before the kill waits no more.
        """
        for row, pages in found.items():
            since, saved = desk.waiting.get(row, ()), _saved(desk, row)
            left = tuple(page for page in pages if page.sha256 not in saved)
            desk = desk.holding(row, (*left, *since))
        if self.row != desk.row and desk.view is not None:
            known = any(row.code == self.row for row in desk.view.checklist.rows)
            desk = desk.choosing(self.row) if known else desk
        if desk.pages:
            desk = desk.entering(len(desk.tiles) - 1)
        if desk.row != self.row or desk.document is not None or self.form is None:
            return desk
        return replace(desk, presented=self.form, typed_day=self.day)


class Keeping:
    """``seal`` and ``fetch`` touch the disk: on the work lane only."""

    def __init__(
        self,
        lane: Lane,
        seal: Callable[[bytes], str],
        fetch: Callable[[str], bytes],
        sealed: Callable[[], None],
    ) -> None:
        """``sealed`` is called when one more page can be named: ``keep`` is to be asked again."""
        self._lane = lane
        self._on_sealed = sealed
        self._seal = seal
        self._fetch = fetch
        self._notes: Notes | None = None
        self._sealed: frozenset[str] = frozenset()
        self._asked: frozenset[str] = frozenset()
        self._doubted: frozenset[str] = frozenset()
        self._kept: Mapping[str, str] = {}

    def keep_in(self, notes: Notes) -> None:
        self._notes = notes

    def forget(self) -> None:
        """Another case: its pages are kept by its own place."""
        self._sealed = self._asked = self._doubted = frozenset()
        self._kept = {}

    def keep(self, desk: Desk) -> None:
        """A page is named in the place only when it lies sealed."""
        if self._notes is None or desk.view is None or not desk.editable:
            return
        waiting = [(row, page) for row, pages in desk.waiting.items() for page in pages]
        for _, page in waiting:
            if page.sha256 not in self._asked:
                self._asked |= {page.sha256}
                self._send(page)
        told = [_named(row, page) for row, page in waiting if page.sha256 in self._sealed]
        wanted = {_key(n): text for n, text in enumerate(told)}
        if desk.row:
            wanted[ROW] = desk.row
        if desk.document is None:
            wanted |= {FORM: desk.presented.value, DAY: desk.typed_day}
        if wanted != self._kept:
            self._kept = wanted
            self._notes.forget("documents.")
            for key, text in wanted.items():
                self._notes.put(key, text)

    def unsealed(self, pages: tuple[Page, ...]) -> tuple[Page, ...]:
        """Those of ``pages`` that are not known to be on the disk yet."""
        return tuple(page for page in pages if page.sha256 not in self._sealed - self._doubted)

    def anew(self, pages: tuple[Page, ...], act: Callable[[], None]) -> Callable[[], None]:
        """``act`` once more after it failed: what lay sealed did not do, so it is sealed anew."""

        def again() -> None:
            self._doubted = frozenset(page.sha256 for page in pages)
            act()

        return again

    def kept(self) -> Kept | None:
        """What stood in the place of the case when it was opened; nothing if nothing did."""
        notes = self._notes
        if notes is None or not notes.has(ROW):
            return None
        named: list[KeptPage] = []
        while notes.has(_key(len(named))):
            named.append(KeptPage(*json.loads(notes.text(_key(len(named))))))
        self._sealed = self._asked = frozenset(one.sha256 for one in named)
        form = notes.text(FORM)
        return Kept(
            row=notes.text(ROW),
            form=Form(form) if form in set(Form) else None,
            day=notes.text(DAY),
            pages=tuple(named),
        )

    def pages_of(self, kept: Kept) -> dict[str, tuple[Page, ...]]:
        """By the row in which they waited. Slow: for the work lane only."""
        waiting: dict[str, tuple[Page, ...]] = {}
        for number, one in enumerate(kept.pages):
            page = _fetched(self._fetch, one, f"kept-{number}")
            if page is not None:
                waiting[one.row] = (*waiting.get(one.row, ()), page)
        return waiting

    def _send(self, page: Page) -> None:
        seal, content, sha256 = self._seal, page.content, page.sha256

        def sealed(_: str) -> None:
            if sha256 in self._asked:
                self._sealed |= {sha256}
                self._on_sealed()

        self._lane.submit(lambda: seal(content), done=sealed, failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        """The page waits in memory as before; attaching it tells what is wrong with the disk."""
        if not isinstance(error, OperatorAppError):
            raise error


def _key(number: int) -> str:
    return f"{PAGE}{number:02}"


def _saved(desk: Desk, row: str) -> frozenset[str]:
    documents = desk.view.application.documents if desk.view is not None else ()
    mine = [document for document in documents if document.requirement == row]
    return frozenset(scan.sha256 for document in mine for scan in document.scans)


def _named(row: str, page: Page) -> str:
    kept = [row, page.sha256, page.media_type, page.name[:LONGEST_NAME]]
    return json.dumps(kept, ensure_ascii=False)


def _fetched(fetch: Callable[[str], bytes], kept: KeptPage, key: str) -> Page | None:
    """A page that is damaged on the disk is scanned again: the applicant is still here."""
    try:
        content = fetch(kept.sha256)
        preview = preview_of(content, kept.media_type, kept.name)
    except OperatorAppError:
        return None
    return Page(key, kept.name, content, kept.media_type, kept.sha256, preview)
