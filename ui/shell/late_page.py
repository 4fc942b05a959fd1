"""A page that is loaded when somebody opens it: what it needs is heavy, and few ever need it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.runtime.faces import Busy
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets import BusyPanel


class LatePage(QWidget):
    """Says that the page is being opened until ``put`` gives it its content."""

    def __init__(self, object_name: str, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._say = speech
        self._busy = BusyPanel(f"{object_name}_opening", self)
        self._column = QVBoxLayout(self)
        spaced(self._column)
        self._column.addWidget(self._busy, 0, Qt.AlignmentFlag.AlignTop)
        speech.changed.connect(self.retranslate)
        self.retranslate()

    def put(self, content: QWidget) -> None:
        """The keyboard goes to the content if it was on its way there."""
        self._busy.set(None)
        self._column.removeWidget(self._busy)
        self._column.addWidget(content, 1)
        content.show()
        first = content.nextInFocusChain()
        while first is not None and first is not content:
            tab = bool(first.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if tab and content.isAncestorOf(first) and first.isVisibleTo(content):
                if self.isVisible():
                    first.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            first = first.nextInFocusChain()

    def retranslate(self) -> None:
        if self._busy.parent() is self and self._column.count() and not self._shown():
            self._busy.set(Busy(self._say("Opening the page"), can_cancel=False))

    def _shown(self) -> bool:
        item = self._column.itemAt(0)
        return item is not None and item.widget() is not self._busy
