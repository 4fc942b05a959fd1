"""The page of administration: people and windows, one beside the other by tabs."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ui.runtime.speech import Speech
from ui.style.worn import spaced


class AdministrationPage(QWidget):
    """The tab decides what is seen; each part keeps its own state."""

    def __init__(
        self, people: QWidget, windows: QWidget, speech: Speech, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("administration_parts")
        self._say = speech
        self._tabs = QTabBar(self)
        self._tabs.setObjectName("administration_tabs")
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._stack = QStackedWidget(self)
        self._stack.setObjectName("administration_stack")
        for part in (people, windows):
            self._tabs.addTab("")
            self._stack.addWidget(part)
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        head = QVBoxLayout()
        spaced(head, margin=(24, 12, 24, 0), gap=0)
        head.addWidget(self._tabs)
        column = QVBoxLayout(self)
        spaced(column, gap=0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        speech.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        say = self._say
        for number, name in enumerate((say("People"), say("Windows"))):
            self._tabs.setTabText(number, name)
        self._tabs.setAccessibleName(say("People or windows"))
