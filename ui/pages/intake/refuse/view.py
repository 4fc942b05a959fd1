"""Paints the refuse panel: left what is missing, right the law and what was in order."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.pages.intake.refuse.state import Line, RefuseState
from ui.pages.intake.yielding import yielding
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets.cards import Card, line
from ui.widgets.chips import ChipKind, StateChip
from ui.widgets.labels import make_label
from ui.widgets.panels import BusyPanel, NoticePanel, TroublePanel
from ui.widgets.scrolling import Scrolling


class RefuseView(QWidget):
    """Signals: retry_clicked()."""

    retry_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("intake_refusal")
        self._say = speech
        self._trouble = TroublePanel("refuse_trouble", self)
        self._trouble.retry_clicked.connect(self.retry_clicked)
        self._busy = BusyPanel("refuse_busy", self)
        self._notice = NoticePanel("refuse_notice", self)
        self.questions = LinesCard("refuse_questions", "accent", self)
        self.missing = LinesCard("refuse_missing", "bad", self)
        self.in_order = LinesCard("refuse_in_order", "ok", self)
        self._paper = Card("refuse_paper", self)
        self._appendix = make_label("refuse_appendix", "note", self._paper)
        self._law = make_label("refuse_law", "text", self._paper)
        self._copies = make_label("refuse_copies", "note", self._paper)
        self._returns = make_label("refuse_returns", "note", self._paper)
        for label in (self._appendix, self._law, self._copies, self._returns):
            self._paper.body.addWidget(label)
        self._lay_out()
        self.show_state(RefuseState())

    def _lay_out(self) -> None:
        left, right = QWidget(self), QWidget(self)
        first, second = QVBoxLayout(left), QVBoxLayout(right)
        spaced(first, gap=16)
        spaced(second, gap=16)
        first.addWidget(self.questions)
        first.addWidget(self.missing)
        first.addStretch(1)
        second.addWidget(self._paper)
        second.addWidget(self.in_order)
        second.addStretch(1)
        row = QHBoxLayout()
        spaced(row, gap=16)
        self._first = yielding(Scrolling("refuse_first", left, self))
        self._second = yielding(Scrolling("refuse_second", right, self))
        row.addWidget(self._first, 3)
        row.addWidget(self._second, 2)
        column = QVBoxLayout(self)
        spaced(column, gap=16)
        for panel in (self._trouble, self._busy, self._notice):
            column.addWidget(panel)
        column.addLayout(row, 1)

    def main_field(self) -> QWidget:
        """The list itself: arrows scroll it, Ctrl+Enter refuses, Esc goes back."""
        lists = self._second if self._first.isHidden() else self._first
        lists.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return lists

    def show_state(self, state: RefuseState) -> None:
        self._trouble.retranslate(self._say("Try again"))
        self._busy.retranslate(self._say("Cancel"))
        self._trouble.set(state.trouble)
        self._busy.set(state.busy)
        if state.refused:
            self._notice.set("ok", state.refused)
        else:
            self._notice.set("warn", state.blocked)
        self._first.setAccessibleName(state.missing_heading)
        self._first.setVisible(bool(state.questions or state.missing))
        self._second.setAccessibleName(state.title)
        self.questions.show_lines(state.questions_heading, state.questions)
        count = len(state.missing)
        self.missing.show_lines(f"{state.missing_heading} · {count}", state.missing)
        self.in_order.show_lines(state.in_order_heading, state.in_order)
        self._paper.set_title(state.title)
        for label, text in (
            (self._appendix, state.appendix),
            (self._law, state.law),
            (self._copies, state.copies),
            (self._returns, state.returns),
        ):
            label.setText(text)
            label.setVisible(bool(text))


class LinesCard(Card):
    """A heading and its rows; not seen where there are none."""

    def __init__(self, object_name: str, kind: ChipKind, parent: QWidget | None = None) -> None:
        super().__init__(object_name, parent)
        self._kind = kind
        self._rows: list[LineRow] = []

    def show_lines(self, heading: str, lines: tuple[Line, ...]) -> None:
        self.set_title(heading)
        while len(self._rows) < len(lines):
            row = LineRow(f"{self.objectName()}_{len(self._rows)}", self)
            self._rows.append(row)
            self.body.addWidget(row)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(lines))
            if number < len(lines):
                row.show_line(lines[number], number + 1, self._kind)
        self.setVisible(bool(lines))


class LineRow(QWidget):
    """One document of the receipt."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._name = make_label(f"{object_name}_name", "strong", self)
        self._why = make_label(f"{object_name}_why", "note", self)
        self._how = make_label(f"{object_name}_how", "note", self)
        self._chip = StateChip(f"{object_name}_state", self)
        words = QVBoxLayout()
        spaced(words, gap=2)
        for label in (self._name, self._why, self._how):
            words.addWidget(label)
        row = QHBoxLayout()
        spaced(row, gap=12)
        row.addLayout(words, 1)
        row.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        spaced(column, gap=10)
        column.addWidget(line(self))
        column.addLayout(row)

    def show_line(self, item: Line, number: int, kind: ChipKind) -> None:
        self._name.setText(f"{number}. {item.name}")
        self._chip.set(kind, item.word)
        for label, text in ((self._why, item.why), (self._how, item.how)):
            label.setText(text)
            label.setVisible(bool(text))
