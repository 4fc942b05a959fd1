"""The case beside the list: who and what it is, its story, and its papers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from operator_app.domain.applications import Application, State
from operator_app.ports import PaperRecord
from operator_app.usecases.rules import local
from ui.pages.cases.correcting.part import CorrectingPart
from ui.pages.cases.state import CasesState, OpenedCase, Tab
from ui.pages.cases.story_list import StoryList
from ui.pages.cases.telling import KINDS, paper_name, scans_words, state_name
from ui.runtime.speech import Speech
from ui.runtime.wording import breakable
from ui.style.worn import spaced
from ui.widgets import Card, EmptyPanel, FactList, FieldRow, NoticePanel, StateChip
from ui.widgets.labels import make_label
from ui.widgets.paper_view import PaperView

_TABS = tuple(Tab)


class CasePanel(Card):
    """Signals: tab_chosen(Tab), paper_chosen(int)."""

    tab_chosen = Signal(object)
    paper_chosen = Signal(int)

    def __init__(self, object_name: str, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(object_name, parent)
        self._say = speech
        self._none = EmptyPanel("cases_none_opened", "cursor-default-click-outline", self)
        self._inside = QWidget(self)
        column = QVBoxLayout(self._inside)
        spaced(column, gap=12)
        self._number = make_label("cases_number", "page", self._inside)
        self._state = StateChip("cases_state", self._inside)
        head = QHBoxLayout()
        spaced(head, gap=12)
        head.addWidget(self._number, 1)
        head.addWidget(self._state)
        self._facts = FactList("cases_facts", self._inside)
        self._printed = NoticePanel("cases_printed", self._inside)
        self._tabs = QTabBar(self._inside)
        self._tabs.setObjectName("cases_tabs")
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        for _ in _TABS:
            self._tabs.addTab("")
        self._tabs.currentChanged.connect(lambda place: self.tab_chosen.emit(_TABS[place]))
        self._story = StoryList("cases_story", speech, self._inside)
        self._stack = QStackedWidget(self._inside)
        self._stack.addWidget(self._story)
        self._stack.addWidget(self._papers())
        self.correcting = CorrectingPart(speech, self._inside)
        self._stack.addWidget(self.correcting)
        column.addLayout(head)
        column.addWidget(self._facts)
        column.addWidget(self._printed)
        column.addWidget(self._tabs)
        column.addWidget(self._stack, 1)
        self.body.addWidget(self._none, 1)
        self.body.addWidget(self._inside, 1)

    def show_state(self, state: CasesState) -> None:
        say, opened = self._say, state.opened
        self._none.set(say("Choose a case in the list: its story and papers are shown here"))
        self._none.setVisible(opened is None)
        self._inside.setVisible(opened is not None)
        for number, tab in enumerate((say("Story"), say("Papers"), say("Corrections"))):
            self._tabs.setTabText(number, tab)
        self._tabs.setAccessibleName(say("Story, papers or corrections"))
        if opened is None:
            # Out of sight they keep nobody's name.
            self._facts.clear()
            self._number.clear()
            return
        self._show_head(opened.view.application, opened)
        self._printed.set("ok", self._done(state))
        self._tabs.blockSignals(True)
        self._tabs.setCurrentIndex(_TABS.index(state.tab))
        self._tabs.blockSignals(False)
        self._stack.setCurrentIndex(_TABS.index(state.tab))
        self._facts.setVisible(state.tab is Tab.STORY)
        self._story.set(opened.story)
        self._show_papers(opened)

    def _done(self, state: CasesState) -> str:
        say = self._say
        if state.handed_to:
            return say("The case waits at window {number}", number=state.handed_to)
        return say("The printer has taken the copy") if state.printed else ""

    def _papers(self) -> QWidget:
        page = QWidget(self._inside)
        column = QVBoxLayout(page)
        spaced(column, gap=12)
        self._choice = QComboBox(page)
        self._choice.setObjectName("cases_paper")
        self._choice.currentIndexChanged.connect(self.paper_chosen)
        self._choice_row = FieldRow("cases_paper_row", self._choice, page)
        self._paper = PaperView("cases_paper_view", page)
        self._no_paper = EmptyPanel("cases_no_paper", "file-document-outline", page)
        column.addWidget(self._choice_row)
        column.addWidget(self._paper, 1)
        column.addWidget(self._no_paper, 1)
        return page

    def _show_head(self, case: Application, opened: OpenedCase) -> None:
        say = self._say
        self._number.setText(case.number)
        self._state.set(KINDS[case.state], state_name(say, case.state))
        name = case.applicant.full_name if case.applicant else say("not entered yet")
        facts = [
            (say("Applicant"), breakable(name)),
            (say("Service"), opened.view.record.name[say.language]),
        ]
        if case.due_on is not None and case.state is not State.ISSUED:
            facts.append((say("Result by"), say.date(case.due_on)))
        if case.official_number:
            facts.append((say("Number at the provider"), case.official_number))
        if case.decision_ground:
            facts.append((say("Ground of the refusal"), case.decision_ground))
        sending = scans_words(say, opened.scans) if opened.scans is not None else ""
        if sending:
            facts.append((say("Sending"), sending))
        self._facts.set_facts(facts)

    def _show_papers(self, opened: OpenedCase) -> None:
        say = self._say
        self._choice_row.set(say("Paper"))
        self._choice.blockSignals(True)
        names = [self._paper_name(record) for record in opened.papers]
        if names != [self._choice.itemText(n) for n in range(self._choice.count())]:
            self._choice.clear()
            self._choice.addItems(names)
        self._choice.setCurrentIndex(opened.paper if names else -1)
        self._choice.blockSignals(False)
        pages = say.plural("{n} page", "{n} pages", len(opened.pages))
        self._paper.retranslate(
            say("The paper as it will be printed"),
            pages if opened.pages else say("Opening the paper…"),
            say("Smaller"),
            say("Bigger"),
        )
        self._paper.set(opened.pages)
        self._no_paper.set(say("No paper has been made for this case yet"))
        for widget in (self._choice_row, self._paper):
            widget.setVisible(bool(names))
        self._no_paper.setVisible(not names)

    def _paper_name(self, record: PaperRecord) -> str:
        say = self._say
        name = paper_name(say, record.kind)
        if record.original:
            return name
        return say("{paper}, copy of {at}", paper=name, at=say.moment(local(record.made_at)))
