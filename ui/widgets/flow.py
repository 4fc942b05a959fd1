"""A row that breaks onto the next line when it does not fit, as words do."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem


@dataclass(frozen=True, slots=True)
class _Item:
    number: int
    item: QLayoutItem
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Line:
    items: list[_Item]
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
        self._broken: dict[int, list[_Line]] = {}
        self._sizes: tuple[QSize, QSize] | None = None

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
        self._forget()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def invalidate(self) -> None:
        """Qt says so whenever something in here may have another size; until then it has not."""
        self._forget()
        super().invalidate()

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
        return self._both_sizes()[0]

    def minimumSize(self) -> QSize:
        return self._both_sizes()[1]

    def _forget(self) -> None:
        self._broken.clear()
        self._sizes = None

    def _both_sizes(self) -> tuple[QSize, QSize]:
        """Wanted, and the least."""
        if self._sizes is None:
            shown = [item for _, item in self._shown()]
            wanted = [item.sizeHint() for item in shown]
            least = [item.minimumSize() for item in shown]
            gaps = self.spacing() * max(0, len(shown) - 1)
            self._sizes = (
                self._with_margins(
                    sum(size.width() for size in wanted) + gaps,
                    max((size.height() for size in wanted), default=0),
                ),
                self._with_margins(
                    max((size.width() for size in least), default=0),
                    max((size.height() for size in least), default=0),
                ),
            )
        return self._sizes

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
        if width not in self._broken:
            self._broken[width] = self._break(width)
        return self._broken[width]

    def _break(self, width: int) -> list[_Line]:
        lines: list[_Line] = []
        items: list[_Item] = []
        used = height = 0
        for number, item in self._shown():
            hint, least = item.sizeHint(), item.minimumSize()
            wanted = min(hint.width(), max(width, least.width()))
            gap = self.spacing() if items else 0
            if items and used + gap + wanted > width:
                lines.append(_Line(items, used, height))
                items, used, height, gap = [], 0, 0, 0
            high = hint.height()
            if item.hasHeightForWidth():
                high = max(item.heightForWidth(wanted), least.height())
            items.append(_Item(number, item, wanted, high))
            used += gap + wanted
            height = max(height, high)
        if items:
            lines.append(_Line(items, used, height))
        return lines

    def _place(self, line: _Line, corner: QPoint, width: int) -> None:
        left = corner.x()
        spare = max(0, width - line.width)
        after = self._stretch_after
        for position, one in enumerate(line.items):
            if after is not None and one.number > after and spare:
                before = line.items[position - 1].number if position else -1
                left += spare if before <= after else 0
                spare = 0 if before <= after else spare
            height = min(line.height, one.height)
            top = corner.y() + (line.height - height) // 2
            one.item.setGeometry(QRect(left, top, one.width, height))
            left += one.width + self.spacing()
