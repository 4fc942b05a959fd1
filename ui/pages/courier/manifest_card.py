"""The chosen bag: what it is, what is asked for now, and the packages in it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLineEdit, QVBoxLayout, QWidget

from ui.pages.courier.state import CourierState, Mode, PackageRow, Typed
from ui.pages.courier.telling import (
    MARKS,
    STATES,
    asks,
    facts_of,
    mark_name,
    package_line,
    state_name,
)
from ui.runtime.speech import Speech
from ui.style.worn import spaced, worn
from ui.widgets import (
    Card,
    Column,
    EmptyPanel,
    FactList,
    FieldRow,
    NoticePanel,
    RowsModel,
    StateChip,
    make_label,
    make_table,
)
from ui.widgets.chip_cells import ChipCells
from ui.widgets.reading import Reading
from ui.widgets.two_line_cells import ROW_PX, TwoLineCells

LONGEST = {Typed.PACKAGE: 40, Typed.SEAL: 40, Typed.NAME: 100, Typed.REMARK: 500}
ASKED: dict[Mode, tuple[Typed, ...]] = {
    Mode.LOOK: (),
    Mode.SEAL: (Typed.SEAL,),
    Mode.UNSEAL: (Typed.REMARK,),
    Mode.HAND_OVER: (Typed.NAME, Typed.SEAL),
    Mode.COUNT: (Typed.PACKAGE, Typed.NAME, Typed.SEAL),
}
"""Besides them a package is asked for while the bag is open, a remark when the count differs."""


class ManifestCard(Card):
    """Signals: typed(Typed, str), package_entered(), picked(str)."""

    typed = Signal(object, str)
    package_entered = Signal()
    picked = Signal(str)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("courier_manifest", parent)
        self._say = speech
        self._model: RowsModel[PackageRow] = RowsModel(parent=self)
        self._none = EmptyPanel("courier_none", "package-variant-closed", self)
        self._inside = QWidget(self)
        column = QVBoxLayout(self._inside)
        spaced(column, gap=8)
        self._number = make_label("courier_number", "page", self._inside)
        self._chip = StateChip("courier_state", self._inside)
        head = QHBoxLayout()
        spaced(head, gap=12)
        head.addWidget(self._number, 1)
        head.addWidget(self._chip)
        column.addLayout(head)
        reading = self._reading()
        # Above what is only read: on a small screen with two sentences over the page it stays seen.
        column.addWidget(self._rows[Typed.PACKAGE])
        column.addWidget(reading, 1)
        self._empty = EmptyPanel("courier_empty", "barcode-scan", self._inside)
        self._table = make_table("courier_packages", self._model, self._inside)
        self._table.setItemDelegate(TwoLineCells(self._table))
        self._table.setItemDelegateForColumn(1, ChipCells(self._table))
        self._table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._table.selectionModel().currentRowChanged.connect(self._on_row)
        column.addWidget(self._table, 1)
        column.addWidget(self._empty, 1)
        self.body.addWidget(self._none, 1)
        self.body.addWidget(self._inside, 1)

    def field(self, typed: Typed) -> QLineEdit:
        return self._fields[typed]

    def show_state(self, state: CourierState) -> None:
        manifest = state.manifest
        self._none.setVisible(manifest is None)
        self._inside.setVisible(manifest is not None)
        shown = set(ASKED[state.mode])
        if state.takes_packages:
            shown.add(Typed.PACKAGE)
        if state.mode is Mode.COUNT and state.differs:
            shown.add(Typed.REMARK)
        for typed, row in self._rows.items():
            row.setVisible(typed in shown)
            field = self._fields[typed]
            text = getattr(state.fields, typed.value)
            if field.text() != text:
                with QSignalBlocker(field):
                    field.setText(text)
            field.setEnabled(state.free or typed is Typed.PACKAGE)
        self._facts.setVisible(state.mode is Mode.LOOK)
        self._show_rows(state)
        self.retranslate(state)

    def retranslate(self, state: CourierState) -> None:
        say, manifest = self._say, state.manifest
        nothing = say("No bag today yet: choose the provider and open a manifest")
        self._none.set(nothing if state.asked else "…")
        self._empty.set(say("The bag is empty: read the barcode of a package"))
        self._table.setAccessibleName(say("Packages"))
        self._asks.set("muted", asks(say, state))
        self._name_fields(state)
        if manifest is None:
            return
        self._number.setText(manifest.number)
        self._chip.set(STATES[manifest.state], state_name(say, manifest.state))
        self._facts.set_facts(facts_of(say, state, manifest))
        others = "" if state.own else say("Another window's manifest: it is only looked at")
        self._others.set("muted", others)

    def _name_fields(self, state: CourierState) -> None:
        say, counting = self._say, state.mode is Mode.COUNT
        read = (
            say("Each package the provider has counted; Enter")
            if counting
            else say("Barcode of the receipt, or the number; Enter")
        )
        self._rows[Typed.PACKAGE].set(say("Package"), hint=read)
        seal = say("Seal found") if counting else say("Seal")
        self._rows[Typed.SEAL].set(seal, hint=say("As it stands on the bag"))
        name = say("Counted at the provider's") if counting else say("Courier")
        self._rows[Typed.NAME].set(name, hint=say("Surname and name"))
        remark = say("Needed: what the two who sign say of it") if counting else ""
        self._rows[Typed.REMARK].set(say("Remark"), hint=remark)

    def _reading(self) -> Reading:
        content = QWidget(self._inside)
        column = QVBoxLayout(content)
        spaced(column, gap=12)
        self._others = NoticePanel("courier_others", content)
        self._facts = FactList("courier_facts", content)
        self._asks = NoticePanel("courier_asks", content)
        for widget in (self._others, self._facts, self._asks):
            column.addWidget(widget)
        self._fields = {typed: self._edit(typed, content) for typed in Typed}
        self._rows = {
            typed: FieldRow(f"courier_{typed.value}_row", field, content)
            for typed, field in self._fields.items()
        }
        pair = QHBoxLayout()
        spaced(pair, gap=16)
        pair.addWidget(self._rows[Typed.NAME], 1)
        pair.addWidget(self._rows[Typed.SEAL], 1)
        column.addLayout(pair)
        column.addWidget(self._rows[Typed.REMARK])
        self._fields[Typed.PACKAGE].returnPressed.connect(self.package_entered)
        column.addStretch(1)
        return Reading("courier_area", content, self._inside)

    def _edit(self, typed: Typed, parent: QWidget) -> QLineEdit:
        field = QLineEdit(parent)
        field.setObjectName(f"courier_{typed.value}")
        field.setMaxLength(LONGEST[typed])
        field.textChanged.connect(lambda text: self.typed.emit(typed, text))
        return field

    def _show_rows(self, state: CourierState) -> None:
        say, rows = self._say, state.rows
        self._empty.setVisible(not rows)
        self._table.setVisible(bool(rows))
        selection = self._table.selectionModel()
        with QSignalBlocker(selection):
            self._model.set_rows(rows)
            self._model.set_columns(
                (
                    Column(
                        say("Package"),
                        lambda row: package_line(say, row, state.today),
                        stretch=True,
                    ),
                    Column(
                        say("State"),
                        lambda row: mark_name(say, row.mark),
                        kind=lambda row: MARKS[row.mark],
                    ),
                )
            )
            place = next((n for n, row in enumerate(rows) if row.number == state.picked), None)
            if place is None:
                selection.clear()
            elif selection.currentIndex().row() != place:
                self._table.selectRow(place)
        header = self._table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._table.verticalHeader().setDefaultSectionSize(worn().px(ROW_PX))
        self._table.viewport().update()

    def _on_row(self, current: QModelIndex) -> None:
        if current.isValid():
            self.picked.emit(self._model.row(current.row()).number)
