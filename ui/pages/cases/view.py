"""Paints the page of cases: the question and the list at the left, the case at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from operator_app.domain.applications import State
from operator_app.queries.find_cases import FoundCase
from operator_app.usecases.rules import local
from ui.pages.cases.case_panel import CasePanel
from ui.pages.cases.correcting.part import CorrectingPart
from ui.pages.cases.state import CasesState, Group, Tab
from ui.pages.cases.telling import KINDS, group_name, state_name
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.style.worn import spaced, worn
from ui.widgets import (
    ActionBar,
    ActionButton,
    BusyPanel,
    Card,
    Column,
    EmptyPanel,
    FieldRow,
    FlowLayout,
    RowsModel,
    TroublePanel,
    make_label,
    make_table,
)
from ui.widgets.chip_cells import ChipCells
from ui.widgets.handing_over import HandingOver
from ui.widgets.two_line_cells import ROW_PX, TwoLineCells

_STATE_COLUMN = 1
LIST_PX = 380
"""What a name, a number and a state need side by side."""


class CasesView(QWidget):
    """Signals: words_typed(str), enter_pressed(), group_chosen(Group), today_chosen(bool),
    case_chosen(str), tab_chosen(Tab), paper_chosen(int), print_clicked(), go_on_clicked(),
    change_clicked(), another_clicked(), hand_over_clicked(), window_chosen(int), keep_clicked(),
    confirm_clicked(), retry_clicked(), next_correction_clicked().
    """

    words_typed = Signal(str)
    enter_pressed = Signal()
    group_chosen = Signal(object)
    today_chosen = Signal(bool)
    case_chosen = Signal(str)
    tab_chosen = Signal(object)
    paper_chosen = Signal(int)
    print_clicked = Signal()
    go_on_clicked = Signal()
    change_clicked = Signal()
    another_clicked = Signal()
    hand_over_clicked = Signal()
    window_chosen = Signal(int)
    keep_clicked = Signal()
    confirm_clicked = Signal()
    retry_clicked = Signal()
    next_correction_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cases_page")
        self._say = speech
        self._state = CasesState()
        self._model: RowsModel[FoundCase] = RowsModel(parent=self)
        column = QVBoxLayout(self)
        spaced(column, gap=0)
        content = QVBoxLayout()
        spaced(content, margin=(24, 16, 24, 16), gap=16)
        self._title = make_label("cases_title", "page", self)
        self._trouble = TroublePanel("cases_trouble", self)
        self._trouble.retry_clicked.connect(self.retry_clicked)
        self._busy = BusyPanel("cases_busy", self)
        self._panel = CasePanel("cases_case", speech, self)
        self._panel.tab_chosen.connect(self.tab_chosen)
        self._panel.paper_chosen.connect(self.paper_chosen)
        row = QHBoxLayout()
        spaced(row, gap=16)
        row.addWidget(self._list_card(), 11)
        row.addWidget(self._panel, 9)
        for widget in (self._title, self._trouble, self._busy):
            content.addWidget(widget)
        content.addLayout(row, 1)
        column.addLayout(content, 1)
        column.addWidget(self._bar())
        self.retranslate()
        self._columns()
        self._model.modelReset.connect(self._columns)

    def main_field(self) -> QWidget:
        return self._words

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever comes to the page can type at once."""
        super().showEvent(event)
        self._words.setFocus()

    def show_state(self, state: CasesState) -> None:
        self._state = state
        if self._words.text() != state.words:
            with QSignalBlocker(self._words):
                self._words.setText(state.words)
        for group, button in self._groups.items():
            button.setChecked(group is state.group)
        self._today.setChecked(state.today)
        self._model.set_rows(state.rows)
        self._mark(state)
        empty = state.asked and not state.rows
        self._empty.setVisible(empty)
        self._table.setVisible(not empty)
        self._trouble.set(state.trouble)
        self._busy.set(state.busy)
        self._print.setEnabled(state.may_print)
        self._show_ways(state)
        self.retranslate()

    @property
    def correcting(self) -> CorrectingPart:
        return self._panel.correcting

    def show_waiting(self, count: int) -> None:
        """How many corrections wait for whoever sits here to decide."""
        self._next.set(self._say("Corrections to decide · {n}", n=count))
        self._next.setVisible(count > 0)

    def retranslate(self) -> None:
        say, state = self._say, self._state
        self._title.setText(say("Cases"))
        self._trouble.retranslate(say("Try again"))
        self._busy.retranslate(say("Cancel"))
        self._words_row.set(
            say("Number, IIN or BIN, name or phone"), hint=say("In any of the three alphabets")
        )
        for group, button in self._groups.items():
            button.set(group_name(say, group))
        self._today.set(say("Today"))
        self._count.setText(self._counted(state))
        self._empty.set(self._nothing(state))
        self._model.set_columns(self._said_columns())
        self._table.setAccessibleName(say("Found cases"))
        self._print.set(say("Print a copy"))
        self._change.set(say("Change"))
        self._another.set(say("Another service"))
        self._hand_over.set(say("Hand over"))
        continues = say("Open the draft") if state.may_continue else say("Go on with this case")
        self._go_on.set(continues)
        self._panel.show_state(state)

    def _show_ways(self, state: CasesState) -> None:
        ways, asks = state.ways, state.handing_over
        goes_on = (state.may_continue or state.may_go_on) and not asks
        self._go_on.setVisible(goes_on)
        self._change.setVisible(ways.change)
        self._another.setVisible(ways.another_service)
        self._hand_over.setVisible(ways.hand_over)
        self._print.setVisible(state.tab is Tab.PAPERS and not asks)
        self._handing.setVisible(asks)
        self._handing.set(self._say, state.windows, state.to_window, working=state.working)
        seen = (self._go_on, self._change, self._another, self._hand_over, self._print)
        self._foot.setVisible(asks or any(not button.isHidden() for button in seen))

    def _list_card(self) -> Card:
        card = Card("cases_list_card", self)
        self._words = QLineEdit(card)
        self._words.setObjectName("cases_words")
        self._words.setClearButtonEnabled(True)
        self._words.setMaxLength(200)
        self._words.textEdited.connect(self.words_typed)
        self._words.textChanged.connect(self._on_cleared)
        self._words.returnPressed.connect(self.enter_pressed)
        self._words_row = FieldRow("cases_words_row", self._words, card)
        filters = QWidget(card)
        flow = FlowLayout(filters)
        spaced(flow, gap=8)
        self._only_one = QButtonGroup(self)
        self._groups = {group: self._filter(group, filters) for group in Group}
        self._today = ActionButton("cases_today", parent=filters)
        self._today.setCheckable(True)
        self._today.clicked.connect(self.today_chosen)
        self._next = ActionButton("cases_next_correction", parent=filters)
        self._next.clicked.connect(self.next_correction_clicked)
        self._next.hide()
        for button in (*self._groups.values(), self._today, self._next):
            flow.addWidget(button)
        self._count = make_label("cases_count", "note", card)
        self._table = make_table("cases_table", self._model, card)
        self._table.setItemDelegate(TwoLineCells(self._table))
        self._table.setItemDelegateForColumn(_STATE_COLUMN, ChipCells(self._table))
        self._table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._table.selectionModel().currentRowChanged.connect(self._on_row)
        self._empty = EmptyPanel("cases_empty", "magnify", card)
        for widget in (self._words_row, filters, self._count):
            card.body.addWidget(widget)
        card.body.addWidget(self._table, 1)
        card.body.addWidget(self._empty, 1)
        return card

    def _filter(self, group: Group, parent: QWidget) -> ActionButton:
        button = ActionButton(f"cases_group_{group.value}", parent=parent)
        button.setCheckable(True)
        button.clicked.connect(lambda: self.group_chosen.emit(group))
        self._only_one.addButton(button)
        return button

    def _bar(self) -> ActionBar:
        bar = ActionBar("cases_bar", self)
        self._print = ActionButton("cases_print", parent=bar)
        self._print.bind(Shortcut.PRINT)
        self._print.clicked.connect(self.print_clicked)
        self._go_on = ActionButton("cases_go_on", "primary", bar)
        self._go_on.bind(Shortcut.NEXT)
        self._go_on.clicked.connect(self.go_on_clicked)
        self._hand_over = ActionButton("cases_hand_over", "quiet", bar)
        self._change = ActionButton("cases_change", parent=bar)
        self._another = ActionButton("cases_another_service", parent=bar)
        for button, key, signal in (
            (self._hand_over, Shortcut.HAND_OVER, self.hand_over_clicked),
            (self._change, Shortcut.CHANGE, self.change_clicked),
            (self._another, Shortcut.ANOTHER_SERVICE, self.another_clicked),
        ):
            button.bind(key)
            button.clicked.connect(signal)
        self._handing = HandingOver("cases_handing", bar)
        self._handing.window_chosen.connect(self.window_chosen)
        self._handing.keep_clicked.connect(self.keep_clicked)
        self._handing.confirm_clicked.connect(self.confirm_clicked)
        bar.add_left(self._hand_over)
        bar.add_left(self._handing)
        bar.add_right(self._change)
        bar.add_right(self._another)
        bar.add_right(self._print)
        bar.add_right(self._go_on)
        self._foot = bar
        return bar

    def _said_columns(self) -> tuple[Column[FoundCase], ...]:
        say = self._say
        return (
            Column(say("Applicant"), _who_and_number, stretch=True),
            Column(
                say("State"),
                lambda row: state_name(say, State(row.state)),
                kind=lambda row: KINDS[State(row.state)],
            ),
        )

    def _columns(self) -> None:
        header = self._table.horizontalHeader()
        header.setStretchLastSection(False)
        if self._model.columnCount():
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._table.verticalHeader().setDefaultSectionSize(worn().px(ROW_PX))
        self._table.setMinimumWidth(worn().px(LIST_PX))

    def _counted(self, state: CasesState) -> str:
        say = self._say
        shown = say.plural("{n} case", "{n} cases", len(state.rows))
        if not state.words.strip():
            return say("Last opened: {cases}", cases=shown)
        return say("Found: {cases}", cases=shown)

    def _nothing(self, state: CasesState) -> str:
        say = self._say
        if state.found:
            return say("Nothing fits the filters: take them off")
        if state.words.strip():
            return say("Nothing was found. Check the number, or type a part of the name")
        return say("No case has been opened at this window yet")

    def _mark(self, state: CasesState) -> None:
        """The opened case stays marked in the list, wherever it now stands."""
        place = next((n for n, row in enumerate(state.rows) if row.id == state.selected), None)
        selection = self._table.selectionModel()
        if place is None:
            with QSignalBlocker(selection):
                selection.clear()
        elif selection.currentIndex().row() != place:
            with QSignalBlocker(selection):
                self._table.selectRow(place)
        self._table.viewport().update()

    def _on_row(self, current: QModelIndex) -> None:
        if current.isValid():
            self.case_chosen.emit(self._model.row(current.row()).id)

    def _on_cleared(self, text: str) -> None:
        """The cross at the end of the field empties it without being a key."""
        if not text and self._state.words:
            self.words_typed.emit("")


def _who_and_number(row: FoundCase) -> str:
    who = row.applicant_name or "—"
    return f"{who}\n{row.number} · {local(row.opened_at):%d.%m.%Y, %H:%M}"
