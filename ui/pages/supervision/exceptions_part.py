"""The first tab: what is out of order, one by one, each with the supervisor's remark to it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from operator_app.domain.day_exceptions import DayException
from operator_app.domain.days import LONGEST_REMARK, Remark
from ui.pages.supervision.state import SupervisionState
from ui.pages.supervision.telling import (
    KINDS,
    exception_facts,
    exception_name,
    kind_name,
    remark_hint,
    service_name,
    what_to_do,
)
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets import (
    ActionButton,
    Card,
    Column,
    EmptyPanel,
    FactList,
    FieldRow,
    RowsModel,
    make_label,
    make_table,
)
from ui.widgets.chip_cells import ChipCells
from ui.widgets.reading import Reading

_ROWS_MEASURED = 30
"""Rows that a column's width is measured by, of which there may be hundreds."""


class ExceptionsPart(QWidget):
    """Signals: chosen(str): an exception's key; remark_typed(str), spread_clicked(),
    case_clicked(DayException).
    """

    chosen = Signal(str)
    remark_typed = Signal(str)
    spread_clicked = Signal()
    case_clicked = Signal(object)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("supervision_exceptions")
        self._say = speech
        self._state = SupervisionState()
        self._listed: tuple[object, str] = ((), "")
        """What stands in the list, and in which language."""
        self._empty = EmptyPanel("supervision_exceptions_empty", "check-circle-outline", self)
        self._list = Card("supervision_exceptions_list", self)
        self._model: RowsModel[DayException] = RowsModel(parent=self)
        self.table = make_table("supervision_exceptions_table", self._model, self._list)
        self.table.setItemDelegate(ChipCells(self.table))
        self.table.horizontalHeader().setResizeContentsPrecision(_ROWS_MEASURED)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self._list.body.addWidget(self.table, 1)
        self._closed = Card("supervision_remarks", self)
        self._remarks: RowsModel[Remark] = RowsModel(parent=self)
        self._remarks_table = make_table("supervision_remarks_table", self._remarks, self._closed)
        self._closed.body.addWidget(self._remarks_table, 1)
        row = QHBoxLayout(self)
        spaced(row, gap=16)
        row.addWidget(self._empty, 1)
        row.addWidget(self._list, 7)
        row.addWidget(self._card(), 3)
        row.addWidget(self._closed, 1)

    def show_state(self, state: SupervisionState) -> None:
        say, shown = self._say, state.shown_exception
        self._state = state
        closed = state.closed
        self._closed.setVisible(closed is not None and bool(closed.remarks))
        self._list.setVisible(closed is None and bool(state.exceptions))
        self._detail.setVisible(shown is not None)
        nothing = state.seen is not None and self._list.isHidden() and self._closed.isHidden()
        self._empty.setVisible(nothing)
        self._empty.set(say("Nothing is out of order"))
        self._show_list(state)
        self._show_remarks(state, () if closed is None else closed.remarks)
        if shown is not None:
            self._show_detail(state, shown)
        else:
            self._facts.clear()

    def _show_detail(self, state: SupervisionState, shown: DayException) -> None:
        say = self._say
        self._detail.set_title(exception_name(say, state, shown))
        self._facts.set_facts(exception_facts(say, state, shown))
        self._advice.setText(what_to_do(say, shown))
        said = state.remarks.get(shown.key, "")
        with QSignalBlocker(self._remark):
            if self._remark.text() != said:
                self._remark.setText(said)
        self._row.set(say("Remark"), hint=remark_hint(say, state))
        self._row.setVisible(shown.needs_remark)
        same = sum(one.kind is shown.kind for one in state.exceptions)
        self._spread.set(say("The same to all of this kind"))
        self._spread.setVisible(shown.needs_remark and same > 1)
        self._spread.setEnabled(bool(said.strip()))
        self._case.set(say("Open the case"))
        self._case.setVisible(bool(shown.due_on) or shown.kind.value == "open_case")

    def _show_list(self, state: SupervisionState) -> None:
        """Hundreds may be listed: a letter typed to one of them paints them anew, no more."""
        say = self._say
        selection = self.table.selectionModel()
        with QSignalBlocker(selection):
            if self._listed != (state.exceptions, say.language):
                self._listed = (state.exceptions, say.language)
                self._list.set_title(say("Out of order: {n}", n=len(state.exceptions)))
                self.table.setAccessibleName(say("What is out of order"))
                self._model.set_rows(state.exceptions)
                self._model.set_columns(self._columns())
            keys = [one.key for one in state.exceptions]
            if state.chosen in keys:
                if selection.currentIndex().row() != keys.index(state.chosen):
                    self.table.selectRow(keys.index(state.chosen))
            else:
                selection.clear()
        self.table.viewport().update()

    def _columns(self) -> tuple[Column[DayException], ...]:
        """They look at the state when they are painted."""
        say = self._say
        return (
            Column(
                say("State"), lambda one: kind_name(say, one.kind), kind=lambda one: KINDS[one.kind]
            ),
            Column(
                say("What"),
                lambda one: exception_name(say, self._state, one),
                strong=True,
                stretch=True,
            ),
            Column(say("Remark"), self._remark_word, kind=self._remark_kind),
        )

    def _remark_word(self, one: DayException) -> str:
        say = self._say
        if one.open:
            return say("finish it")
        if not one.needs_remark:
            return say("not needed")
        return say("written") if self._said(one) else say("needed")

    def _remark_kind(self, one: DayException) -> str:
        if one.open:
            return "bad"
        if not one.needs_remark:
            return "muted"
        return "ok" if self._said(one) else "warn"

    def _said(self, one: DayException) -> bool:
        return bool(self._state.remarks.get(one.key, "").strip())

    def _show_remarks(self, state: SupervisionState, remarks: tuple[Remark, ...]) -> None:
        say = self._say
        self._closed.set_title(say("What was said when the day was closed") if remarks else "")
        self._remarks_table.setAccessibleName(say("What was said when the day was closed"))
        self._remarks.set_rows(remarks)
        self._remarks.set_columns(
            (
                Column[Remark](say("State"), lambda one: kind_name(say, one.kind)),
                Column[Remark](
                    say("What"),
                    lambda one: (
                        service_name(state, one.name, say.language)
                        if one.name in state.services
                        else one.name
                    ),
                ),
                Column[Remark](say("Remark"), lambda one: one.text, stretch=True),
            )
        )

    def _card(self) -> Card:
        self._detail = Card("supervision_exception", self)
        content = QWidget()
        column = QVBoxLayout(content)
        spaced(column, gap=12)
        self._facts = FactList("supervision_exception_facts", content)
        self._advice = make_label("supervision_exception_advice", "muted", content)
        self._remark = QLineEdit(content)
        self._remark.setObjectName("supervision_remark")
        self._remark.setMaxLength(LONGEST_REMARK)
        self._remark.textChanged.connect(self.remark_typed)
        self._row = FieldRow("supervision_remark_row", self._remark, content)
        self._spread = ActionButton("supervision_spread", parent=content)
        self._spread.clicked.connect(self.spread_clicked)
        self._case = ActionButton("supervision_open_case", parent=content)
        self._case.clicked.connect(self._on_case)
        for widget in (self._facts, self._advice, self._row, self._spread, self._case):
            column.addWidget(widget)
        column.addStretch(1)
        self._detail.body.addWidget(Reading("supervision_exception_area", content, self._detail), 1)
        return self._detail

    def _on_row(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self._model.row(current.row()).key)

    def _on_case(self) -> None:
        shown = self._state.shown_exception
        if shown is not None:
            self.case_clicked.emit(shown)
