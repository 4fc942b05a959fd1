"""The choice of a service: search and list at the left, the service's card at the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.pages.intake.steps.service.language import PaperLanguage
from ui.pages.intake.steps.service.state import ServiceFact, ServiceRow, ServiceState
from ui.pages.intake.yielding import yielding
from ui.runtime.speech import Speech
from ui.style.worn import spaced, worn
from ui.widgets.cards import Card, line
from ui.widgets.fields import FieldRow
from ui.widgets.labels import make_label
from ui.widgets.panels import BusyPanel, EmptyPanel, NoticePanel, TroublePanel
from ui.widgets.scrolling import Scrolling
from ui.widgets.tables import Column, RowsModel, make_table

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
LONGEST_SEARCH = 100
ROW_AIR = 16


class CitedFactView(QWidget):
    """A fact with its address in the law, and whether a person has confirmed it there."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._label = make_label(f"{object_name}_label", "muted", self)
        self._value = make_label(f"{object_name}_value", "text", self)
        self._source = make_label(f"{object_name}_source", "note", self)
        self._mark = make_label(f"{object_name}_mark", "warn", self)
        column = QVBoxLayout(self)
        spaced(column, gap=2)
        for label in (self._label, self._value, self._source, self._mark):
            column.addWidget(label)

    def set(self, fact: ServiceFact, speech: Speech) -> None:
        self._label.setText(fact.label)
        self._value.setText(fact.value)
        self._source.setText(fact.source)
        self._source.setVisible(bool(fact.source))
        self._mark.setText(speech("! not confirmed by the printed act"))
        self._mark.setVisible(fact.unconfirmed)


class ServiceStepView(QWidget):
    """Signals: searched(str), chosen(str): the code, language_chosen(str), retry_clicked().

    The search keeps the focus; Up and Down move in the list without leaving it.
    """

    searched = Signal(str)
    chosen = Signal(str)
    language_chosen = Signal(str)
    retry_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("intake_service")
        self._speech = speech
        self._rows: tuple[ServiceRow, ...] = ()
        self._filling = False
        self._search = QLineEdit(self)
        self._search.setObjectName("service_search")
        self._search.setMaxLength(LONGEST_SEARCH)
        self._search.setClearButtonEnabled(True)
        self._search.textEdited.connect(self.searched)
        self._search.installEventFilter(self)
        self._field = FieldRow("service_search_row", self._search, self)
        self._model: RowsModel[ServiceRow] = RowsModel((), self)
        self._table = make_table("service_list", self._model, self)
        self._table.setWordWrap(True)
        self._table.horizontalHeader().sectionResized.connect(self._on_widths)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._air_rows)
        self._table.selectionModel().currentRowChanged.connect(self._on_current)
        self._empty = EmptyPanel("service_empty", "magnify-close", self)
        self._list = QStackedWidget(self)
        self._list.addWidget(self._table)
        self._list.addWidget(self._empty)
        self._trouble = TroublePanel("service_trouble", self)
        self._trouble.retry_clicked.connect(self.retry_clicked)
        self._busy = BusyPanel("service_busy", self)
        self._locked = NoticePanel("service_locked", self)
        self._card = Card("service_card", self)
        self._elsewhere = NoticePanel("service_elsewhere", self)
        self._language = PaperLanguage("service_language", self)
        self._language.chosen.connect(self.language_chosen)
        self._facts: list[CitedFactView] = []
        self._content = QWidget(self)
        self._column = QVBoxLayout(self._content)
        self._nothing = EmptyPanel("service_nothing", "file-search-outline", self)
        self._lay_out()

    def show_state(self, state: ServiceState) -> None:
        speech = self._speech
        self._field.set(
            speech("Find a service"),
            hint=speech("Words in Kazakh, Russian or English; Up and Down choose"),
        )
        if self._search.text() != state.search:
            self._search.setText(state.search)
        self._search.setEnabled(not state.working)
        self._trouble.retranslate(speech("Try again"))
        self._trouble.set(state.trouble)
        self._busy.retranslate(speech("Cancel"))
        self._busy.set(state.busy)
        self._locked.set("muted", state.locked)
        self._show_rows(state)
        self._show_card(state)
        may_choose = not state.working and not state.locked
        self._language.set(state.language, speech, may_choose=may_choose)

    def main_field(self) -> QWidget:
        return self._search

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the search move in the list; letters go on being typed."""
        if watched is self._search and isinstance(event, QKeyEvent):
            by = _STEPS.get(Qt.Key(event.key()))
            if by is not None and event.type() == QEvent.Type.KeyPress:
                self._step(by)
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        current = self._table.currentIndex().row()
        row = max(0, min(len(self._rows) - 1, current + by))
        if self._rows:
            self._table.selectRow(row)

    def _show_rows(self, state: ServiceState) -> None:
        speech = self._speech
        self._rows = state.rows
        self._table.setAccessibleName(speech("Services of the region"))
        self._filling = True
        self._model.set_columns(
            (Column(speech("Service"), lambda row: f"{row.name}\n{row.note}", stretch=True),)
        )
        self._model.set_rows(state.rows)
        header = self._table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        chosen = [number for number, row in enumerate(state.rows) if row.code == state.chosen]
        if chosen:
            self._table.selectRow(chosen[0])
        else:
            self._table.clearSelection()
            self._table.setCurrentIndex(QModelIndex())
        self._filling = False
        self._soon.start()
        self._empty.set(state.empty)
        self._list.setCurrentWidget(self._empty if state.empty else self._table)

    def _show_card(self, state: ServiceState) -> None:
        card = state.card
        self._nothing.set(self._speech("Choose a service: its term, fee and norm stand here."))
        self._nothing.setVisible(card is None)
        self._content.setVisible(card is not None)
        self._card.set_title(card.name if card is not None else "")
        self._elsewhere.set("warn", card.elsewhere if card is not None else "")
        facts = card.facts if card is not None else ()
        while len(self._facts) < len(facts):
            view = CitedFactView(f"service_fact_{len(self._facts)}", self._content)
            self._facts.append(view)
            self._column.insertWidget(self._column.count() - 1, view)
        for number, view in enumerate(self._facts):
            view.setVisible(number < len(facts))
            if number < len(facts):
                view.set(facts[number], self._speech)

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        if not self._filling and 0 <= now.row() < len(self._rows):
            self.chosen.emit(self._rows[now.row()].code)

    def _on_widths(self, column: int, _before: int, _now: int) -> None:
        """A name that gets another width breaks into other lines."""
        if not column:
            self._soon.start()

    def _air_rows(self) -> None:
        """As high as the longest text, and some air above and below it."""
        air = worn().px(ROW_AIR)
        for row in range(len(self._rows)):
            self._table.setRowHeight(row, self._table.sizeHintForRow(row) + air)

    def _lay_out(self) -> None:
        left = Card("service_choice", self)
        left.body.addWidget(self._locked)
        left.body.addWidget(self._field)
        left.body.addWidget(line(left))
        left.body.addWidget(self._list, 1)
        spaced(self._column, gap=12)
        self._column.addWidget(self._elsewhere)
        self._column.addWidget(self._language)
        self._column.addStretch(1)
        scroll = yielding(Scrolling("service_card_scroll", self._content, self))
        self._card.body.addWidget(scroll, 1)
        self._card.body.addWidget(self._nothing, 1)
        row = QHBoxLayout()
        spaced(row, gap=16)
        row.addWidget(left, 3)
        row.addWidget(self._card, 2)
        column = QVBoxLayout(self)
        spaced(column, gap=12)
        column.addWidget(self._trouble)
        column.addWidget(self._busy)
        column.addLayout(row, 1)
