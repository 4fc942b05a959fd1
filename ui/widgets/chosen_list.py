"""A list at the left of a page in which one row is always looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt
from PySide6.QtWidgets import QWidget

from ui.style.worn import worn
from ui.widgets.cards import Card
from ui.widgets.chip_cells import ChipCells
from ui.widgets.tables import Column, RowsModel, make_table
from ui.widgets.two_line_cells import ROW_PX, TwoLineCells

Row = TypeVar("Row")
LIST_PX = 400


class ChosenList(Card, Generic[Row]):
    """``id_of`` tells rows apart; ``chosen`` hears the id of a row somebody went to."""

    def __init__(
        self,
        object_name: str,
        id_of: Callable[[Row], str],
        chosen: Callable[[str], None],
        parent: QWidget | None = None,
        *,
        least_px: int = LIST_PX,
    ) -> None:
        super().__init__(object_name, parent)
        self._least_px = least_px
        self._id_of, self._chosen = id_of, chosen
        self._model: RowsModel[Row] = RowsModel(parent=self)
        self.table = make_table(f"{object_name}_table", self._model, self)
        self.table.setItemDelegate(TwoLineCells(self.table))
        self.table.setItemDelegateForColumn(1, ChipCells(self.table))
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.body.addWidget(self.table, 1)

    def show_rows(self, rows: Sequence[Row], chosen: str, columns: Sequence[Column[Row]]) -> None:
        selection = self.table.selectionModel()
        with QSignalBlocker(selection):
            self._model.set_rows(rows)
            self._model.set_columns(columns)
            place = next((n for n, row in enumerate(rows) if self._id_of(row) == chosen), None)
            if place is None:
                selection.clear()
            elif selection.currentIndex().row() != place:
                self.table.selectRow(place)
        self.table.verticalHeader().setDefaultSectionSize(worn().px(ROW_PX))
        self.table.setMinimumWidth(worn().px(self._least_px))
        self.table.viewport().update()

    def _on_row(self, current: QModelIndex) -> None:
        if current.isValid():
            self._chosen(self._id_of(self._model.row(current.row())))
