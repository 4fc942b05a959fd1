"""Tables over a tuple of immutable rows; a column says how it reads a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Literal, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from ui.style.worn import worn

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
ROW_PX = 44
CHIP_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""Kind of the chip to paint the text in; nothing for plain text."""
STRONG_ROLE: Final = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True)  # no slots: a generic class with slots cannot be made by Column[Row](…)
class Column(Generic[Row]):
    """``title`` is already translated; ``text`` reads the row; numbers stand to the right.

    ``stretch``: takes the room that is left; ``kind`` is for a delegate that paints chips.
    """

    title: str
    text: Callable[[Row], str]
    align: Literal["left", "right"] = "left"
    kind: Callable[[Row], str] | None = None
    strong: bool = False
    stretch: bool = False


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Immutable rows in, text out. ``row(n)`` gives the row behind a selected line."""

    def __init__(self, columns: Sequence[Column[Row]] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: tuple[Row, ...] = ()

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Also how the titles change with the language."""
        same = len(columns) == len(self._columns)
        if same:
            self._columns = tuple(columns)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(columns) - 1))
            self._told_of_all()
        else:
            self.beginResetModel()
            self._columns = tuple(columns)
            self.endResetModel()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Keeps selection and place while the number of rows stays."""
        if len(rows) == len(self._rows):
            self._rows = tuple(rows)
            self._told_of_all()
        else:
            self.beginResetModel()
            self._rows = tuple(rows)
            self.endResetModel()

    def row(self, number: int) -> Row:
        return self._rows[number]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return column.text(self._rows[index.row()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column.align)
        if role == CHIP_ROLE:
            return column.kind(self._rows[index.row()]) if column.kind else None
        if role == Qt.ItemDataRole.FontRole and column.strong:
            font = QFont(QApplication.font())
            font.setWeight(QFont.Weight.Medium)
            return font
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self._columns[section].align)
        return None

    def column(self, number: int) -> Column[Row]:
        return self._columns[number]

    def _told_of_all(self) -> None:
        if self._rows and self._columns:
            last = self.index(len(self._rows) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


class _Table(QTableView):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters choose no row: a barcode read over a table would open somebody's case."""
        if event.text().strip() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)


def make_table(
    object_name: str, model: QAbstractTableModel, parent: QWidget | None = None
) -> QTableView:
    """Whole rows, one at a time, no grid, Tab leaves it; arrows and Enter work inside."""
    table = _Table(parent)
    table.setObjectName(object_name)
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(worn().px(ROW_PX))
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setStretchLastSection(True)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    if isinstance(model, RowsModel):
        model.modelReset.connect(lambda: _stretch(header, model))
        model.headerDataChanged.connect(lambda *_: _stretch(header, model))
        _stretch(header, model)
    return table


def _stretch(header: QHeaderView, model: RowsModel[Any]) -> None:
    """With no column that stretches, the last one does."""
    columns = range(model.columnCount())
    stretching = [number for number in columns if model.column(number).stretch]
    header.setStretchLastSection(not stretching)
    for number in stretching:
        header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)


def _alignment(align: str) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if align == "right" else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
