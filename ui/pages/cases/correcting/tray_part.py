"""The tray: which paper, in which form, its pages, and the papers that are in the request."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from operator_app.domain.catalogue import Form
from operator_app.domain.corrections import LONGEST_WORDS
from ui.pages.cases.correcting.tray_state import TrayState
from ui.runtime.page_images import SUFFIXES
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets import ActionButton, FactList, FieldRow, FlowLayout, make_label
from ui.widgets.choices import choice_box, fill_choice, shortened
from ui.widgets.file_dialog import AskFiles, ask_in_dialog
from ui.widgets.labels import set_role
from ui.widgets.page_strip import PageStrip


class TrayPart(QWidget):
    """Signals: row_chosen(str), title_typed(str), form_chosen(Form), files_come(tuple of Path),
    tile_chosen(int), page_taken_away(), add_clicked(), take_back_clicked(), seen(bool).
    """

    row_chosen = Signal(str)
    title_typed = Signal(str)
    form_chosen = Signal(object)
    files_come = Signal(object)
    tile_chosen = Signal(int)
    page_taken_away = Signal()
    add_clicked = Signal()
    take_back_clicked = Signal()
    seen = Signal(bool)

    def __init__(
        self, speech: Speech, parent: QWidget | None = None, ask_files: AskFiles = ask_in_dialog
    ) -> None:
        super().__init__(parent)
        self.setObjectName("correcting_tray")
        self.setAcceptDrops(True)
        self._say, self._ask_files = speech, ask_files
        self._papers_title = make_label("correcting_papers_title", "strong", self)
        self._papers = FactList("correcting_papers", self, stacked=True)
        self._back = self._button("correcting_take_back", self.take_back_clicked)
        self._row = choice_box("correcting_row", self)
        self._row.activated.connect(lambda n: self.row_chosen.emit(self._row.itemData(n)))
        self._row_row = FieldRow("correcting_row_row", self._row, self)
        self._title = QLineEdit(self)
        self._title.setObjectName("correcting_title")
        self._title.setMaxLength(LONGEST_WORDS)
        self._title.textEdited.connect(self.title_typed)
        self._title_row = FieldRow("correcting_title_row", self._title, self)
        self._form = choice_box("correcting_form_choice", self)
        self._form.activated.connect(lambda n: self.form_chosen.emit(Form(self._form.itemData(n))))
        self._form_row = FieldRow("correcting_form_row", self._form, self)
        self._strip = PageStrip("correcting_strip", self, across=True)
        self._strip.tile_chosen.connect(self.tile_chosen)
        self._told = make_label("correcting_told", "note", self)
        self._why_not = make_label("correcting_why_not", "note", self)
        self._files = ActionButton("correcting_files", parent=self)
        self._files.bind(Shortcut.FROM_FILE)
        self._files.clicked.connect(self.choose_files)
        self._away = self._button("correcting_page_away", self.page_taken_away)
        self._add = self._button("correcting_add", self.add_clicked)
        self._add.bind(Shortcut.ATTACH)
        self._lay_out()

    def show_state(self, state: TrayState, *, enabled: bool) -> None:
        say = self._say
        self._papers_title.setText(say("Papers that are added"))
        self._papers.set_facts([(name, f"+ {what}") for name, what in state.papers])
        for widget in (self._papers, self._back):
            widget.setVisible(bool(state.papers))
        self._back.set(say("Take back the last paper"))
        self._back.setEnabled(enabled)
        self._choose(self._row, state.rows, state.row)
        whole = dict(state.rows).get(state.row, "")
        self._row_row.set(say("Which paper"), hint=whole if shortened(whole) != whole else "")
        self._title_row.setVisible(state.further)
        self._title_row.set(say("What paper it is"))
        if self._title.text() != state.title:
            with QSignalBlocker(self._title):
                self._title.setText(state.title)
        forms = [(form.value, name) for form, name in state.forms]
        self._choose(self._form, forms, state.presented.value)
        self._form_row.set(say("Presented"))
        self._show_pages(state, enabled=enabled)
        for edit in (self._row, self._title, self._form):
            edit.setEnabled(enabled)

    def choose_files(self) -> None:
        wanted = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        images = self._say("Pages ({suffixes})", suffixes=wanted)
        self._ask_files(self, self._say("Pages from files"), images, self._on_files)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        urls = event.mimeData().urls()
        self._on_files([url.toLocalFile() for url in urls if url.isLocalFile()])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.seen.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.seen.emit(False)

    def _show_pages(self, state: TrayState, *, enabled: bool) -> None:
        say = self._say
        self._strip.set(state.tiles, state.tile)
        self._strip.setVisible(state.waits)
        self._strip.setAccessibleName(say("Pages that are in no paper yet"))
        self._told.setText(state.told)
        self._told.setVisible(bool(state.told))
        set_role(self._told, "role", "note" if state.told_kind == "muted" else state.told_kind)
        self._files.set(say("From file"))
        self._files.setEnabled(enabled)
        self._away.set(say("Take the page away"))
        self._away.setVisible(state.waits)
        self._away.setEnabled(enabled)
        self._add.set(say("Add the paper"))
        self._add.setEnabled(enabled and state.can_add)
        self._why_not.setText(state.why_not)
        self._why_not.setVisible(bool(state.why_not))

    def _lay_out(self) -> None:
        buttons = QWidget(self)
        flow = FlowLayout(buttons)
        spaced(flow, gap=8)
        for button in (self._files, self._away, self._add):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        spaced(column, gap=12)
        back = QHBoxLayout()
        back.addWidget(self._back)
        back.addStretch(1)
        column.addWidget(self._papers_title)
        column.addWidget(self._papers)
        column.addLayout(back)
        for widget in (self._row_row, self._title_row, self._form_row, self._strip, self._told):
            column.addWidget(widget)
        column.addWidget(buttons)
        column.addWidget(self._why_not)

    def _button(self, name: str, clicked: object) -> ActionButton:
        button = ActionButton(name, parent=self)
        button.clicked.connect(clicked)
        return button

    def _choose(self, box: QComboBox, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        fill_choice(box, choices)
        with QSignalBlocker(box):
            box.setCurrentIndex(box.findData(chosen))

    def _on_files(self, names: Sequence[str]) -> None:
        if names:
            self.files_come.emit(tuple(Path(name) for name in names))
