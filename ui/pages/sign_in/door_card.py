"""The one card in the middle of sign-in and lock; scrolls where the screen is too low for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.runtime.wording import breakable
from ui.style.worn import spaced, worn
from ui.widgets import BusyPanel, Card, IconLabel, Scrolling, TroublePanel, make_label

WIDTH_PX = 440
SIDES_PX = 80


class DoorCard(QWidget):
    """``content`` takes what is asked."""

    def __init__(self, object_name: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._beside: QWidget | None = None
        inside = QWidget(self)
        self._card = Card(f"{object_name}_frame", inside)
        self._sign = IconLabel(f"{object_name}_sign", icon, "accent", 40, self._card)
        self._name = make_label(f"{object_name}_name", "page", self._card)
        self._what = make_label(f"{object_name}_what", "muted", self._card)
        self.busy = BusyPanel(f"{object_name}_busy", self._card)
        self.trouble = TroublePanel(f"{object_name}_trouble", self._card)
        self.content = QVBoxLayout()
        spaced(self.content, gap=16)
        spaced(self._card.body, margin=32, gap=16)
        head = QHBoxLayout()
        words = QVBoxLayout()
        spaced(head, gap=16)
        spaced(words, gap=4)
        words.addWidget(self._name)
        words.addWidget(self._what)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        self._card.body.addLayout(head)
        self._card.body.addWidget(self.trouble)
        self._card.body.addLayout(self.content)
        self._card.body.addWidget(self.busy)
        middle = QVBoxLayout(inside)
        spaced(middle, margin=24, gap=16)
        middle.addStretch(2)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        spaced(self._across, gap=16)
        self._across.addWidget(self._card)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addLayout(self._across)
        centred.addStretch(1)
        middle.addLayout(centred)
        middle.addStretch(3)
        column = QVBoxLayout(self)
        spaced(column)
        column.addWidget(Scrolling(f"{object_name}_scroll", inside, self))
        self._widen()

    def add_beside(self, card: QWidget) -> None:
        """At the right of the card, or under it where the screen is narrow."""
        self._beside = card
        self._across.addWidget(card)
        self._widen()

    def set(self, name: str, what: str) -> None:
        self._name.setText(breakable(name))
        self._what.setText(what)
        self._what.setVisible(bool(what))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._widen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widen()

    def _widen(self) -> None:
        width = worn().px(WIDTH_PX)
        self._card.setFixedWidth(width)
        if self._beside is not None:
            self._beside.setFixedWidth(width)
            wide = self.width() >= 2 * width + worn().px(SIDES_PX)
            across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
            self._across.setDirection(across if wide else down)
