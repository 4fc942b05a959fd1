"""What does not fit is scrolled to, never cut."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.style.worn import worn


class Scrolling(QScrollArea):
    """Shows ``content`` as wide as there is room; no focus of its own, so Tab passes it by."""

    def __init__(self, object_name: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        self._least_px = 0

    def asks_for(self, height_px: int) -> None:
        """This height and no more, in pixels of the drawing, whatever the content would like."""
        self._least_px = height_px
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), worn().px(self._least_px)) if self._least_px else hint

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(hint.width(), worn().px(self._least_px)) if self._least_px else hint
