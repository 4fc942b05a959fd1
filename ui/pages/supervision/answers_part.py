"""The tab of questionnaires: what applicants thought of the day, and answers that came on paper."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from operator_app.domain.questionnaires import Mark, Questionnaire, Results, Tally
from ui.pages.supervision.charts import Chart, Drawn, Series
from ui.pages.supervision.state import SupervisionState
from ui.runtime.speech import Speech
from ui.style.worn import spaced, worn
from ui.widgets import (
    ActionButton,
    Card,
    Column,
    EmptyPanel,
    FieldRow,
    RowsModel,
    make_label,
    make_table,
)
from ui.widgets.reading import Reading
from ui.widgets.tables import ROW_PX

LONGEST_LABEL = 12


class AnswersPart(QWidget):
    """Signals: label_typed(str), mark_chosen(str, int): a question's code and a mark, 0 for none;
    answer_clicked(), form_clicked().
    """

    label_typed = Signal(str)
    mark_chosen = Signal(str, int)
    answer_clicked = Signal()
    form_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("supervision_answers")
        self._say = speech
        self._asked: Questionnaire | None = None
        self._boxes: dict[str, tuple[QComboBox, FieldRow]] = {}
        self._empty = EmptyPanel("supervision_answers_empty", "comment-question-outline", self)
        self._results = Card("supervision_results", self)
        self._chart = Chart("supervision_marks", self)
        self._model: RowsModel[Tally] = RowsModel(parent=self)
        self.table = make_table("supervision_results_table", self._model, self._results)
        self._results.body.addWidget(self.table)
        self._note = make_label("supervision_answers_note", "note", self)
        content = QWidget()
        shown = QVBoxLayout(content)
        spaced(shown, margin=(0, 0, 8, 0), gap=12)
        for widget in (self._empty, self._chart, self._results, self._note):
            shown.addWidget(widget)
        shown.addStretch(1)
        row = QHBoxLayout(self)
        spaced(row, gap=16)
        row.addWidget(Reading("supervision_answers_area", content, self), 3)
        row.addWidget(self._paper(), 2)

    def show_state(self, state: SupervisionState) -> None:
        say, asked, results = self._say, state.asked, state.results
        if asked is None:
            self.hide()
            return
        self._ask(asked)
        answered = results is not None and results.answered > 0
        self._empty.setVisible(not answered)
        self._empty.set(say("Nobody has answered a questionnaire this day"))
        self._chart.setVisible(answered)
        self._results.setVisible(answered)
        self._note.setText(
            "" if asked.confirmed else say("The wording of the questions is not confirmed yet")
        )
        if results is not None and answered:
            self._show_results(asked, results)
        self._show_paper(state, asked)

    def _show_results(self, asked: Questionnaire, results: Results) -> None:
        say = self._say
        names = self._names(asked)
        tallies = (*results.indicators, *results.questions)
        self._results.set_title(
            say(
                "Questionnaires: {n}, of them on paper {paper}",
                n=results.answered,
                paper=results.on_paper,
            )
        )
        self.table.setAccessibleName(say("What applicants answered"))
        self._model.set_rows(tallies)
        marks = [asked.marks[mark][say.language] for mark in Mark]
        self._model.set_columns(
            (
                Column[Tally](say("Question"), lambda one: names[one.key], stretch=True),
                Column[Tally](
                    say("dissatisfied"), lambda one: str(one.not_satisfied), align="right"
                ),
                Column[Tally](say("partly"), lambda one: str(one.partly), align="right"),
                Column[Tally](say("satisfied"), lambda one: str(one.satisfied), align="right"),
                Column[Tally](say("Satisfied, %"), _percent, align="right", strong=True),
            )
        )
        self.table.setFixedHeight(worn().px(ROW_PX) * (len(tallies) + 1) + worn().px(4))
        self._chart.draw(
            Drawn(
                title=say("Indicators"),
                places=tuple(names[one.key] for one in results.indicators),
                series=(
                    Series(
                        name=marks[2],
                        ink="accent",
                        values=tuple(float(one.satisfied) for one in results.indicators),
                    ),
                    Series(
                        name=marks[1],
                        ink="tint",
                        values=tuple(float(one.partly) for one in results.indicators),
                    ),
                    Series(
                        name=marks[0],
                        ink="warn",
                        values=tuple(float(one.not_satisfied) for one in results.indicators),
                    ),
                ),
            )
        )

    def _show_paper(self, state: SupervisionState, asked: Questionnaire) -> None:
        say = self._say
        self._card.set_title(say("Answers that came on paper"))
        with QSignalBlocker(self._label):
            if self._label.text() != state.label:
                self._label.setText(state.label)
        self._label_row.set(say("Ticket"), hint=say("As it is printed, of the day shown above"))
        for question in asked.questions:
            box, field = self._boxes[question.code]
            field.set(question.text[say.language])
            words = ["…", *(asked.marks[mark][say.language] for mark in Mark)]
            with QSignalBlocker(box):
                for number, word in enumerate(words):
                    box.setItemText(number, word)
                box.setCurrentIndex(state.marks.get(question.code, 0))
        self._save.set(say("Save the answers"))
        self._save.setEnabled(state.may_answer)
        self._form.set(say("Questionnaire on paper…"))
        self._form.setEnabled(not state.working and state.day is not None)

    def _ask(self, asked: Questionnaire) -> None:
        """Fields are made once: the questions do not change while the window is open."""
        if self._asked is not None:
            return
        self._asked = asked
        for number, question in enumerate(asked.questions):
            box = QComboBox(self._card)
            box.setObjectName(f"supervision_mark_{number}")
            box.addItems(["" for _ in range(len(Mark) + 1)])
            box.currentIndexChanged.connect(partial(self.mark_chosen.emit, question.code))
            field = FieldRow(f"supervision_mark_row_{number}", box, self._card)
            self._boxes[question.code] = (box, field)
            self._fields.addWidget(field)

    def _names(self, asked: Questionnaire) -> dict[str, str]:
        language = self._say.language
        names = {one.code: one.text[language] for one in asked.questions}
        return names | {one.value: name[language] for one, name in asked.indicators.items()}

    def _paper(self) -> Card:
        self._card = Card("supervision_paper_answers", self)
        content = QWidget()
        column = QVBoxLayout(content)
        spaced(column, gap=12)
        self._label = QLineEdit(content)
        self._label.setObjectName("supervision_label")
        self._label.setMaxLength(LONGEST_LABEL)
        self._label.textChanged.connect(self.label_typed)
        self._label_row = FieldRow("supervision_label_row", self._label, content)
        self._fields = QVBoxLayout()
        spaced(self._fields, gap=12)
        self._save = ActionButton("supervision_save_answers", "primary", content)
        self._save.clicked.connect(self.answer_clicked)
        self._form = ActionButton("supervision_form", parent=content)
        self._form.clicked.connect(self.form_clicked)
        column.addWidget(self._label_row)
        column.addLayout(self._fields)
        column.addWidget(self._save)
        column.addWidget(self._form)
        column.addStretch(1)
        area = Reading("supervision_paper_answers_area", content, self._card)
        self._card.body.addWidget(area, 1)
        return self._card


def _percent(one: Tally) -> str:
    return "—" if one.percent is None else f"{one.percent:.0f}"
