"""The list at the right: who waits, or who is set aside. Two thousand rows, no widget a row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final, TypeGuard

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QWidget

from ui.pages.queue.sentences import clock, since
from ui.pages.queue.state import AsideRow, ChipKind, QueueState, WaitingRow
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.style.worn import spaced, worn
from ui.widgets import ActionButton, Card, Column, EmptyPanel, RowsModel, make_table
from ui.widgets.chip_cells import ChipCells, chip_width
from ui.widgets.tables import CHIP_ROLE, STRONG_ROLE

Line = WaitingRow | AsideRow
Index = QModelIndex | QPersistentModelIndex

ROW_PX: Final = 52
"""Room for a name of a service in two lines."""
LABEL_PX: Final = 88
TIME_PX: Final = 108
WHY: Final = 3
TIME: Final = 2
"""Columns: ticket, service or reason, time, why."""


class LinesModel(RowsModel[Line]):
    """Adds to the text of a line how it is painted. ``state`` gives the time to count from."""

    def __init__(self) -> None:
        super().__init__()
        self.state = QueueState()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == CHIP_ROLE:
            return self._chip(index)
        if role == STRONG_ROLE:
            return index.column() == 0
        return super().data(index, role)

    def _chip(self, index: Index) -> str | None:
        line = self.row(index.row())
        if index.column() == WHY:
            return line.kind.value
        late = index.column() == TIME and self.is_late(line)
        return ChipKind.WARN.value if late else None

    def is_late(self, line: Line) -> bool:
        """Waits longer than the norm, or is set aside longer than was said."""
        now = self.state.now
        if now is None:
            return False
        if isinstance(line, WaitingRow):
            return now - line.arrived_at > self.state.waiting_norm
        return line.until is not None and now > line.until


class WaitingCard(Card):
    """Signals:
    selected(str | None): a ticket; cancel_clicked(); back_clicked().
    """

    selected = Signal(object)
    cancel_clicked = Signal()
    back_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("queue_list", parent)
        self._speech = speech
        self._state = QueueState()
        self._model = LinesModel()
        self._table = make_table("queue_table", self._model, self)
        self._table.setWordWrap(True)
        self._delegate = ChipCells(self._table)
        self._table.setItemDelegate(self._delegate)
        self._table.selectionModel().selectionChanged.connect(self._on_selection)
        self._empty = EmptyPanel("queue_empty", "account-group-outline", self)
        self._cancel = ActionButton("queue_cancel_ticket", "danger", self)
        self._cancel.bind(Shortcut.CANCEL_TICKET)
        self._cancel.clicked.connect(self.cancel_clicked)
        self._back = ActionButton("queue_bring_back", parent=self)
        self._back.clicked.connect(self.back_clicked)
        self._table.activated.connect(self._on_activated)
        foot = QHBoxLayout()
        spaced(foot, gap=8)
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._back)
        self.body.addWidget(self._table, 1)
        self.body.addWidget(self._empty, 1)
        self.body.addLayout(foot)
        self._size_columns(())

    def show_state(self, state: QueueState) -> None:
        before, self._state = self._state, state
        self._model.state = state
        rows: Sequence[Line] = state.aside if state.showing_aside else state.waiting
        same = before.showing_aside == state.showing_aside and rows == (
            before.aside if before.showing_aside else before.waiting
        )
        self._say(state)
        if not same or not before.loaded:
            self._show_rows(rows)
        self._table.viewport().update()
        self._table.setVisible(bool(rows) or not state.loaded)
        self._empty.setVisible(state.loaded and not rows)
        self._mark(rows, state.selected)
        self._cancel.setVisible(state.chosen is not None)
        self._back.setVisible(state.showing_aside and state.selected is not None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_table"):
            self._size_columns(self._rows())

    def _rows(self) -> Sequence[Line]:
        return self._state.aside if self._state.showing_aside else self._state.waiting

    def _say(self, state: QueueState) -> None:
        say = self._speech
        self.set_title(say("Tickets set aside") if state.showing_aside else say("Waiting"))
        self._cancel.set(say("Cancel the ticket"))
        self._back.set(say("Back to the queue"), "Enter")
        self._empty.set(
            say("No ticket is set aside.")
            if state.showing_aside
            else say("Nobody is waiting. New tickets appear here by themselves.")
        )
        self._table.setAccessibleName(self.title.text())
        titles = (
            (say("Ticket"), say("Reason"), say("Time left"), say("State"))
            if state.showing_aside
            else (say("Ticket"), say("Service"), say("Waits"), say("Why in this order"))
        )
        if tuple(self._model.column(n).title for n in range(self._model.columnCount())) != titles:
            self._model.set_columns(self._columns(titles))

    def _columns(self, titles: tuple[str, ...]) -> tuple[Column[Line], ...]:
        return (
            Column(titles[0], lambda line: line.label),
            Column(titles[1], lambda line: line.why if _aside(line) else line.service),
            Column(titles[2], self._time, align="right"),
            Column(titles[3], self._why),
        )

    def _time(self, line: Line) -> str:
        """The wait so far, or what is left of the time set aside."""
        if isinstance(line, WaitingRow):
            return clock(since(self._state, line.arrived_at))
        if line.until is None or self._state.now is None:
            return ""
        return clock(max(line.until - self._state.now, timedelta()))

    def _why(self, line: Line) -> str:
        if isinstance(line, WaitingRow):
            return line.why
        late = self._model.is_late(line)
        if line.held:
            return self._speech("Time is over") if late else self._speech("Held")
        return self._speech("Place lost") if late else self._speech("Place is kept")

    def _show_rows(self, rows: Sequence[Line]) -> None:
        with QSignalBlocker(self._table.selectionModel()):
            self._model.set_rows(rows)
        self._size_columns(rows)

    def _mark(self, rows: Sequence[Line], ticket_id: str | None) -> None:
        """The selection follows the ticket, not the line it stood in."""
        at = next((n for n, row in enumerate(rows) if row.ticket_id == ticket_id), None)
        current = self._table.currentIndex()
        with QSignalBlocker(self._table.selectionModel()):
            if at is None:
                self._table.clearSelection()
            elif not current.isValid() or current.row() != at or not self._has_selection():
                self._table.selectRow(at)
        self._table.viewport().update()

    def _has_selection(self) -> bool:
        return self._table.selectionModel().hasSelection()

    def _on_selection(self, chosen: QItemSelection, _: QItemSelection) -> None:
        lines = chosen.indexes()
        self.selected.emit(self._model.row(lines[0].row()).ticket_id if lines else None)

    def _on_activated(self, _: QModelIndex) -> None:
        if self._state.showing_aside:
            self.back_clicked.emit()

    def _size_columns(self, rows: Sequence[Line]) -> None:
        """By what stands in them; the service takes what is left."""
        look, header = worn(), self._table.horizontalHeader()
        self._table.verticalHeader().setDefaultSectionSize(look.px(ROW_PX))
        if self._model.columnCount() <= WHY:
            return
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        chips = chip_width(self._table, {self._why(row) for row in rows})
        for column, width in ((0, look.px(LABEL_PX)), (TIME, look.px(TIME_PX)), (WHY, chips)):
            self._table.setColumnWidth(column, max(width, header.sectionSizeHint(column)))


def _aside(line: Line) -> TypeGuard[AsideRow]:
    return isinstance(line, AsideRow)
