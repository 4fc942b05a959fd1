"""The row of tools over a page: from file, turn, crop, earlier, later, delete, take back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.pages.intake.steps.documents.state import DocumentsState
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets.buttons import ActionButton


class ToolButton(ActionButton):
    """An icon alone; its words and its key are in the tip and for the screen reader."""

    def __init__(self, object_name: str, icon: str, key: Shortcut, parent: QWidget) -> None:
        super().__init__(object_name, parent=parent)
        self.setProperty("tool", "true")
        self.bind(key)
        self._key = key.hint
        self.set("", icon=icon)
        self._hint = ""

    def call(self, words: str) -> None:
        self.setAccessibleName(words)
        self.setAccessibleDescription(self._key)
        self.setToolTip(f"{words} ({self._key})")


class PageTools(QWidget):
    """Signals: files_clicked(), turned(quarters), crop_wanted(on), moved(by), deleted(), undone().

    ``crop_wanted`` is true to begin, false to cut by the frame that was drawn.
    """

    files_clicked = Signal()
    turned = Signal(int)
    crop_wanted = Signal(bool)
    moved = Signal(int)
    deleted = Signal()
    undone = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("documents_tools")
        self._say = speech
        self._row = QHBoxLayout(self)
        spaced(self._row, gap=4)
        self.files = self._tool("documents_files", "file-plus-outline", Shortcut.FROM_FILE)
        self.left = self._tool("documents_turn_left", "rotate-left", Shortcut.TURN_LEFT)
        self.right = self._tool("documents_turn_right", "rotate-right", Shortcut.TURN_RIGHT)
        self.crop = self._tool("documents_crop", "crop", Shortcut.CROP)
        self.crop.setCheckable(True)
        self.earlier = self._tool("documents_earlier", "arrow-left", Shortcut.EARLIER)
        self.later = self._tool("documents_later", "arrow-right", Shortcut.LATER)
        self.delete = self._tool("documents_delete", "delete-outline", Shortcut.DELETE_PAGE)
        self._row.addStretch(1)
        self.undo = self._tool("documents_undo", "undo", Shortcut.UNDO)
        for button, act in self._acts():
            button.clicked.connect(act)

    def _acts(self) -> tuple[tuple[ActionButton, Callable[[], None]], ...]:
        return (
            (self.files, self.files_clicked.emit),
            (self.left, lambda: self.turned.emit(-1)),
            (self.right, lambda: self.turned.emit(1)),
            (self.crop, lambda: self.crop_wanted.emit(self.crop.isChecked())),
            (self.earlier, lambda: self.moved.emit(-1)),
            (self.later, lambda: self.moved.emit(1)),
            (self.delete, self.deleted.emit),
            (self.undo, self.undone.emit),
        )

    def show_state(self, state: DocumentsState) -> None:
        viewer = state.viewer
        self.files.call(self._say("From file"))
        self.files.setEnabled(state.editable)
        self.left.call(self._say("Turn left"))
        self.right.call(self._say("Turn right"))
        self.crop.call(self._say("Crop"))
        self.earlier.call(self._say("Page earlier"))
        self.later.call(self._say("Page later"))
        self.delete.call(self._say("Delete"))
        self.undo.call(state.undo or self._say("Take back"))
        for button in (self.left, self.right, self.crop):
            button.setEnabled(viewer.can_edit)
        self.crop.setChecked(viewer.cropping)
        self.earlier.setEnabled(viewer.can_move_earlier)
        self.later.setEnabled(viewer.can_move_later)
        self.delete.setEnabled(viewer.can_delete)
        self.undo.setEnabled(bool(state.undo))

    def _tool(self, name: str, icon: str, key: Shortcut) -> ToolButton:
        button = ToolButton(name, icon, key, self)
        self._row.addWidget(button)
        return button
