"""The strip of small pages beside the viewer: which is chosen, saved, seen, or worth a look."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.runtime.page_images import TileFace
from ui.style.icons import paint_icon
from ui.style.worn import worn

TILE: Final = QSize(60, 80)
GAP: Final = 8
FACE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
ROOT: Final = QModelIndex()


class TilesModel(QAbstractListModel):
    """A row for each tile. What goes away is no object that C++ and Python could both own."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tiles: tuple[TileFace, ...] = ()

    def set(self, tiles: tuple[TileFace, ...]) -> None:
        """The chosen row stays chosen while it is there."""
        nowhere, before, now = QModelIndex(), len(self._tiles), len(tiles)
        if now < before:
            self.beginRemoveRows(nowhere, now, before - 1)
            self._tiles = tiles
            self.endRemoveRows()
        elif now > before:
            self.beginInsertRows(nowhere, before, now - 1)
            self._tiles = tiles
            self.endInsertRows()
        self._tiles = tiles
        if tiles:
            self.dataChanged.emit(self.index(0, 0), self.index(now - 1, 0))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self._tiles)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if not 0 <= index.row() < len(self._tiles):
            return None
        face = self._tiles[index.row()]
        if role == FACE_ROLE:
            return face
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return face.label
        return None


class PageStrip(QListView):
    """Arrows go along it; the chosen tile is the one that the viewer shows.

    Signals:
        tile_chosen(at): another page.
    """

    tile_chosen = Signal(int)

    def __init__(
        self, object_name: str, parent: QWidget | None = None, *, across: bool = False
    ) -> None:
        """``across`` is for a place that is low and wide."""
        super().__init__(parent)
        self.setObjectName(object_name)
        self._across = across
        self.setViewMode(QListView.ViewMode.ListMode)
        flows = QListView.Flow
        self.setFlow(flows.LeftToRight if across else flows.TopToBottom)
        self.setWrapping(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if across:
            self.setVerticalScrollBarPolicy(off)
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        else:
            self.setHorizontalScrollBarPolicy(off)
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        self.setProperty("strip", "true")
        self._tiles = TilesModel(self)
        self.setModel(self._tiles)
        self.setItemDelegate(TileDelegate(self))
        self._setting = False
        self.selectionModel().currentChanged.connect(self._on_current)

    def set(self, tiles: tuple[TileFace, ...], at: int) -> None:
        self._setting = True
        self._tiles.set(tiles)
        if 0 <= at < len(tiles):
            self.setCurrentIndex(self._tiles.index(at, 0))
        self._setting = False
        self.viewport().update()

    def sizeHint(self) -> QSize:
        if self._across:
            return QSize(worn().px(TILE.width()), worn().px(TILE.height() + 2 * GAP + 14))
        return QSize(worn().px(TILE.width() + 2 * GAP + 14), worn().px(TILE.height()))

    def minimumSizeHint(self) -> QSize:
        if self._across:
            return self.sizeHint()
        return QSize(self.sizeHint().width(), worn().px(TILE.height()))

    def _on_current(self, index: QModelIndex) -> None:
        if not self._setting and index.isValid():
            self.tile_chosen.emit(index.row())


class TileDelegate(QStyledItemDelegate):
    """Paints a page as a page: white, its number, and its state by a sign."""

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(worn().px(TILE.width() + GAP), worn().px(TILE.height() + GAP))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        face = index.data(FACE_ROLE)
        if not isinstance(face, TileFace):
            return
        tokens, px = worn().tokens, worn().px
        place = QRect(option.rect)
        half = px(GAP) // 2
        page = place.adjusted(half, half, -half, -half)
        painter.save()
        if face.picture is not None:
            page = _fitted(page, face.picture)
        painter.fillRect(page, QColor(tokens.surface))
        if face.picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(page, face.picture)
        elif face.seen:
            side = px(28)
            middle = QRect(0, 0, side, side)
            middle.moveCenter(page.center())
            paint_icon(painter, middle, "eye-check-outline", QColor(tokens.ok))
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.setPen(
            QPen(QColor(tokens.accent if chosen else tokens.edge), px(3) if chosen else 1)
        )
        painter.drawRect(page)
        sign, ink = _sign(face)
        corner = QRect(page.right() - px(18), page.bottom() - px(18), px(18), px(18))
        painter.fillRect(corner, QColor(getattr(tokens, f"{ink}_soft")))
        paint_icon(painter, corner.adjusted(2, 2, -2, -2), sign, QColor(getattr(tokens, ink)))
        painter.restore()


def _sign(face: TileFace) -> tuple[str, str]:
    if face.flawed:
        return "exclamation-thick", "warn"
    return ("check", "ok") if face.attached else ("circle-medium", "accent")


def _fitted(room: QRect, picture: QImage) -> QRect:
    at = QRect(
        room.topLeft(), picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    )
    at.moveCenter(room.center())
    return at
