"""States in a table as chips: a sign, a word and a colour in every cell of a column."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.style.icons import paint_icon
from ui.style.worn import worn
from ui.widgets.chips import INKS, SIGNS
from ui.widgets.tables import RowsModel

_HEIGHT, _SIGN, _GAP, _SIDE, _CELL = 24, 14, 4, 8, 8
_NOTE_PX = 13


class ChipCells(QStyledItemDelegate):
    """Paints the cells of columns that have a ``kind``; the word stays readable when selected."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        kind, word = self._chip(index)
        blank = QStyleOptionViewItem(option)
        self.initStyleOption(blank, index)
        blank.text = ""
        style = blank.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, blank, painter, blank.widget)
        if not word:
            return
        look = worn()
        ink = QColor(getattr(look.tokens, INKS[kind]))
        ground = getattr(look.tokens, "muted" if kind == "muted" else f"{kind}_soft")
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font(option))
        place = self._place(option.rect, painter.fontMetrics().horizontalAdvance(word))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
        sign = look.px(_SIGN)
        left = place.left() + look.px(_SIDE)
        top = place.center().y() - sign // 2 + 1
        paint_icon(painter, QRect(left, top, sign, sign), SIGNS[kind], ink)
        painter.setFont(self._font(option))
        painter.setPen(ink)
        words = place.adjusted(look.px(_SIDE + _GAP) + sign, 0, -look.px(_SIDE), 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            words,
            middle,
            painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, words.width()),
        )
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        size = super().sizeHint(option, index)
        px = worn().px
        return QSize(size.width() + px(_SIGN + _GAP + 2 * _SIDE + 2 * _CELL), size.height())

    @staticmethod
    def _chip(index: QModelIndex | QPersistentModelIndex) -> tuple[str, str]:
        model: Any = index.model()
        if not isinstance(model, RowsModel):
            return "muted", ""
        column = model.column(index.column())
        row = model.row(index.row())
        return (column.kind(row) if column.kind else "muted"), column.text(row)

    @staticmethod
    def _font(option: QStyleOptionViewItem) -> Any:
        font = option.font
        font.setPixelSize(worn().px(_NOTE_PX))
        return font

    @staticmethod
    def _place(cell: QRect, words: int) -> QRect:
        px = worn().px
        width = min(words + px(_SIGN + _GAP + 2 * _SIDE) + px(2), cell.width() - px(2 * _CELL))
        height = px(_HEIGHT)
        return QRect(
            cell.left() + px(_CELL), cell.center().y() - height // 2, max(0, width), height
        )
