"""Papers of the case with what was added, and the pages of it for whoever decides."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pages.cases.correcting.added_pages import Looked
from ui.pages.cases.correcting.state import CorrectingState
from ui.pages.cases.correcting.telling import papers_of_case
from ui.runtime.page_images import TileFace
from ui.runtime.speech import Speech
from ui.style.worn import spaced, worn
from ui.widgets import FactList, make_label
from ui.widgets.page_strip import PageStrip
from ui.widgets.paper_view import PaperView

READ_PX = 360


class AddedPart(QWidget):
    """Signals: page_chosen(int)."""

    page_chosen = Signal(int)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("correcting_added")
        self._say = speech
        self._pages_title = make_label("correcting_pages_title", "strong", self)
        self._strip = PageStrip("correcting_pages", self, across=True)
        self._strip.tile_chosen.connect(self.page_chosen)
        self._page = PaperView("correcting_page", self)
        self._title = make_label("correcting_of_case_title", "strong", self)
        self._papers = FactList("correcting_of_case", self, stacked=True)
        column = QVBoxLayout(self)
        spaced(column, gap=12)
        for widget in (self._pages_title, self._strip, self._page, self._title, self._papers):
            column.addWidget(widget)

    def show_state(self, state: CorrectingState) -> None:
        say, looked = self._say, state.looked
        self._pages_title.setText(say("Pages that were added"))
        self._strip.set(self._tiles(looked), looked.at)
        self._strip.setAccessibleName(say("Pages that were added"))
        self._page.setFixedHeight(worn().px(READ_PX))
        shown = looked.page is not None
        count = f"{looked.at + 1} / {len(looked.scans)}"
        self._page.retranslate(
            say("The page that was added"),
            count if shown else say("Opening the page…"),
            say("Smaller"),
            say("Bigger"),
        )
        self._page.set((looked.page,) if looked.page is not None else ())
        for widget in (self._pages_title, self._strip, self._page):
            widget.setVisible(bool(looked.scans))
        self._title.setText(say("Papers of the case"))
        case = state.case
        facts = [] if case is None else papers_of_case(say, case, state.corrections, state.record)
        self._papers.set_facts(facts)
        for part in (self._title, self._papers):
            part.setVisible(bool(facts))

    def _tiles(self, looked: Looked) -> tuple[TileFace, ...]:
        say, known = self._say, looked.previews or {}
        tiles = []
        for number, scan in enumerate(looked.scans, 1):
            preview = known.get(scan.sha256)
            damaged = scan.sha256 in known and preview is None
            words = say("The saved page cannot be opened: scan it again") if damaged else scan.name
            tiles.append(
                TileFace(
                    label=f"{number}. {words}",
                    attached=True,
                    flawed=damaged,
                    picture=None if preview is None else preview.picture,
                )
            )
        return tuple(tiles)
