"""A cell of two lines: what people say, and under it, smaller, what machines say."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.style.worn import worn

ROW_PX = 56
_NOTE_PX = 13
_CELL = 8
_GAP = 2


class TwoLineCells(QStyledItemDelegate):
    """The text of the cell is cut at its first line break; the whole of it is the tool tip."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        blank = QStyleOptionViewItem(option)
        self.initStyleOption(blank, index)
        first, second = _lines(index)
        blank.text = ""
        style = blank.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, blank, painter, blank.widget)
        look = worn()
        large, small = _fonts(option)
        above, below = QFontMetrics(large).height(), QFontMetrics(small).height()
        room = option.rect.adjusted(look.px(_CELL), 0, -look.px(_CELL), 0)
        top = room.center().y() - (above + look.px(_GAP) + below) // 2
        painter.save()
        _say(painter, large, look.tokens.ink, QRect(room.left(), top, room.width(), above), first)
        under = QRect(room.left(), top + above + look.px(_GAP), room.width(), below)
        _say(painter, small, look.tokens.ink2, under, second)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        large, small = _fonts(option)
        first, second = _lines(index)
        width = max(
            QFontMetrics(large).horizontalAdvance(first),
            QFontMetrics(small).horizontalAdvance(second),
        )
        return QSize(width + worn().px(2 * _CELL) + 2, worn().px(ROW_PX))


def _lines(index: QModelIndex | QPersistentModelIndex) -> tuple[str, str]:
    first, _, second = str(index.data() or "").partition("\n")
    return first, second


def _fonts(option: QStyleOptionViewItem) -> tuple[QFont, QFont]:
    large, small = QFont(option.font), QFont(option.font)
    small.setPixelSize(worn().px(_NOTE_PX))
    return large, small


def _say(painter: QPainter, font: QFont, colour: str, place: QRect, text: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
