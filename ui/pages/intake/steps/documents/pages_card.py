"""Right: the page that is looked at, the strip of pages, and how the paper was presented."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from ui.pages.intake.steps.documents.page_canvas import PageCanvas
from ui.pages.intake.steps.documents.page_tools import PageTools
from ui.pages.intake.steps.documents.paper_form import PaperForm
from ui.pages.intake.steps.documents.state import DocumentsState
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets.cards import Card
from ui.widgets.labels import make_label, set_role
from ui.widgets.page_strip import PageStrip
from ui.widgets.panels import EmptyPanel


class PagesCard(Card):
    """Signals: files_clicked(), page_wanted(by)."""

    files_clicked = Signal()
    page_wanted = Signal(int)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("documents_pages", parent)
        self._say = speech
        self.setProperty("desk", "true")
        self.tools = PageTools(speech, self)
        self.canvas = PageCanvas("documents_canvas", self)
        self.strip = PageStrip("documents_strip", self)
        self.paper = PaperForm(speech, self)
        self.tools.files_clicked.connect(self.files_clicked)
        self._facts = make_label("documents_page_facts", "note", self)
        self._warnings = make_label("documents_page_warnings", "warn", self)
        self._told = make_label("documents_told", "note", self)
        self._meter = make_label("documents_meter", "note", self)
        spaced(self.body, margin=16, gap=8)
        self._lay_out()
        for key, by in ((Shortcut.PREVIOUS_PAGE, -1), (Shortcut.NEXT_PAGE, 1)):
            self._bind(key, by)

    def _lay_out(self) -> None:
        self._empty = EmptyPanel("documents_empty", "file-image-plus-outline", self)
        self._empty.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        looked_at = QWidget(self)
        self._stack = QStackedLayout(looked_at)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.canvas)
        pages = QHBoxLayout()
        spaced(pages, gap=12)
        pages.addWidget(looked_at, 1)
        pages.addWidget(self.strip)
        said = QVBoxLayout()
        spaced(said, gap=0)
        sizes = QHBoxLayout()
        spaced(sizes, gap=12)
        sizes.addWidget(self._facts, 1)
        sizes.addWidget(self._meter, 1)
        said.addLayout(sizes)
        said.addWidget(self._warnings)
        self.body.addWidget(self.tools)
        self.body.addLayout(pages, 1)
        self.body.addLayout(said)
        self.body.addWidget(self.paper)
        self.body.addWidget(self._told)

    def show_state(self, state: DocumentsState) -> None:
        viewer = state.viewer
        self.set_title(viewer.title)
        self.tools.show_state(state)
        self.canvas.set(viewer.picture, cropping=viewer.cropping, name=viewer.title)
        self._empty.set(viewer.empty)
        self._stack.setCurrentWidget(self._empty if viewer.picture is None else self.canvas)
        facts = viewer.facts
        if viewer.cropping:
            facts = self._say(
                "Drag a frame, or arrows and Shift with arrows; Enter cuts, Esc leaves it whole"
            )
        self._facts.setText(facts)
        self._meter.setText("" if viewer.cropping else state.meter)
        self._warnings.setText(" · ".join(f"! {one}" for one in viewer.warnings))
        self._warnings.setVisible(bool(viewer.warnings))
        self.strip.set(state.tiles, state.tile)
        self.strip.setVisible(bool(state.tiles))
        self.strip.setAccessibleName(self._say("Pages of this row"))
        self.paper.show_paper(state.paper)
        self._told.setText(state.told)
        self._told.setVisible(bool(state.told))
        set_role(self._told, "role", "note" if state.told_kind == "muted" else state.told_kind)

    def _bind(self, key: Shortcut, by: int) -> None:
        for sequence in key.sequences():
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(lambda: self.page_wanted.emit(by))
