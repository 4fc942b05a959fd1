"""The first tab: the services, the rows of one of them, and one row, as it stands or as typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from operator_app.domain.catalogue import Catalogue, Requirement, ServiceRecord
from operator_app.domain.measures import Measure, amount_of, fact_of
from operator_app.domain.proposals import Kind
from ui.pages.catalogue.measure_words import amount_words, measure_name
from ui.pages.catalogue.row_form import RowFormPart
from ui.pages.catalogue.state import CatalogueState
from ui.pages.catalogue.telling import (
    condition_text,
    confirmed_of,
    measure_facts,
    row_facts,
    row_standing,
    waits,
)
from ui.runtime.paper_words import form_word
from ui.runtime.speech import Speech
from ui.runtime.wording import breakable
from ui.style.worn import spaced
from ui.widgets import Card, Column, EmptyPanel, FactList, NoticePanel, StateChip
from ui.widgets.chosen_list import ChosenList
from ui.widgets.reading import Reading

SERVICES_PX = 240
ROWS_PX = 280


class ListsPart(QWidget):
    """Signals: service_chosen(str), row_chosen(str), form_typed(RowForm)."""

    service_chosen = Signal(str)
    row_chosen = Signal(str)
    form_typed = Signal(object)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("catalogue_lists")
        self._say = speech
        self._empty = EmptyPanel("catalogue_lists_empty", "book-open-outline", self)
        self._services: ChosenList[ServiceRecord] = ChosenList(
            "catalogue_services",
            lambda one: one.edition,
            self.service_chosen.emit,
            self,
            least_px=SERVICES_PX,
        )
        self._rows: ChosenList[Requirement | Measure] = ChosenList(
            "catalogue_rows", _code, self.row_chosen.emit, self, least_px=ROWS_PX
        )
        row = QHBoxLayout(self)
        spaced(row, gap=16)
        row.addWidget(self._empty, 1)
        row.addWidget(self._services, 7)
        row.addWidget(self._rows, 10)
        row.addWidget(self._row_card(), 9)

    @property
    def place(self) -> QWidget:
        return self._form.place

    def show_state(self, state: CatalogueState) -> None:
        say, law, record = self._say, state.law, state.record
        shown = law is not None and record is not None
        self._empty.set(say("The catalogue is being read"))
        self._empty.setVisible(not shown)
        for card in (self._rows, self._card):
            card.setVisible(shown)
        self._services.setVisible(shown and state.form is None)
        self._services.set_title(say("Services"))
        self._services.table.setAccessibleName(say("Services"))
        self._rows.set_title(say("List of papers"))
        self._rows.table.setAccessibleName(say("List of papers"))
        self._rows.table.setEnabled(state.form is None)
        rows = (*record.requirements, *Measure) if record else ()
        self._services.show_rows(state.services, state.service, self._service_columns(state))
        self._rows.show_rows(rows, state.row, self._row_columns(state))
        self._show_row(state)

    def _show_row(self, state: CatalogueState) -> None:
        say, law, row, form = self._say, state.law, state.shown_row, state.form
        self._form_area.setVisible(form is not None)
        self._facts_area.setVisible(form is None)
        self._form.show_state(state)
        self._notice.set("muted", "")
        measure, record = state.shown_measure, state.record
        known = row is not None or measure is not None
        self._chip.setVisible(form is None and known)
        if law is not None and record is not None and measure is not None:
            self._show_measure(state, law, record, measure)
        elif law is None or row is None:
            self._card.set_title("")
            self._facts.clear()
        else:
            self._card.set_title(breakable(row.name[say.language]))
            self._chip.set(*row_standing(say, row, waits=state.waiting is not None))
            self._facts.set_facts(row_facts(say, law, row))
        if form is not None and form.kind is Kind.ADD:
            self._card.set_title(say("A new row"))
        if form is None and state.waiting is not None:
            said = say(
                "{by} has proposed something about this row. It is in the next tab.",
                by=breakable(state.waiting.by.name),
            )
            self._notice.set("muted", said)

    def _show_measure(
        self, state: CatalogueState, law: Catalogue, record: ServiceRecord, measure: Measure
    ) -> None:
        say, waiting = self._say, state.waiting is not None
        self._card.set_title(measure_name(say, measure))
        self._chip.set(*row_standing(say, fact_of(record, measure), waits=waiting))
        self._facts.set_facts(measure_facts(say, law, record, measure))

    def _row_card(self) -> Card:
        self._card = card = Card("catalogue_row", self)
        self._chip = StateChip("catalogue_row_state", card)
        self._notice = NoticePanel("catalogue_row_notice", card)
        content = QWidget()
        column = QVBoxLayout(content)
        spaced(column, gap=12)
        self._facts = FactList("catalogue_row_facts", content, stacked=True)
        column.addWidget(self._facts)
        column.addStretch(1)
        self._facts_area = Reading("catalogue_row_area", content, card, by_keys=True)
        self._form = RowFormPart(self._say)
        self._form.typed.connect(self.form_typed)
        self._form_area = Reading("catalogue_form_area", self._form, card)
        for widget in (self._chip, self._notice):
            card.body.addWidget(widget)
        card.body.addWidget(self._facts_area, 1)
        card.body.addWidget(self._form_area, 1)
        return card

    def _service_columns(self, state: CatalogueState) -> tuple[Column[ServiceRecord], ...]:
        say, law = self._say, state.law

        def what(one: ServiceRecord) -> str:
            done, rows = confirmed_of(one)
            counted = say("confirmed: {n} of {all}", n=done, all=rows)
            region = law.regions[one.region][say.language] if law else ""
            return f"{one.name[say.language]}\n{counted} · {region}"

        return (Column(say("Service"), what, stretch=True),)

    def _row_columns(self, state: CatalogueState) -> tuple[Column[Requirement | Measure], ...]:
        say, law, record = self._say, state.law, state.record

        def what(one: Requirement | Measure) -> str:
            if isinstance(one, Measure):
                amount = amount_of(record, one) if record else None
                return f"{measure_name(say, one)}\n{amount_words(say, amount)}"
            asked = condition_text(say, law, one.condition) if law else ""
            return f"{one.name[say.language]}\n{form_word(say, one.form)} · {asked}"

        def standing(one: Requirement | Measure) -> tuple[str, str]:
            if waits(state, _code(one)):
                return "accent", say("Waits")
            fact = one if isinstance(one, Requirement) else None
            if isinstance(one, Measure) and record is not None:
                return row_standing(say, fact_of(record, one), waits=False)
            return row_standing(say, fact, waits=False)

        return (
            Column(say("Paper"), what, stretch=True),
            Column(say("State"), lambda one: standing(one)[1], kind=lambda one: standing(one)[0]),
        )


def _code(one: Requirement | Measure) -> str:
    return one.value if isinstance(one, Measure) else one.code
