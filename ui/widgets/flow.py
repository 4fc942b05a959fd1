"""A row that breaks onto the next line when it does not fit, as words do."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem


@dataclass(frozen=True, slots=True)
class _Line:
    items: list[tuple[int, QLayoutItem]]
    width: int
    height: int


class FlowLayout(QLayout):
    """Items after number ``stretch_after`` stand at the right edge of a line that has room.

    It makes its items itself. Those that Qt would make are known here only through the widgets
    around: whoever asks for ``parentWidget`` of something in a scrolling page gets a short-lived
    wrapper of Qt's own viewport, and with it all wrappers below that Qt made are given up. The next
    ``sizeHint`` would then take the whole program down.
    """

    def __init__(self, parent: QWidget | None = None, *, stretch_after: int | None = None) -> None:
        super().__init__(*((parent,) if parent is not None else ()))
        self._items: list[QLayoutItem] = []
        self._stretch_after = stretch_after

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def addWidget(self, widget: QWidget) -> None:
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))
        self.invalidate()

    def add_layout(self, layout: QLayout) -> None:
        """A layout is an item like a widget; it breaks within itself if it can."""
        self.addChildLayout(layout)
        self.addItem(layout)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay_out(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, place: QRect) -> None:
        super().setGeometry(place)
        self._lay_out(place, move=True)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        width = sum(item.sizeHint().width() for _, item in shown)
        width += self.spacing() * max(0, len(shown) - 1)
        height = max((item.sizeHint().height() for _, item in shown), default=0)
        return self._with_margins(width, height)

    def minimumSize(self) -> QSize:
        shown = self._shown()
        width = max((item.minimumSize().width() for _, item in shown), default=0)
        height = max((item.minimumSize().height() for _, item in shown), default=0)
        return self._with_margins(width, height)

    def _with_margins(self, width: int, height: int) -> QSize:
        sides = self.contentsMargins()
        return QSize(width + sides.left() + sides.right(), height + sides.top() + sides.bottom())

    def _shown(self) -> list[tuple[int, QLayoutItem]]:
        return [(number, item) for number, item in enumerate(self._items) if not item.isEmpty()]

    def _lay_out(self, place: QRect, *, move: bool) -> int:
        """Bottom of the last line; widgets are moved only when asked to."""
        sides = self.contentsMargins()
        inner = place.marginsRemoved(sides)
        top = inner.top()
        lines = self._lines(inner.width())
        for line in lines:
            if move:
                self._place(line, QPoint(inner.left(), top), inner.width())
            top += line.height + self.spacing()
        bottom = top - (self.spacing() if lines else 0)
        return bottom + sides.bottom() - place.top()

    def _lines(self, width: int) -> list[_Line]:
        lines: list[_Line] = []
        items: list[tuple[int, QLayoutItem]] = []
        used = height = 0
        for number, item in self._shown():
            wanted = min(item.sizeHint().width(), max(width, item.minimumSize().width()))
            gap = self.spacing() if items else 0
            if items and used + gap + wanted > width:
                lines.append(_Line(items, used, height))
                items, used, height, gap = [], 0, 0, 0
            items.append((number, item))
            used += gap + wanted
            height = max(height, _height(item, wanted))
        if items:
            lines.append(_Line(items, used, height))
        return lines

    def _place(self, line: _Line, corner: QPoint, width: int) -> None:
        left = corner.x()
        spare = max(0, width - line.width)
        after = self._stretch_after
        for position, (number, item) in enumerate(line.items):
            if after is not None and number > after and spare:
                before = line.items[position - 1][0] if position else -1
                left += spare if before <= after else 0
                spare = 0 if before <= after else spare
            wanted = min(item.sizeHint().width(), max(width, item.minimumSize().width()))
            height = min(line.height, _height(item, wanted))
            top = corner.y() + (line.height - height) // 2
            item.setGeometry(QRect(left, top, wanted, height))
            left += wanted + self.spacing()


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return max(item.heightForWidth(width), item.minimumSize().height())
    return item.sizeHint().height()
