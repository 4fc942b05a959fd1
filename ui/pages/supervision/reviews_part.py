"""The tab of four eyes: cases marked for a second look, and what is said about each."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from operator_app.domain.reviews import LONGEST_REMARK, Review
from operator_app.usecases.rules import local
from ui.pages.supervision.state import SupervisionState
from ui.pages.supervision.telling import (
    elsewhere_words,
    marked_by,
    review_state,
    service_name,
    why,
)
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets import (
    ActionButton,
    Card,
    Column,
    EmptyPanel,
    FactList,
    FieldRow,
    FlowLayout,
    RowsModel,
    line,
    make_label,
    make_table,
)
from ui.widgets.chip_cells import ChipCells
from ui.widgets.reading import Reading

LONGEST_NUMBER = 40


class ReviewsPart(QWidget):
    """Signals: chosen(str), remark_typed(str), approve_clicked(), return_clicked(),
    number_typed(str), reason_typed(str), mark_clicked().
    """

    chosen = Signal(str)
    remark_typed = Signal(str)
    approve_clicked = Signal()
    return_clicked = Signal()
    number_typed = Signal(str)
    reason_typed = Signal(str)
    mark_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("supervision_reviews")
        self._say = speech
        row = QHBoxLayout(self)
        spaced(row, gap=16)
        row.addWidget(self._listed(), 3)
        row.addWidget(self._card(), 2)

    def show_state(self, state: SupervisionState) -> None:
        say, shown = self._say, state.shown_review
        self._show_list(state)
        self._detail.set_title(shown.number if shown is not None else say("Mark a case"))
        self._facts.setVisible(shown is not None)
        self._facts.set_facts(self._told(state, shown) if shown is not None else ())
        self._fill(self._remark, state.remark)
        self._remark_row.set(say("Remark"), hint=say("Needed when the case is returned"))
        self._approve.set(say("Approve"))
        self._return.set(say("Return with the remark"))
        at = state.decided_where
        self._elsewhere.setVisible(at is not None)
        self._elsewhere.setText("" if at is None else elsewhere_words(say, at))
        for widget in (self._remark_row, self._approve, self._return):
            decides = state.may_decide or (state.working and shown is not None)
            widget.setVisible(decides and at is None)
        self._approve.setEnabled(state.may_decide)
        self._return.setEnabled(state.may_return)
        self._fill(self._number, state.number)
        self._fill(self._reason, state.reason)
        self._number_row.set(say("Number of the case"))
        self._reason_row.set(say("Why it is looked at again"))
        self._mark.set(say("Mark for a second look"))
        self._mark.setEnabled(state.may_mark)

    def _told(self, state: SupervisionState, one: Review) -> list[tuple[str, str]]:
        say = self._say
        facts = [
            (say("State"), review_state(say, one)[1]),
            (say("Service"), service_name(state, one.service, say.language)),
            (say("Operator"), one.operator),
            (say("Marked"), f"{say.moment(local(one.marked_at))} · {marked_by(say, one)}"),
            (say("Why"), why(state, one, say.language)),
        ]
        if one.decided_at is not None:
            facts.append(
                (say("Decided"), f"{say.moment(local(one.decided_at))} · {one.decided_by}")
            )
        if one.remark:
            facts.append((say("Remark"), one.remark))
        return facts

    def _show_list(self, state: SupervisionState) -> None:
        say = self._say
        self._list.set_title(say("Second look: {n} wait", n=state.waiting))
        self.table.setAccessibleName(say("Cases for a second look"))
        self._empty.set(say("No case is marked for a second look"))
        self._empty.setVisible(not state.reviews)
        self.table.setVisible(bool(state.reviews))
        selection = self.table.selectionModel()
        with QSignalBlocker(selection):
            self._model.set_rows(state.reviews)
            self._model.set_columns(
                (
                    Column[Review](
                        say("State"),
                        lambda one: review_state(say, one)[1],
                        kind=lambda one: review_state(say, one)[0],
                    ),
                    Column[Review](say("Number"), lambda one: one.number, strong=True),
                    Column[Review](
                        say("Why"), lambda one: why(state, one, say.language), stretch=True
                    ),
                )
            )
            ids = [one.id for one in state.reviews]
            if state.review in ids:
                place = ids.index(state.shown_review.id) if state.shown_review else 0
                if selection.currentIndex().row() != place:
                    self.table.selectRow(place)
            else:
                selection.clear()
        self.table.viewport().update()

    def _listed(self) -> Card:
        self._list = Card("supervision_reviews_list", self)
        self._model: RowsModel[Review] = RowsModel(parent=self)
        self.table = make_table("supervision_reviews_table", self._model, self._list)
        self.table.setItemDelegate(ChipCells(self.table))
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self._empty = EmptyPanel("supervision_reviews_empty", "eye-check-outline", self._list)
        self._list.body.addWidget(self._empty, 1)
        self._list.body.addWidget(self.table, 1)
        return self._list

    def _card(self) -> Card:
        self._detail = Card("supervision_review", self)
        content = QWidget()
        column = QVBoxLayout(content)
        spaced(column, gap=12)
        self._facts = FactList("supervision_review_facts", content)
        self._elsewhere = make_label("supervision_review_elsewhere", "muted", content)
        self._remark, self._remark_row = self._field("supervision_review_remark", content)
        self._remark.textChanged.connect(self.remark_typed)
        self._approve = ActionButton("supervision_approve", "primary", content)
        self._approve.bind(Shortcut.NEXT)
        self._approve.clicked.connect(self.approve_clicked)
        self._return = ActionButton("supervision_return", "danger", content)
        self._return.clicked.connect(self.return_clicked)
        ways = FlowLayout()
        spaced(ways, gap=12)
        ways.addWidget(self._return)
        ways.addWidget(self._approve)
        self._number, self._number_row = self._field("supervision_number", content)
        self._number.setMaxLength(LONGEST_NUMBER)
        self._number.textChanged.connect(self.number_typed)
        self._reason, self._reason_row = self._field("supervision_reason", content)
        self._reason.textChanged.connect(self.reason_typed)
        self._mark = ActionButton("supervision_mark", parent=content)
        self._mark.clicked.connect(self.mark_clicked)
        column.addWidget(self._facts)
        column.addWidget(self._elsewhere)
        column.addWidget(self._remark_row)
        column.addLayout(ways)
        column.addWidget(line(content))
        for widget in (self._number_row, self._reason_row, self._mark):
            column.addWidget(widget)
        column.addStretch(1)
        self._detail.body.addWidget(Reading("supervision_review_area", content, self._detail), 1)
        return self._detail

    @staticmethod
    def _field(name: str, parent: QWidget) -> tuple[QLineEdit, FieldRow]:
        edit = QLineEdit(parent)
        edit.setObjectName(name)
        edit.setMaxLength(LONGEST_REMARK)
        return edit, FieldRow(f"{name}_row", edit, parent)

    @staticmethod
    def _fill(edit: QLineEdit, text: str) -> None:
        with QSignalBlocker(edit):
            if edit.text() != text:
                edit.setText(text)

    def _on_row(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self._model.row(current.row()).id)
