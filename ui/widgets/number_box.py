"""A whole number with arrows, its digits as far from the edge as those of any other field."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSpinBox, QWidget

from ui.style.worn import worn

INSIDE_PX = 8


class NumberBox(QSpinBox):
    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)

    def showEvent(self, event: QShowEvent) -> None:
        """The sheet pads the box and not the field of digits in it."""
        super().showEvent(event)
        self.lineEdit().setTextMargins(worn().px(INSIDE_PX), 0, 0, 0)
