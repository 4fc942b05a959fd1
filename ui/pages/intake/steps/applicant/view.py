"""The step of the applicant: typed and registry side by side, then children and questions."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.pages.intake.steps.applicant.cards import ChildrenCard, PowerCard, QuestionsCard
from ui.pages.intake.steps.applicant.fields import PeopleFields
from ui.pages.intake.steps.applicant.state import AnswerState, ApplicantState
from ui.pages.intake.yielding import yielding
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets.buttons import ActionButton
from ui.widgets.cards import Card
from ui.widgets.chips import StateChip
from ui.widgets.labels import make_label
from ui.widgets.panels import BusyPanel, NoticePanel, TroublePanel
from ui.widgets.reading_order import tab_as_read
from ui.widgets.scrolling import Scrolling


class AnswerRow(QWidget):
    """Which registry, and what it said."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._system = make_label(f"{object_name}_system", "muted", self)
        self._chip = StateChip(f"{object_name}_chip", self)
        row = QHBoxLayout(self)
        spaced(row, gap=8)
        row.addWidget(self._system, 1)
        row.addWidget(self._chip)

    def set(self, answer: AnswerState) -> None:
        self._system.setText(answer.system)
        self._chip.set(answer.kind, answer.text)


class ApplicantStepView(QWidget):
    """Signals: person_typed(str, str), ask_clicked(), cancel_clicked(), retry_clicked(); the
    cards ``power``, ``children`` and ``questions`` have their own.
    """

    person_typed = Signal(str, str)
    ask_clicked = Signal()
    cancel_clicked = Signal()
    retry_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("intake_applicant")
        self._speech = speech
        self._before: QWidget | None = None
        self._rows: tuple[int, ...] = (0,)
        content = self._content = QWidget(self)
        content.setObjectName("applicant_content")
        self._person = Card("applicant_person", content)
        self._number = make_label("applicant_number", "strong", self._person, wrap=False)
        self._ask = ActionButton("applicant_ask", parent=self._person)
        self._ask.bind(Shortcut.ASK_REGISTRIES)
        self._ask.clicked.connect(self.ask_clicked)
        self._busy = BusyPanel("applicant_busy", self)
        self._busy.cancel_clicked.connect(self.cancel_clicked)
        self._trouble = TroublePanel("applicant_trouble", self)
        self._trouble.retry_clicked.connect(self.retry_clicked)
        self._notices = {
            name: NoticePanel(f"applicant_{name}", self)
            for name in ("not_found", "unchecked", "warnings", "cancelled")
        }
        self._answers: list[AnswerRow] = []
        self._answers_column = QVBoxLayout()
        spaced(self._answers_column, gap=4)
        self._fields = PeopleFields("applicant", parent=self._person)
        self._fields.typed.connect(self.person_typed)
        self.power = PowerCard(speech, content)
        self.children_card = ChildrenCard(speech, content)
        self.questions = QuestionsCard(speech, content)
        self._lay_out(content)

    def show_state(self, state: ApplicantState) -> None:
        speech, free = self._speech, not state.working
        if state.working:
            self._keep_focus(working=True)
        self._person.set_title(speech("Identity card and registry"))
        self._number.setText(state.number)
        self._ask.set(
            speech("Ask again") if state.asked else speech("Ask the registries"),
            icon="database-search-outline",
        )
        self._ask.setEnabled(free)
        self._busy.retranslate(speech("Cancel"))
        self._busy.set(state.busy)
        self._trouble.retranslate(speech("Try again"))
        self._trouble.set(state.trouble)
        self._notices["not_found"].set("bad", state.not_found)
        self._notices["unchecked"].set("warn", state.unchecked or self._offline(state))
        self._notices["warnings"].set("warn", "\n".join(state.warnings))
        self._notices["cancelled"].set("muted", state.cancelled)
        self._show_answers(state)
        self._fields.set(state.fields, speech, may_type=free)
        self.power.set(state.power, may_type=free)
        self.children_card.set(state.children, state.children_note, may_type=free)
        self.questions.set(state.questions, may_type=free)
        self._see_rows(state)
        if free:
            self._keep_focus(working=False)

    def _see_rows(self, state: ApplicantState) -> None:
        """Rows come and go. Whoever adds a child goes on in its first field."""
        power = () if state.power is None else state.power.fields
        rows = tuple(map(len, (state.children, state.fields, power, state.questions)))
        before, self._rows = self._rows, rows
        if rows != before:
            tab_as_read(self._content)
        if rows[0] == before[0] + 1 and self.children_card.add_button.hasFocus():
            self.children_card.begin_last(rows[0])

    def _keep_focus(self, *, working: bool) -> None:
        """Fields that rest while it works give the focus away; they get it back."""
        now = QApplication.focusWidget()
        if working and self._before is None and now is not None and self.isAncestorOf(now):
            self._before = now
        elif not working and self._before is not None:
            before, self._before = self._before, None
            before.setFocus()

    def main_field(self) -> QWidget:
        """Asking comes first; with an answer there, the first field to compare."""
        field = self._fields.findChild(QLineEdit)
        answered = any(row.isVisibleTo(self) for row in self._answers)
        return self._ask if field is None or not answered else field

    def _offline(self, state: ApplicantState) -> str:
        if state.online or state.asked:
            return ""
        return self._speech(
            "No connection. Type the names from the identity card; they will be checked before "
            "dispatch."
        )

    def _show_answers(self, state: ApplicantState) -> None:
        while len(self._answers) < len(state.answers):
            row = AnswerRow(f"applicant_answer_{len(self._answers)}", self._person)
            self._answers.append(row)
            self._answers_column.addWidget(row)
        for place, row in enumerate(self._answers):
            row.setVisible(place < len(state.answers))
            if place < len(state.answers):
                row.set(state.answers[place])

    def _lay_out(self, content: QWidget) -> None:
        head = QHBoxLayout()
        spaced(head, gap=12)
        head.addWidget(self._number, 1)
        head.addWidget(self._ask)
        self._person.body.addLayout(head)
        self._person.body.addLayout(self._answers_column)
        self._person.body.addWidget(self._fields)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side, cards in (
            (left, (self._person, self.power)),
            (right, (self.questions, self.children_card)),
        ):
            spaced(side, gap=16)
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
        row = QHBoxLayout(content)
        spaced(row, gap=16)
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        column = QVBoxLayout(self)
        spaced(column, gap=12)
        for widget in (self._trouble, self._busy, *self._notices.values()):
            column.addWidget(widget)
        column.addWidget(yielding(Scrolling("applicant_scroll", content, self)), 1)
