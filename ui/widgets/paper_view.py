"""A paper on the screen as it will be on the desk: page under page, as wide as there is room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.runtime.pdf_pages import PageImage
from ui.style.worn import spaced, worn
from ui.widgets.buttons import ActionButton
from ui.widgets.labels import make_label
from ui.widgets.reading import Reading

ZOOMS = (100, 150, 200, 300)
"""Per cent of the width there is."""
_SHADOW = 1


class PaperPage(QWidget):
    """One page; white in every style, because paper is."""

    def __init__(self, object_name: str, page: PageImage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._pixels = page.pixels
        self._image = QImage(
            self._pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32
        )
        self._drawn = QPixmap()

    def fit(self, width: int) -> None:
        height = round(width * self._image.height() / max(1, self._image.width()))
        self.setFixedSize(width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(self.width() * ratio), round(self.height() * ratio))
        if self._drawn.size() != wanted:
            scaled = self._image.scaled(
                wanted,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self._drawn = QPixmap.fromImage(scaled)
            self._drawn.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.drawPixmap(event.rect(), self._drawn, self._source(event.rect(), ratio))
        painter.setPen(QColor(worn().tokens.line))
        painter.drawRect(self.rect().adjusted(0, 0, -_SHADOW, -_SHADOW))
        painter.end()

    @staticmethod
    def _source(rect: QRect, ratio: float) -> QRect:
        return QRect(
            round(rect.x() * ratio),
            round(rect.y() * ratio),
            round(rect.width() * ratio),
            round(rect.height() * ratio),
        )


class PaperView(QFrame):
    """Pages, their number, and three steps of zoom; arrows and Page Down read on.

    Signals:
        zoomed(int): per cent of the width there is.
    """

    zoomed = Signal(int)

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._zoom = ZOOMS[0]
        self._pages: tuple[PageImage, ...] = ()
        self._sheets: list[PaperPage] = []
        self.count = make_label(f"{object_name}_count", "muted", self, wrap=False)
        self.smaller = ActionButton(f"{object_name}_smaller", "quiet", self)
        self.bigger = ActionButton(f"{object_name}_bigger", "quiet", self)
        self.smaller.clicked.connect(lambda: self._step(-1))
        self.bigger.clicked.connect(lambda: self._step(1))
        head = QHBoxLayout()
        spaced(head, gap=4)
        head.addWidget(self.count, 1)
        head.addWidget(self.smaller)
        head.addWidget(self.bigger)
        self._content = QWidget()
        self._stack = QVBoxLayout(self._content)
        spaced(self._stack, gap=16)
        self.area = Reading(f"{object_name}_area", self._content, self, by_keys=True)
        self.area.viewport().installEventFilter(self)
        column = QVBoxLayout(self)
        spaced(column, gap=8)
        column.addLayout(head)
        column.addWidget(self.area, 1)
        self._tell()

    @property
    def zoom(self) -> int:
        return self._zoom

    def retranslate(self, name: str, count: str, smaller: str, bigger: str) -> None:
        self.area.setAccessibleName(name)
        self.count.setText(count)
        self.smaller.set(smaller, icon="magnify-minus-outline")
        self.bigger.set(bigger, icon="magnify-plus-outline")

    def set(self, pages: Sequence[PageImage]) -> None:
        if tuple(pages) is self._pages or tuple(pages) == self._pages:
            return
        self._pages = tuple(pages)
        for sheet in self._sheets:
            self._stack.removeWidget(sheet)
            sheet.deleteLater()
        self._sheets = [
            PaperPage(f"{self.objectName()}_page_{number}", page, self._content)
            for number, page in enumerate(self._pages)
        ]
        for sheet in self._sheets:
            self._stack.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._fit()
        self.area.verticalScrollBar().setValue(0)
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        place = ZOOMS.index(self._zoom) + by
        self._zoom = ZOOMS[max(0, min(place, len(ZOOMS) - 1))]
        self._fit()
        self._tell()
        self.zoomed.emit(self._zoom)

    def _fit(self) -> None:
        room = self.area.viewport().width()
        for sheet in self._sheets:
            sheet.fit(max(1, room * self._zoom // 100))

    def _tell(self) -> None:
        self.smaller.setEnabled(bool(self._pages) and self._zoom > ZOOMS[0])
        self.bigger.setEnabled(bool(self._pages) and self._zoom < ZOOMS[-1])
