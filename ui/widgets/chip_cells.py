"""Cells of a table that are chips: a state as a sign, a word and a colour."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.style.icons import paint_icon
from ui.style.tokens import Tokens
from ui.style.worn import worn
from ui.widgets.chips import INKS, SIGNS
from ui.widgets.tables import CHIP_ROLE, STRONG_ROLE

NOTE_PX: Final = 13
SIGN_PX: Final = 14
CHIP_PX: Final = 24
PAD_PX: Final = 8


class ChipCells(QStyledItemDelegate):
    """Paints as a chip what the model gives a kind by ``CHIP_ROLE``, bold what is strong; the word
    stays readable when the row is selected."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        kind = index.data(CHIP_ROLE)
        if index.data(STRONG_ROLE):
            cell.font.setWeight(QFont.Weight.Bold)
        if kind:
            cell.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, option.widget)
        if kind and index.data():
            right = bool(
                Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole))
                & Qt.AlignmentFlag.AlignRight
            )
            paint_chip(painter, option.rect, kind, str(index.data()), to_right=right)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        size = super().sizeHint(option, index)
        if not index.data(CHIP_ROLE):
            return size
        return QSize(size.width() + worn().px(SIGN_PX + 4 + 4 * PAD_PX), size.height())


def paint_chip(painter: QPainter, place: QRect, kind: str, text: str, *, to_right: bool) -> None:
    look = worn()
    font = _note_font(painter.font())
    metrics = QFontMetrics(font)
    width = min(_width(metrics, text), place.width() - look.px(2 * PAD_PX))
    height = look.px(CHIP_PX)
    left = place.right() - width - look.px(PAD_PX) if to_right else place.left() + look.px(PAD_PX)
    box = QRect(left, place.center().y() - height // 2, width, height)
    ground, ink = _colours(look.tokens, kind)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, height / 2, height / 2)
    side = look.px(SIGN_PX)
    sign = QRect(box.left() + look.px(PAD_PX), box.center().y() - side // 2 + 1, side, side)
    paint_icon(painter, sign, SIGNS[kind], ink)
    words = box.adjusted(sign.right() + look.px(4) - box.left(), 0, -look.px(PAD_PX), 0)
    painter.setFont(font)
    painter.setPen(ink)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()


def chip_width(widget: QWidget, words: Iterable[str]) -> int:
    """Of a column that shows each of ``words`` whole."""
    metrics = QFontMetrics(_note_font(widget.font()))
    return max((_width(metrics, word) for word in words), default=0) + worn().px(3 * PAD_PX)


def _width(metrics: QFontMetrics, text: str) -> int:
    return metrics.horizontalAdvance(text) + worn().px(SIGN_PX + 4 + 2 * PAD_PX + 2)


def _note_font(like: QFont) -> QFont:
    font = QFont(like)
    font.setPixelSize(worn().px(NOTE_PX))
    font.setWeight(QFont.Weight.Normal)
    return font


def _colours(tokens: Tokens, kind: str) -> tuple[QColor, QColor]:
    grounds = {
        "ok": tokens.ok_soft,
        "warn": tokens.warn_soft,
        "bad": tokens.bad_soft,
        "accent": tokens.accent_soft,
        "muted": tokens.muted,
    }
    return QColor(grounds[kind]), QColor(getattr(tokens, INKS[kind]))
