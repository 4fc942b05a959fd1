"""Paints step 4: the checklist to the left, the pages to the right; takes drops and pastes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.pages.intake.steps.documents.checklist_card import ChecklistCard
from ui.pages.intake.steps.documents.pages_card import PagesCard
from ui.pages.intake.steps.documents.state import DocumentsState
from ui.runtime.page_images import SUFFIXES
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets.file_dialog import AskFiles, ask_in_dialog
from ui.widgets.panels import BusyPanel, TroublePanel


def _holds_pages(data: QMimeData) -> bool:
    return data.hasImage() or any(url.isLocalFile() for url in data.urls())


def _image(data: QMimeData) -> QImage:
    image = data.imageData()
    return image if isinstance(image, QImage) else QImage()


class DocumentsStepView(QWidget):
    """Whatever is dropped or pasted goes out as it is; the presenter judges it.

    Signals:
        files_come(tuple of Path), picture_come(QImage, name), nothing_come(): from outside.
        row_chosen(code): also where something was dropped.
        retry_clicked(), cancel_clicked(): of the trouble and of the busy face.
    """

    files_come = Signal(object)
    picture_come = Signal(object, str)
    nothing_come = Signal()
    row_chosen = Signal(str)
    retry_clicked = Signal()
    cancel_clicked = Signal()

    def __init__(
        self, speech: Speech, ask_files: AskFiles = ask_in_dialog, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("intake_documents")
        self.setAcceptDrops(True)
        self._say = speech
        self._ask_files = ask_files
        self.trouble = TroublePanel("documents_trouble", self)
        self.trouble.retry_clicked.connect(self.retry_clicked)
        self.busy = BusyPanel("documents_busy", self)
        self.busy.cancel_clicked.connect(self.cancel_clicked)
        self.checklist = ChecklistCard(speech, self)
        self.checklist.row_chosen.connect(self.row_chosen)
        self.pages = PagesCard(speech, self)
        self.pages.files_clicked.connect(self.choose_files)
        for sequence in Shortcut.PASTE.sequences():
            QShortcut(sequence, self).activated.connect(self.paste)
        column = QVBoxLayout(self)
        spaced(column, gap=16)
        column.addWidget(self.trouble)
        column.addWidget(self.busy)
        row = QHBoxLayout()
        spaced(row, gap=16)
        row.addWidget(self.checklist, 5)
        row.addWidget(self.pages, 4)
        column.addLayout(row, 1)
        self.checklist.make_ready()
        self.show_state(DocumentsState())

    def main_field(self) -> QWidget:
        """The chosen row, so that arrows and the number keys work at once."""
        return self.checklist.chosen_row() or self.pages.tools.files

    def show_state(self, state: DocumentsState) -> None:
        self.trouble.retranslate(self._say("Try again"))
        self.busy.retranslate(self._say("Cancel"))
        self.trouble.set(state.trouble)
        self.busy.set(state.busy)
        self.checklist.show_state(state)
        self.pages.show_state(state)

    def choose_files(self) -> None:
        wanted = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        images = self._say("Pages ({suffixes})", suffixes=wanted)
        self._ask_files(self, self._say("Pages from files"), images, self._on_files)

    def paste(self) -> None:
        self._take(QGuiApplication.clipboard().mimeData(), self._say("from the clipboard"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _holds_pages(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """On a row of the list the pages go to that row, elsewhere to the chosen one."""
        at: QPoint = event.position().toPoint()
        code = self.checklist.row_at(self.childAt(at))
        if code:
            self.row_chosen.emit(code)
        event.acceptProposedAction()
        self._take(event.mimeData(), self._say("dropped picture"))

    def _take(self, data: QMimeData, name: str) -> None:
        files = tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
        if files:
            self.files_come.emit(files)
        elif data.hasImage() and not (image := _image(data)).isNull():
            self.picture_come.emit(image, name)
        else:
            self.nothing_come.emit()

    def _on_files(self, names: Sequence[str]) -> None:
        self.files_come.emit(tuple(Path(name) for name in names))
