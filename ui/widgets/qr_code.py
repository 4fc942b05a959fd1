"""A QR code big enough for a phone held over the counter."""

from __future__ import annotations

import segno
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.style.worn import worn

QUIET = 4
"""Modules left white around the code: readers ask for them."""
MODULE_PX = 5


class QrCode(QWidget):
    """Dark on white in every style: a phone's camera knows nothing of ours."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._text = ""
        self._rows: tuple[bytes, ...] = ()

    def set(self, text: str, accessible_name: str) -> None:
        self.setAccessibleName(accessible_name)
        if text != self._text:
            self._text = text
            code = segno.make_qr(text, error="m") if text else None
            self._rows = tuple(bytes(row) for row in code.matrix) if code else ()
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        side = (len(self._rows) + 2 * QUIET) * worn().px(MODULE_PX)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        across = len(self._rows) + 2 * QUIET
        module = self.width() // across if self._rows else 0
        left = (self.width() - module * len(self._rows)) / 2
        for y, row in enumerate(self._rows):
            for x, value in enumerate(row):
                if value & 1:
                    place = QRectF(left + x * module, left + y * module, module, module)
                    painter.fillRect(place, QColor(Qt.GlobalColor.black))
        painter.end()
