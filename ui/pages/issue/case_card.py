"""The card at the right: the case of the receipt, what the notaries' register says, who took it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from operator_app.domain.issuing import CheckedPower
from ui.pages.issue.state import IssueState
from ui.pages.issue.telling import answer_words, case_facts, given_facts
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets import Card, EmptyPanel, FactList, NoticePanel, StateChip, line, make_label
from ui.widgets.reading import Reading


class CaseCard(Card):
    """Empty until a receipt has found its case.

    Signals: cover_marked(bool): the operator has read the powers.
    """

    cover_marked = Signal(bool)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("issue_case", parent)
        self._say = speech
        self._none = EmptyPanel("issue_none", "hand-extended-outline", self)
        content = QWidget()
        column = QVBoxLayout(content)
        spaced(column, gap=12)
        self._number = make_label("issue_case_number", "page", content)
        self._chip = StateChip("issue_case_state", content)
        head = QHBoxLayout()
        spaced(head, gap=12)
        head.addWidget(self._number, 1)
        head.addWidget(self._chip)
        self._facts = FactList("issue_facts", content)
        self._line = line(content)
        self._given = FactList("issue_given", content)
        self._answer = NoticePanel("issue_answer", content)
        self._powers = make_label("issue_powers", "text", content)
        self._cover = QCheckBox(content)
        self._cover.setObjectName("issue_cover")
        self._cover.clicked.connect(self.cover_marked)
        column.addLayout(head)
        under = (self._given, self._answer, self._powers, self._cover)
        for widget in (self._facts, self._line, *under):
            column.addWidget(widget)
        column.addStretch(1)
        self._area = Reading("issue_case_area", content, self)
        self.body.addWidget(self._none, 1)
        self.body.addWidget(self._area, 1)

    def show_state(self, state: IssueState) -> None:
        say = self._say
        case = state.given.case if state.given is not None else state.case
        self._none.set(say("Scan a receipt: its case is shown here"))
        self._none.setVisible(case is None)
        self._area.setVisible(case is not None)
        self._number.setText(case.number if case is not None else "")
        if state.given is not None:
            self._chip.set("ok", say("Given out"))
        else:
            self._chip.set("warn", say("Ready to be given out"))
        self._facts.set_facts(case_facts(say, state))
        given = given_facts(say, state)
        self._given.set_facts(given)
        self._given.setVisible(bool(given))
        self._line.setVisible(bool(given) or state.by_power)
        self._show_power(state)

    def _show_power(self, state: IssueState) -> None:
        say, checked = self._say, state.checked
        kind, words = answer_words(say, state)
        self._answer.set(kind, words if state.by_power else "")
        powers = "" if checked is None else self._powers_of(checked)
        self._powers.setText(powers)
        self._powers.setVisible(bool(powers))
        self._cover.setVisible(checked is not None)
        self._cover.setEnabled(not state.working and state.given is None)
        self._cover.setChecked(state.powers_cover)
        self._cover.setText(say("I have read it: the powers cover receiving the result"))
        self._cover.setAccessibleName(self._cover.text())

    def _powers_of(self, checked: CheckedPower) -> str:
        """In the operator's language, or in the one there is."""
        kk, ru = checked.powers_kk, checked.powers_ru
        return (kk or ru or "") if self._say.language == "kk" else (ru or kk or "")
