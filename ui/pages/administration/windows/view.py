"""Paints the windows of the center: the list at the left, one window at the right."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from operator_app.domain.operators import LONGEST_WINDOW_NAME, MOST_WINDOWS, Window
from ui.pages.administration.windows.state import WindowsState
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
    NoticePanel,
    RowsModel,
    TroublePanel,
    make_table,
)
from ui.widgets.chip_cells import ChipCells
from ui.widgets.choices import choice_box
from ui.widgets.number_box import NumberBox
from ui.widgets.reading import Reading
from ui.widgets.two_line_cells import ROW_PX, TwoLineCells

LIST_PX = 360
LONGEST_CHOICE = 22
"""Letters of a queue that have room at 200 %; its tool tip says all of it."""


class WindowsView(QWidget):
    """Signals: window_chosen(int), new_clicked(), form_changed(WindowForm), save_clicked(),
    leave_clicked(), retry_clicked().
    """

    window_chosen = Signal(int)
    new_clicked = Signal()
    form_changed = Signal(object)
    save_clicked = Signal()
    leave_clicked = Signal()
    retry_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("windows_page")
        self._say = speech
        self._state = WindowsState()
        self._model: RowsModel[Window] = RowsModel(parent=self)
        self._trouble = TroublePanel("windows_trouble", self)
        self._trouble.retry_clicked.connect(self.retry_clicked)
        self._busy = BusyPanel("windows_busy", self)
        self._saved = NoticePanel("windows_saved", self)
        row = QHBoxLayout()
        spaced(row, gap=16)
        row.addWidget(self._list_card(), 3)
        row.addWidget(self._form_card(), 2)
        content = QVBoxLayout()
        spaced(content, margin=(24, 8, 24, 16), gap=16)
        for widget in (self._trouble, self._busy, self._saved):
            content.addWidget(widget)
        content.addLayout(row, 1)
        column = QVBoxLayout(self)
        spaced(column, gap=0)
        column.addLayout(content, 1)
        column.addWidget(self._bar())
        self.show_state(self._state)

    def main_field(self) -> QWidget:
        return self._name if self._state.form is not None else self._table

    def show_state(self, state: WindowsState) -> None:
        opened = state.form is not None and self._state.form is None
        self._state = state
        self._model.set_rows(state.windows)
        self._mark(state)
        self._trouble.set(state.trouble)
        self._busy.set(state.busy)
        editing = state.form is not None
        for button in (self._save, self._leave):
            button.setVisible(editing)
        self._save.setEnabled(state.may_save)
        self._leave.setEnabled(not state.working)
        self._new.setEnabled(not state.working)
        self.retranslate()
        if opened and state.form is not None and not state.form.known:
            self._name.setFocus()

    def retranslate(self) -> None:
        say, state = self._say, self._state
        self._trouble.retranslate(say("Try again"))
        self._busy.retranslate(say("Cancel"))
        saved = say("Window {number}", number=state.saved)
        self._saved.set("ok", say("Saved: {file}", file=saved) if state.saved else "")
        self._card.set_title(say("Windows"))
        self._model.set_columns(self._said_columns())
        self._table.verticalHeader().setDefaultSectionSize(worn().px(ROW_PX))
        self._table.setMinimumWidth(worn().px(LIST_PX))
        self._table.setAccessibleName(say("Windows"))
        self._new.set(say("New window"))
        self._save.set(say("Save"))
        self._leave.set(say("Back"))
        self._none.set(say("Choose a window in the list, or add one"))
        self._number_row.set(
            say("Number"), hint=say("It stands in the number of every case opened there")
        )
        self._name_row.set(
            say("Name of the window"), hint=say("What the hall calls it, if anything")
        )
        self._category_row.set(say("Queue it serves"))
        self._active.setText(say("In use"))
        self._active.setAccessibleName(say("In use"))
        self._show_form(state)

    def _list_card(self) -> Card:
        self._card = Card("windows_list", self)
        self._table = make_table("windows_table", self._model, self._card)
        self._table.setItemDelegate(TwoLineCells(self._table))
        self._table.setItemDelegateForColumn(1, ChipCells(self._table))
        self._table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._table.selectionModel().selectionChanged.connect(self._on_row)
        self._card.body.addWidget(self._table, 1)
        return self._card

    def _form_card(self) -> Card:
        self._form = Card("windows_window", self)
        self._none = EmptyPanel("windows_none", "account-outline", self._form)
        content = QWidget()
        column = QVBoxLayout(content)
        spaced(column, gap=12)
        self._number = NumberBox("windows_number", content)
        self._number.setRange(1, MOST_WINDOWS)
        self._number.valueChanged.connect(self._on_typed)
        self._number_row = FieldRow("windows_number_row", self._number, content)
        self._name = QLineEdit(content)
        self._name.setObjectName("windows_name")
        self._name.setMaxLength(LONGEST_WINDOW_NAME)
        self._name.textEdited.connect(self._on_typed)
        self._name.returnPressed.connect(self._on_save)
        self._name_row = FieldRow("windows_name_row", self._name, content)
        self._category = choice_box("windows_category", content)
        self._category.activated.connect(self._on_typed)
        self._category_row = FieldRow("windows_category_row", self._category, content)
        self._active = QCheckBox(content)
        self._active.setObjectName("windows_active")
        self._active.clicked.connect(self._on_typed)
        for widget in (self._number_row, self._name_row, self._category_row, self._active):
            column.addWidget(widget)
        column.addStretch(1)
        self._area = Reading("windows_window_area", content, self._form)
        self._form.body.addWidget(self._none, 1)
        self._form.body.addWidget(self._area, 1)
        return self._form

    def _bar(self) -> ActionBar:
        bar = ActionBar("windows_bar", self)
        self._leave = ActionButton("windows_leave", parent=bar)
        self._leave.bind(Shortcut.BACK)
        self._leave.clicked.connect(self.leave_clicked)
        self._new = ActionButton("windows_new", parent=bar)
        self._new.clicked.connect(self.new_clicked)
        self._save = ActionButton("windows_save", "primary", bar)
        self._save.bind(Shortcut.NEXT)
        self._save.clicked.connect(self._on_save)
        bar.add_left(self._leave)
        bar.add_right(self._new)
        bar.add_right(self._save)
        return bar

    def _show_form(self, state: WindowsState) -> None:
        form = state.form
        self._none.setVisible(form is None)
        self._area.setVisible(form is not None)
        if form is None:
            self._form.set_title("")
            return
        say = self._say
        title = say("Window {number}", number=form.number) if form.known else say("New window")
        self._form.set_title(title)
        with (
            QSignalBlocker(self._number),
            QSignalBlocker(self._name),
            QSignalBlocker(self._category),
        ):
            self._number.setValue(form.number)
            if self._name.text() != form.name:
                self._name.setText(form.name)
            self._fill_categories(state)
            self._category.setCurrentIndex(max(0, self._category.findData(form.category)))
        self._active.setChecked(form.active)
        self._active.setVisible(form.known)
        self._number.setEnabled(not form.known and not state.working)
        for widget in (self._name, self._category, self._active):
            widget.setEnabled(not state.working)

    def _fill_categories(self, state: WindowsState) -> None:
        names = [("", self._say("All queues"))]
        names += [(code, name[self._say.language]) for code, name in state.categories.items()]
        shown = [(code, _shortened(name)) for code, name in names]
        box = self._category
        if [(box.itemData(n), box.itemText(n)) for n in range(box.count())] == shown:
            return
        box.clear()
        for (code, text), (_, name) in zip(shown, names, strict=True):
            box.addItem(text, code)
            box.setItemData(box.count() - 1, name, Qt.ItemDataRole.ToolTipRole)

    def _said_columns(self) -> tuple[Column[Window], ...]:
        say, state = self._say, self._state

        def called(window: Window) -> str:
            number = say("Window {number}", number=window.number)
            known = state.categories.get(window.category)
            queue = known[say.language] if known else say("All queues")
            return f"{number} · {window.name}\n{queue}" if window.name else f"{number}\n{queue}"

        return (
            Column(say("Window"), called, stretch=True),
            Column(
                say("State"),
                lambda window: say("In use") if window.active else say("Not in use"),
                kind=lambda window: "ok" if window.active else "muted",
            ),
        )

    def _mark(self, state: WindowsState) -> None:
        chosen = state.form.number if state.form is not None and state.form.known else 0
        place = next((n for n, one in enumerate(state.windows) if one.number == chosen), None)
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
            self.window_chosen.emit(self._model.row(row.row()).number)

    def _on_typed(self) -> None:
        form = self._state.form
        if form is not None:
            self.form_changed.emit(
                replace(
                    form,
                    number=form.number if form.known else self._number.value(),
                    name=self._name.text(),
                    category=str(self._category.currentData() or ""),
                    active=self._active.isChecked() or not form.known,
                )
            )

    def _on_save(self) -> None:
        if self._state.may_save:
            self.save_clicked.emit()


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST_CHOICE else f"{name[: LONGEST_CHOICE - 1]}…"
