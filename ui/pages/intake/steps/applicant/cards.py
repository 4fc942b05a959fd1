"""The cards of the applicant's step: power of attorney, children, questions of the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ui.pages.intake.steps.applicant.fields import PeopleFields, ThreeAnswers
from ui.pages.intake.steps.applicant.state import ChildState, PowerState, QuestionState
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets.buttons import ActionButton
from ui.widgets.cards import Card, line
from ui.widgets.labels import make_label
from ui.widgets.panels import NoticePanel


class PowerCard(Card):
    """Signals: typed(str, str), kind_chosen(bool): notarised."""

    typed = Signal(str, str)
    kind_chosen = Signal(bool)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("applicant_power", parent)
        self._speech = speech
        self._person = PeopleFields("power", parent=self)
        self._kind_label = make_label("power_kind_label", "muted", self)
        self._notarised = QRadioButton(self)
        self._notarised.setObjectName("power_notarised")
        self._other = QRadioButton(self)
        self._other.setObjectName("power_other")
        self._group = QButtonGroup(self)
        self._group.addButton(self._notarised)
        self._group.addButton(self._other)
        self._fields = PeopleFields("power_of", columns=2, parent=self)
        self._note = NoticePanel("power_note", self)
        self._error = NoticePanel("power_error", self)
        self._person.typed.connect(self.typed)
        self._fields.typed.connect(self.typed)
        self._notarised.clicked.connect(lambda: self.kind_chosen.emit(True))
        self._other.clicked.connect(lambda: self.kind_chosen.emit(False))
        for widget in (
            self._error,
            self._person,
            line(self),
            self._kind_label,
            self._notarised,
            self._other,
            self._fields,
            self._note,
        ):
            self.body.addWidget(widget)

    def set(self, power: PowerState | None, *, may_type: bool) -> None:
        self.setVisible(power is not None)
        if power is None:
            return
        speech = self._speech
        self.set_title(speech("Representative"))
        self._person.set(power.person, speech, may_type=may_type)
        self._kind_label.setText(speech("Kind of the power of attorney"))
        self._group.setExclusive(False)
        for button, text, checked in (
            (self._notarised, speech("Notarised"), power.notarised is True),
            (self._other, speech("Certified otherwise"), power.notarised is False),
        ):
            button.setText(text)
            button.setAccessibleName(text)
            button.setEnabled(may_type)
            with QSignalBlocker(button):
                button.setChecked(checked)
        self._group.setExclusive(True)
        self._fields.setVisible(bool(power.fields))
        self._fields.set(power.fields, speech, may_type=may_type)
        self._note.set("muted", power.note)
        self._error.set("bad", power.error)


class ChildRow(QWidget):
    """Signals: typed(str, str), abroad_chosen(object), remove_clicked()."""

    typed = Signal(str, str)
    abroad_chosen = Signal(object)
    remove_clicked = Signal()

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._label = make_label(f"{object_name}_label", "strong", self)
        self._remove = ActionButton(f"{object_name}_remove", "quiet", self)
        self._remove.clicked.connect(self.remove_clicked)
        self.fields = PeopleFields(object_name, columns=2, parent=self)
        self.fields.typed.connect(self.typed)
        self._abroad_label = make_label(f"{object_name}_abroad_label", "muted", self)
        self._abroad = ThreeAnswers(f"{object_name}_abroad", self)
        self._abroad.chosen.connect(self.abroad_chosen)
        head = QHBoxLayout()
        spaced(head, gap=8)
        head.addWidget(self._label, 1)
        head.addWidget(self._remove)
        column = QVBoxLayout(self)
        spaced(column, gap=8)
        column.addWidget(line(self))
        column.addLayout(head)
        column.addWidget(self.fields)
        column.addWidget(self._abroad_label)
        column.addWidget(self._abroad)

    def begin(self) -> None:
        first = self.fields.findChild(QLineEdit)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def set(self, child: ChildState, speech: Speech, *, may_type: bool) -> None:
        self._label.setText(child.label)
        self._remove.set(speech("Remove"))
        self._remove.setAccessibleName(f"{speech('Remove')}: {child.label}")
        self._remove.setEnabled(may_type)
        self.fields.set(child.fields, speech, may_type=may_type)
        question = speech("Born outside Kazakhstan")
        self._abroad_label.setText(question)
        self._abroad.set(child.born_abroad, speech, f"{child.label}, {question}")
        self._abroad.setEnabled(may_type)


class ChildrenCard(Card):
    """Signals: add_clicked(), remove_clicked(int), typed(int, str, str),
    abroad_chosen(int, object).
    """

    add_clicked = Signal()
    remove_clicked = Signal(int)
    typed = Signal(int, str, str)
    abroad_chosen = Signal(int, object)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("applicant_children", parent)
        self._speech = speech
        self._note = make_label("children_note", "note", self)
        self._rows: list[ChildRow] = []
        self._column = QVBoxLayout()
        spaced(self._column, gap=16)
        self._add = ActionButton("children_add", parent=self)
        self._add.clicked.connect(self.add_clicked)
        foot = QHBoxLayout()
        spaced(foot)
        foot.addWidget(self._add)
        foot.addStretch(1)
        self.body.addWidget(self._note)
        self.body.addLayout(self._column)
        self.body.addLayout(foot)

    def set(self, children: Sequence[ChildState], note: str, *, may_type: bool) -> None:
        speech = self._speech
        self.set_title(speech("Children"))
        self._note.setText(note)
        self._note.setVisible(bool(note))
        while len(self._rows) < len(children):
            self._add_row()
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(children))
            if place < len(children):
                row.set(children[place], speech, may_type=may_type)
        self._add.set(speech("Add a child"), icon="plus")
        self._add.setEnabled(may_type)

    @property
    def add_button(self) -> ActionButton:
        return self._add

    def begin_last(self, count: int) -> None:
        """The focus to the first field of the last child."""
        self._rows[count - 1].begin()

    def _add_row(self) -> None:
        place = len(self._rows)
        row = ChildRow(f"child_{place}", self)
        row.typed.connect(lambda name, text: self.typed.emit(place, name, text))
        row.abroad_chosen.connect(lambda answer: self.abroad_chosen.emit(place, answer))
        row.remove_clicked.connect(lambda: self.remove_clicked.emit(place))
        self._rows.append(row)
        self._column.addWidget(row)


class QuestionRow(QWidget):
    """Signals: chosen(object)."""

    chosen = Signal(object)

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._text = make_label(f"{object_name}_text", "text", self)
        self._source = make_label(f"{object_name}_source", "note", self)
        self._answers = ThreeAnswers(f"{object_name}_answer", self)
        self._answers.chosen.connect(self.chosen)
        column = QVBoxLayout(self)
        spaced(column, gap=4)
        column.addWidget(line(self))
        for widget in (self._text, self._source, self._answers):
            column.addWidget(widget)

    def set(self, question: QuestionState, speech: Speech, *, may_type: bool) -> None:
        self._text.setText(question.text)
        mark = speech("not confirmed") if question.unconfirmed else ""
        self._source.setText(" · ".join(part for part in (question.source, mark) if part))
        self._source.setVisible(bool(self._source.text()))
        self._answers.set(question.answer, speech, question.text)
        self._answers.setEnabled(may_type)


class QuestionsCard(Card):
    """Signals: chosen(str, object): the fact's code and True, False or None."""

    chosen = Signal(str, object)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("applicant_questions", parent)
        self._speech = speech
        self._note = make_label("questions_note", "note", self)
        self.body.addWidget(self._note)
        self._rows: list[QuestionRow] = []
        self._codes: list[str] = []

    def set(self, questions: Sequence[QuestionState], *, may_type: bool) -> None:
        speech = self._speech
        self.setVisible(bool(questions))
        self.set_title(speech("Questions on which the list depends"))
        self._note.setText(speech("Ask the applicant. Documents follow from the answers."))
        self._codes = [question.code for question in questions]
        while len(self._rows) < len(questions):
            place = len(self._rows)
            row = QuestionRow(f"question_{place}", self)
            row.chosen.connect(
                lambda answer, place=place: self.chosen.emit(self._codes[place], answer)
            )
            self._rows.append(row)
            self.body.addWidget(row)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(questions))
            if place < len(questions):
                row.set(questions[place], speech, may_type=may_type)
