"""Paints the supervisor's page: which day, three tabs, and under them what can be done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from operator_app.usecases.rules import local
from ui.pages.supervision.answers_part import AnswersPart
from ui.pages.supervision.day_part import DayPart
from ui.pages.supervision.exceptions_part import ExceptionsPart
from ui.pages.supervision.reviews_part import ReviewsPart
from ui.pages.supervision.state import Part, SupervisionState
from ui.pages.supervision.telling import done_words
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets import (
    ActionBar,
    ActionButton,
    BusyPanel,
    NoticePanel,
    StateChip,
    TroublePanel,
    make_label,
)
from ui.widgets.tabs import make_tabs

_PARTS = tuple(Part)
_ENDS = {"report": "pdf", "workbook": "xlsx", "journal": "pdf", "form": "pdf"}


class SupervisionView(QWidget):
    """Signals: part_chosen(Part), earlier_clicked(), later_clicked(), close_asked(),
    close_clicked(), keep_clicked(), retry_clicked(), report_chosen(Path), workbook_chosen(Path),
    journal_chosen(Path), form_chosen(Path). Those of the tabs are the tabs' own.
    """

    part_chosen = Signal(object)
    earlier_clicked = Signal()
    later_clicked = Signal()
    close_asked = Signal()
    close_clicked = Signal()
    keep_clicked = Signal()
    retry_clicked = Signal()
    report_chosen = Signal(object)
    workbook_chosen = Signal(object)
    journal_chosen = Signal(object)
    form_chosen = Signal(object)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("supervision_page")
        self._say = speech
        self._state = SupervisionState()
        self._trouble = TroublePanel("supervision_trouble", self)
        self._trouble.retry_clicked.connect(self.retry_clicked)
        self._busy = BusyPanel("supervision_busy", self)
        self._done = NoticePanel("supervision_done", self)
        self._tabs = make_tabs("supervision_tabs", len(_PARTS), self)
        self._tabs.setUsesScrollButtons(False)
        self._tabs.currentChanged.connect(lambda place: self.part_chosen.emit(_PARTS[place]))
        self.exceptions = ExceptionsPart(speech, self)
        self.day = DayPart(speech, self)
        self.reviews = ReviewsPart(speech, self)
        self.answers = AnswersPart(speech, self)
        self.answers.form_clicked.connect(lambda: self._ask_file("form", self.form_chosen.emit))
        self._stack = QStackedWidget(self)
        self._stack.setObjectName("supervision_stack")
        self._parts = (self.exceptions, self.day, self.reviews, self.answers)
        """In the order of the tabs; only the one that is seen is painted."""
        for part in self._parts:
            self._stack.addWidget(part)
        content = QVBoxLayout()
        spaced(content, margin=(24, 16, 24, 16), gap=12)
        content.addLayout(self._head())
        for widget in (self._trouble, self._busy, self._done, self._tabs):
            content.addWidget(widget)
        content.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        spaced(column, gap=0)
        column.addLayout(content, 1)
        column.addWidget(self._bar())
        speech.changed.connect(lambda: self.show_state(self._state))
        self.show_state(self._state)

    def main_field(self) -> QWidget:
        return self._tabs

    def show_state(self, state: SupervisionState) -> None:
        self._state = state
        self._trouble.set(state.trouble)
        self._busy.set(state.busy)
        place = _PARTS.index(state.part)
        with QSignalBlocker(self._tabs):
            self._tabs.setCurrentIndex(place)
        self._stack.setCurrentIndex(place)
        self._show_ways(state)
        self.retranslate()

    def retranslate(self) -> None:
        say, state = self._say, self._state
        self._title.setText(say("Supervision"))
        self._date.setText(say.date(state.day) if state.day is not None else "…")
        self._earlier.set(say("Day before"), icon="chevron-left", words=False)
        self._later.set(say("Day after"), icon="chevron-right", words=False)
        self._tell_standing(state)
        self._trouble.retranslate(say("Try again"))
        self._busy.retranslate(say("Cancel"))
        self._done.set("ok", done_words(say, state.done))
        for number, (name, count) in enumerate(
            (
                (say("Out of order"), len(state.exceptions)),
                (say("The day in figures"), 0),
                (say("Second look"), state.waiting),
                (say("Questionnaires"), state.results.answered if state.results else 0),
            )
        ):
            self._tabs.setTabText(number, f"{name} · {count}" if count else name)
        self._tabs.setAccessibleName(say("Parts of the page"))
        self._parts[_PARTS.index(state.part)].show_state(state)
        self._report.set(say("Report of the day…"))
        self._workbook.set(say("Workbook…"))
        self._journal.set(say("Journal extract…"))
        self._close.set(say("Close the day…"))
        self._question.setText(say("Nothing is added to a closed day any more. Close it?"))
        self._confirm.set(say("Yes, close the day"))
        self._keep.set(say("Not yet"))

    def _tell_standing(self, state: SupervisionState) -> None:
        say, closed = self._say, state.closed
        if closed is not None:
            at = f"{local(closed.closed_at):%H:%M}"
            self._standing.set("muted", say("Closed at {time}", time=at))
            where = say("window {n}", n=closed.window) if closed.elsewhere else ""
            self._why.setText(" · ".join(one for one in (closed.closed_by, where) if one))
            return
        if state.seen is None:
            self._standing.set("muted", "…")
            self._why.setText("")
            return
        self._standing.set("ok", say("The day is open"))
        if state.open_ones:
            self._why.setText(say("Before closing, finish: {n}", n=state.open_ones))
        elif state.silent:
            self._why.setText(say("Before closing, write remarks: {n}", n=state.silent))
        else:
            self._why.setText(say("The day can be closed"))

    def _show_ways(self, state: SupervisionState) -> None:
        free, seen = not state.working, state.seen is not None
        self._earlier.setEnabled(free and state.day is not None)
        self._later.setEnabled(
            free and state.day is not None and state.today is not None and state.day < state.today
        )
        asks = state.asking and state.closed is None
        for button in (self._report, self._workbook, self._journal):
            button.setVisible(not asks)
            button.setEnabled(free and seen)
        self._close.setVisible(not asks and state.closed is None)
        self._close.setEnabled(state.may_close)
        for widget in (self._question, self._confirm, self._keep):
            widget.setVisible(asks)
        self._confirm.setEnabled(state.may_close)

    def _head(self) -> QHBoxLayout:
        self._title = make_label("supervision_title", "page", self, wrap=False)
        self._date = make_label("supervision_date", "strong", self, wrap=False)
        self._earlier = ActionButton("supervision_earlier", "quiet", self)
        self._earlier.bind(Shortcut.EARLIER)
        self._earlier.clicked.connect(self.earlier_clicked)
        self._later = ActionButton("supervision_later", "quiet", self)
        self._later.bind(Shortcut.LATER)
        self._later.clicked.connect(self.later_clicked)
        self._standing = StateChip("supervision_standing", self)
        self._why = make_label("supervision_why", "muted", self)
        row = QHBoxLayout()
        spaced(row, gap=12)
        for widget in (self._title, self._earlier, self._date, self._later, self._standing):
            row.addWidget(widget)
        row.addWidget(self._why, 1)
        return row

    def _bar(self) -> ActionBar:
        bar = ActionBar("supervision_bar", self)
        self._question = make_label("supervision_question", "strong", bar)
        self._confirm = ActionButton("supervision_confirm", "danger", bar)
        self._confirm.clicked.connect(self.close_clicked)
        self._keep = ActionButton("supervision_keep", parent=bar)
        self._keep.bind(Shortcut.BACK)
        self._keep.clicked.connect(self.keep_clicked)
        self._close = ActionButton("supervision_close", parent=bar)
        self._close.bind(Shortcut.CLOSE_DAY)
        self._close.clicked.connect(self.close_asked)
        self._journal = ActionButton("supervision_journal", parent=bar)
        self._workbook = ActionButton("supervision_workbook", parent=bar)
        self._workbook.bind(Shortcut.WORKBOOK)
        self._report = ActionButton("supervision_report", "primary", bar)
        self._report.bind(Shortcut.PRINT)
        self._save_by(self._report, "report", self.report_chosen.emit)
        self._save_by(self._workbook, "workbook", self.workbook_chosen.emit)
        self._save_by(self._journal, "journal", self.journal_chosen.emit)
        for widget in (self._question, self._confirm, self._keep, self._close):
            bar.add_left(widget)
        for button in (self._journal, self._workbook, self._report):
            bar.add_right(button)
        return bar

    def _save_by(self, button: ActionButton, what: str, chosen: Callable[[Path], None]) -> None:
        button.clicked.connect(lambda: self._ask_file(what, chosen))

    def _ask_file(self, what: str, chosen: Callable[[Path], None]) -> None:
        day = self._state.day
        if day is None:
            return
        file = f"tereze-{what}-{day.isoformat()}.{_ENDS[what]}"
        dialog = QFileDialog(self, self._say("Save as…"), file)
        dialog.setObjectName(f"supervision_{what}_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(_ENDS[what])
        dialog.fileSelected.connect(lambda path: chosen(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
