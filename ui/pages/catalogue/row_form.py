"""The row of a list as one person types it, with the printed act in hand."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from operator_app.domain.catalogue import Form, Unit
from operator_app.domain.measures import Measure
from operator_app.domain.proposals import LONGEST_PLACE, Kind
from ui.pages.catalogue.measure_words import unit_name
from ui.pages.catalogue.state import CatalogueState, RowForm
from ui.pages.catalogue.telling import condition_text
from ui.runtime.paper_words import form_word
from ui.runtime.speech import Speech
from ui.style.worn import spaced, worn
from ui.widgets import FieldRow, make_label
from ui.widgets.choices import choice_box, fill_choice

NAME_PX = 72
LONGEST_AMOUNT = 3


class RowFormPart(QWidget):
    """Signals: typed(RowForm)."""

    typed = Signal(object)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("catalogue_form")
        self._say = speech
        self._shown = RowForm(kind=Kind.CONFIRM)
        self._what = make_label("catalogue_form_what", "text", self)
        self._names = {language: self._name(language) for language in ("ru", "kk")}
        self._name_rows = {
            language: FieldRow(f"catalogue_name_{language}_row", edit, self)
            for language, edit in self._names.items()
        }
        self._form = self._choice("catalogue_form_choice")
        self._form_row = FieldRow("catalogue_form_choice_row", self._form, self)
        self._condition = self._choice("catalogue_condition")
        self._condition_row = FieldRow("catalogue_condition_row", self._condition, self)
        self._system = self._box("catalogue_from_system")
        self._multi = self._box("catalogue_multi")
        self._amount = QLineEdit(self)
        self._amount.setObjectName("catalogue_amount")
        self._amount.setMaxLength(LONGEST_AMOUNT)
        self._amount.textEdited.connect(self._on_typed)
        self._amount_row = FieldRow("catalogue_amount_row", self._amount, self)
        self._unit = self._choice("catalogue_unit")
        self._unit_row = FieldRow("catalogue_unit_row", self._unit, self)
        self.place = QLineEdit(self)
        self.place.setObjectName("catalogue_place")
        self.place.setMaxLength(LONGEST_PLACE)
        self.place.textEdited.connect(self._on_typed)
        self._place_row = FieldRow("catalogue_place_row", self.place, self)
        self._of_row = (
            *self._name_rows.values(),
            *(self._form_row, self._condition_row, self._system, self._multi),
        )
        column = QVBoxLayout(self)
        spaced(column, gap=12)
        for widget in (
            *(self._what, self._place_row, self._amount_row, self._unit_row),
            *self._of_row,
        ):
            column.addWidget(widget)
        column.addStretch(1)
        self._heighten()

    def show_state(self, state: CatalogueState) -> None:
        form = state.form
        if form is None:
            self._fill(RowForm(kind=Kind.CONFIRM))
            return
        say, self._shown = self._say, form
        self._what.setText(self._said(form))
        for widget in self._of_row:
            widget.setVisible(form.says_the_row)
        self._show_amount(form)
        self._choices(state)
        self._fill(form)
        edits = (self._form, self._condition, self.place, self._amount, self._unit)
        for widget in (*self._names.values(), *edits):
            widget.setEnabled(not state.working)
        for box, text in (
            (self._system, say("Comes from state systems")),
            (self._multi, say("There may be more than one")),
        ):
            box.setText(text)
            box.setAccessibleName(text)
            box.setEnabled(not state.working)
        self._name_rows["ru"].set(say("Name in Russian"), error=_fault(form, "ru", "name"))
        self._name_rows["kk"].set(say("Name in Kazakh"), error=_fault(form, "kk"))
        self._form_row.set(say("How it is presented"))
        self._condition_row.set(say("When it is asked for"))
        self._place_row.set(
            say("Where in the printed act"),
            error=_fault(form, "place"),
            hint=say("Paragraph and item, for whoever confirms it"),
        )

    def _show_amount(self, form: RowForm) -> None:
        """A norm is always in minutes; a term in days of one kind or the other."""
        say = self._say
        days = form.measure is Measure.TERM
        self._amount_row.setVisible(form.says_the_amount)
        self._unit_row.setVisible(form.says_the_amount and days)
        in_days, in_minutes = say("How many days"), say("How many minutes")
        self._amount_row.set(in_days if days else in_minutes, error=_fault(form, "amount"))
        self._unit_row.set(say("Which days"))
        units = (Unit.WORK_DAYS, Unit.CALENDAR_DAYS) if days else (Unit.MINUTES,)
        fill_choice(self._unit, [(one.value, unit_name(say, one)) for one in units])

    def _said(self, form: RowForm) -> str:
        say = self._say
        if form.measure is not None:
            so = say("I have compared it with the printed act: it stands so there.")
            return so if form.kind is Kind.CONFIRM else say("In the printed act it is otherwise:")
        return {
            Kind.CONFIRM: say("I have compared this row with the printed act: it stands so there."),
            Kind.CORRECT: say("In the printed act the row stands otherwise:"),
            Kind.ADD: say("The printed act has a row that is missing here:"),
            Kind.REMOVE: say("The printed act has no such row."),
        }[form.kind]

    def _fill(self, form: RowForm) -> None:
        for language, edit in self._names.items():
            text = form.ru if language == "ru" else form.kk
            if edit.toPlainText() != text:
                with QSignalBlocker(edit):
                    edit.setPlainText(text)
        if self.place.text() != form.place:
            self.place.setText(form.place)
        if self._amount.text() != form.amount:
            self._amount.setText(form.amount)
        self._unit.setCurrentIndex(max(0, self._unit.findData(form.unit.value)))
        self._form.setCurrentIndex(max(0, self._form.findData(form.form.value)))
        self._condition.setCurrentIndex(max(0, self._condition.findData(form.condition)))
        self._system.setChecked(form.from_state_system)
        self._multi.setChecked(form.multi)

    def _choices(self, state: CatalogueState) -> None:
        say, law = self._say, state.law
        fill_choice(self._form, [(one.value, form_word(say, one)) for one in Form])
        conditions = [("", say("Always"))]
        if law is not None:
            conditions += [(code, condition_text(say, law, code)) for code in law.conditions]
        fill_choice(self._condition, conditions)

    def _on_typed(self) -> None:
        self.typed.emit(
            replace(
                self._shown,
                ru=self._names["ru"].toPlainText(),
                kk=self._names["kk"].toPlainText(),
                form=Form(self._form.currentData()),
                condition=self._condition.currentData(),
                from_state_system=self._system.isChecked(),
                multi=self._multi.isChecked(),
                place=self.place.text(),
                amount=self._amount.text(),
                unit=Unit(self._unit.currentData() or self._shown.unit),
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._heighten()

    def _heighten(self) -> None:
        """Two lines: the law is not short."""
        for edit in self._names.values():
            edit.setFixedHeight(worn().px(NAME_PX))

    def _name(self, language: str) -> QPlainTextEdit:
        edit = QPlainTextEdit(self)
        edit.setObjectName(f"catalogue_name_{language}")
        edit.setTabChangesFocus(True)
        edit.textChanged.connect(self._on_typed)
        return edit

    def _choice(self, name: str) -> QComboBox:
        box = choice_box(name, self)
        box.activated.connect(self._on_typed)
        return box

    def _box(self, name: str) -> QCheckBox:
        box = QCheckBox(self)
        box.setObjectName(name)
        box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        box.clicked.connect(self._on_typed)
        return box


def _fault(form: RowForm, *fields: str) -> str:
    return form.fault if form.fault_in in fields else ""
