"""Left: the checklist of this applicant, how complete it is, and the question of the row."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.pages.intake.steps.documents.checklist_row import ChecklistRowPlate
from ui.pages.intake.steps.documents.state import DocumentsState
from ui.pages.intake.yielding import yielding
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets.bars import CompletenessBar
from ui.widgets.buttons import ActionButton
from ui.widgets.cards import Card, line
from ui.widgets.labels import make_label
from ui.widgets.scrolling import Scrolling

NEXT_DIGIT_MS = 800
"""A second digit within this time belongs to the first: 1, 2 is row 12."""
ROWS_READY = 12
"""As many papers as most standards ask for: made with the page, not when an applicant waits."""


class ChecklistCard(Card):
    """Rows are kept and re-used, so a save moves nothing under the hand.

    Signals:
        row_chosen(code), step_wanted(by), answered(yes).
    """

    row_chosen = Signal(str)
    step_wanted = Signal(int)
    answered = Signal(bool)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("documents_checklist", parent)
        self._say = speech
        self._state = DocumentsState()
        self._typed = 0
        self._since_digit = QElapsedTimer()
        self.completeness = CompletenessBar("documents_completeness", self)
        self.body.addWidget(self.completeness)
        content = QWidget()
        self._list = QVBoxLayout(content)
        spaced(self._list, gap=0)
        self._list.addStretch(1)
        self.rows: list[ChecklistRowPlate] = []
        self._heads: list[QLabel] = []
        self._lines: list[QWidget] = []
        self._area = yielding(Scrolling("documents_rows", content, self))
        self.body.addWidget(self._area, 1)
        self._question = self._question_panel()
        self.body.addWidget(self._question)
        self._source = make_label("documents_source", "note", self)
        self.body.addWidget(self._source)

    def make_ready(self) -> None:
        """Rows to come, made when all other widgets are: Tab goes by the order of making."""
        for _ in range(ROWS_READY):
            self._add_row()
            self._show_row(len(self.rows) - 1, self.rows[-1], self._state)

    def _question_panel(self) -> QWidget:
        panel = QWidget(self)
        panel.setObjectName("documents_question")
        self._asked = make_label("documents_question_text", "strong", panel)
        self._advice = make_label("documents_question_advice", "text", panel)
        self.yes = ActionButton("documents_question_yes", parent=panel)
        self.no = ActionButton("documents_question_no", parent=panel)
        self.yes.clicked.connect(lambda: self.answered.emit(True))
        self.no.clicked.connect(lambda: self.answered.emit(False))
        column = QVBoxLayout(panel)
        spaced(column, gap=8)
        column.addWidget(line(panel))
        column.addWidget(self._asked)
        column.addWidget(self._advice)
        buttons = QHBoxLayout()
        spaced(buttons, gap=12)
        buttons.addWidget(self.yes)
        buttons.addWidget(self.no)
        buttons.addStretch(1)
        column.addLayout(buttons)
        return panel

    def show_state(self, state: DocumentsState) -> None:
        held = any(row.hasFocus() for row in self.rows)
        chosen = state.selected != self._state.selected
        self._state = state
        self.set_title(state.title)
        self.completeness.set(state.done, state.needed, state.sentence)
        while len(self.rows) < len(state.rows):
            self._add_row()
        for number, row in enumerate(self.rows):
            self._show_row(number, row, state)
        self._show_question(state)
        face = next((row for row in state.rows if row.code == state.selected), None)
        self._source.setText("" if face is None else face.source)
        self._source.setVisible(bool(self._source.text()))
        if chosen:
            self._follow(held=held)

    def chosen_row(self) -> ChecklistRowPlate | None:
        return next((row for row in self.rows if row.chosen and row.code), None)

    def row_at(self, widget: QWidget | None) -> str:
        """The row that ``widget`` is, or is in: where something was dropped."""
        while widget is not None and widget is not self:
            if isinstance(widget, ChecklistRowPlate):
                return widget.code
            widget = widget.parentWidget()
        return ""

    def _show_row(self, number: int, row: ChecklistRowPlate, state: DocumentsState) -> None:
        shown = number < len(state.rows)
        head = self._heads[number]
        row.setVisible(shown)
        self._lines[number].setVisible(shown)
        if shown:
            face = state.rows[number]
            row.show_row(face, selected=face.code == state.selected)
            head.setText(face.heading)
        else:
            row.code = ""
        head.setVisible(shown and bool(head.text()))

    def _show_question(self, state: DocumentsState) -> None:
        question = state.question
        self._question.setVisible(question is not None)
        if question is not None:
            self._asked.setText(
                self._say(
                    "Ask the applicant whether this is so: {condition}", condition=question.text
                )
            )
            self._advice.setText(question.advice)
            self._advice.setVisible(bool(question.advice))
            for button, words in ((self.yes, self._say("Yes")), (self.no, self._say("No"))):
                button.set(words)
                button.setVisible(question.direct)

    def _follow(self, *, held: bool) -> None:
        """The chosen row is seen, and keeps the focus if the list had it."""
        row = self.chosen_row()
        if row is None:
            return
        if held:
            row.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, row, lambda: self._bring_up(row))

    def _bring_up(self, row: ChecklistRowPlate) -> None:
        """All of it, and of one that is higher than the list its beginning."""
        self._area.ensureWidgetVisible(row, 0, 0)
        self._area.ensureVisible(0, row.y(), 0, 0)

    def _add_row(self) -> None:
        number = len(self.rows)
        head = make_label(f"documents_row_{number}_heading", "note", self)
        row = ChecklistRowPlate(f"documents_row_{number}", self._say, self)
        row.pressed.connect(lambda: self.row_chosen.emit(row.code))
        row.step_wanted.connect(self.step_wanted)
        row.digit_typed.connect(self._on_digit)
        at = self._list.count() - 1
        above = line(self)
        self._lines.append(above)
        self._list.insertWidget(at, above)
        self._list.insertWidget(at + 1, head)
        self._list.insertWidget(at + 2, row)
        self.setTabOrder(self.rows[-1] if self.rows else self._area, row)
        self.rows.append(row)
        self._heads.append(head)

    def _on_digit(self, digit: int) -> None:
        fresh = not self._since_digit.isValid() or self._since_digit.elapsed() > NEXT_DIGIT_MS
        self._typed = digit if fresh else self._typed * 10 + digit
        self._since_digit.start()
        if not 0 < self._typed <= len(self._state.rows):
            self._typed = digit
        if 0 < self._typed <= len(self._state.rows):
            self.row_chosen.emit(self._state.rows[self._typed - 1].code)
