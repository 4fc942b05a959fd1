"""Paints the page of administration: people and windows at the left, one person at the right."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from operator_app.domain.operators import Role
from operator_app.queries.people import OperatorLine
from ui.pages.administration.person_card import PersonCard, role_name
from ui.pages.administration.state import AdministrationState
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.style.worn import spaced, worn
from ui.widgets import (
    ActionBar,
    ActionButton,
    BusyPanel,
    Card,
    Column,
    NoticePanel,
    RowsModel,
    TroublePanel,
    make_label,
    make_table,
)
from ui.widgets.chip_cells import ChipCells
from ui.widgets.two_line_cells import ROW_PX, TwoLineCells

LIST_PX = 360


class AdministrationView(QWidget):
    """Signals: person_chosen(str), new_clicked(), form_changed(PersonForm),
    role_chosen(Role, bool), save_clicked(str): with the typed password, leave_clicked(),
    retry_clicked().
    """

    person_chosen = Signal(str)
    new_clicked = Signal()
    form_changed = Signal(object)
    role_chosen = Signal(object, bool)
    save_clicked = Signal(str)
    leave_clicked = Signal()
    retry_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("administration_page")
        self._say = speech
        self._state = AdministrationState()
        self._model: RowsModel[OperatorLine] = RowsModel(parent=self)
        self._title = make_label("administration_title", "page", self)
        self._trouble = TroublePanel("administration_trouble", self)
        self._trouble.retry_clicked.connect(self.retry_clicked)
        self._busy = BusyPanel("administration_busy", self)
        self._saved = NoticePanel("administration_saved", self)
        self._person = PersonCard("administration_person", speech, self)
        self._person.form_changed.connect(self.form_changed)
        self._person.role_chosen.connect(self.role_chosen)
        self._person.enter_pressed.connect(self._on_save)
        row = QHBoxLayout()
        spaced(row, gap=16)
        row.addWidget(self._people_card(), 3)
        row.addWidget(self._person, 2)
        content = QVBoxLayout()
        spaced(content, margin=(24, 16, 24, 16), gap=16)
        for widget in (self._title, self._trouble, self._busy, self._saved):
            content.addWidget(widget)
        content.addLayout(row, 1)
        column = QVBoxLayout(self)
        spaced(column, gap=0)
        column.addLayout(content, 1)
        column.addWidget(self._bar())
        self._model.modelReset.connect(self._columns)
        self.show_state(self._state)

    def main_field(self) -> QWidget:
        return self._person.login if self._state.form is not None else self._table

    def show_state(self, state: AdministrationState) -> None:
        opened = state.form is not None and self._state.form is None
        self._state = state
        self._model.set_rows(state.people)
        self._mark(state)
        self._trouble.set(state.trouble)
        self._busy.set(state.busy)
        editing = state.form is not None
        self._save.setVisible(editing)
        self._save.setEnabled(state.may_save)
        self._leave.setVisible(editing)
        self._leave.setEnabled(not state.working)
        self._new.setEnabled(not state.working)
        self.retranslate()
        if opened and state.form is not None and not state.form.id:
            self._person.login.setFocus()

    def retranslate(self) -> None:
        say, state = self._say, self._state
        self._title.setText(say("Administration"))
        self._trouble.retranslate(say("Try again"))
        self._busy.retranslate(say("Cancel"))
        self._card.set_title(say("People"))
        self._saved.set("ok", say("Saved: {file}", file=state.saved) if state.saved else "")
        self._model.set_columns(self._said_columns())
        self._table.setAccessibleName(say("People"))
        numbers = ", ".join(str(one.number) for one in state.windows if one.active)
        self._windows.setText(say("Windows: {numbers}", numbers=numbers) if numbers else "")
        self._new.set(say("New person"))
        self._save.set(say("Save"))
        self._leave.set(say("Back"))
        self._person.show_state(state)

    def _people_card(self) -> Card:
        self._card = Card("administration_people", self)
        self._table = make_table("administration_table", self._model, self._card)
        self._table.setItemDelegate(TwoLineCells(self._table))
        self._table.setItemDelegateForColumn(1, ChipCells(self._table))
        self._table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._table.selectionModel().selectionChanged.connect(self._on_row)
        self._windows = make_label("administration_windows", "muted", self._card)
        self._card.body.addWidget(self._table, 1)
        self._card.body.addWidget(self._windows)
        return self._card

    def _bar(self) -> ActionBar:
        bar = ActionBar("administration_bar", self)
        self._leave = ActionButton("administration_leave", parent=bar)
        self._leave.bind(Shortcut.BACK)
        self._leave.clicked.connect(self.leave_clicked)
        self._new = ActionButton("administration_new", parent=bar)
        self._new.clicked.connect(self.new_clicked)
        self._save = ActionButton("administration_save", "primary", bar)
        self._save.bind(Shortcut.NEXT)
        self._save.clicked.connect(self._on_save)
        bar.add_left(self._leave)
        bar.add_right(self._new)
        bar.add_right(self._save)
        return bar

    def _said_columns(self) -> tuple[Column[OperatorLine], ...]:
        say = self._say

        def who(line: OperatorLine) -> str:
            roles = ", ".join(role_name(say, role) for role in Role if role in line.operator.roles)
            return f"{line.operator.full_name}\n{line.operator.login} · {roles}"

        def standing(line: OperatorLine) -> str:
            if not line.operator.active:
                return say("Closed login")
            return say("May sign in") if line.has_password else say("No password yet")

        def kind(line: OperatorLine) -> str:
            if not line.operator.active:
                return "muted"
            return "ok" if line.has_password else "warn"

        return (
            Column(say("Person"), who, stretch=True),
            Column(say("State"), standing, kind=kind),
        )

    def _columns(self) -> None:
        header = self._table.horizontalHeader()
        header.setStretchLastSection(False)
        if self._model.columnCount():
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._table.verticalHeader().setDefaultSectionSize(worn().px(ROW_PX))
        self._table.setMinimumWidth(worn().px(LIST_PX))

    def _mark(self, state: AdministrationState) -> None:
        chosen = state.form.id if state.form is not None else ""
        place = next((n for n, one in enumerate(state.people) if one.operator.id == chosen), None)
        selection = self._table.selectionModel()
        with QSignalBlocker(selection):
            if place is None:
                selection.clear()
            elif selection.currentIndex().row() != place:
                self._table.selectRow(place)
        self._table.viewport().update()

    def _on_row(self) -> None:
        """A row is chosen by hand: Tab, which only comes by, makes it the current one at most."""
        for row in self._table.selectionModel().selectedRows():
            self.person_chosen.emit(self._model.row(row.row()).operator.id)

    def _on_save(self) -> None:
        if self._state.may_save:
            self.save_clicked.emit(self._person.password.text())
