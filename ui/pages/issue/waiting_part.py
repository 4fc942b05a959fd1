"""The second tab: results that nobody has taken, the longest kept first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.pages.issue.state import IssueState, WaitingRow
from ui.pages.issue.telling import keeping_words, row_chip, row_facts
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets import Card, Column, EmptyPanel, FactList, NoticePanel, make_label
from ui.widgets.chosen_list import ChosenList
from ui.widgets.reading import Reading


class WaitingPart(QWidget):
    """The list at the left, the chosen one at the right with its days."""

    def __init__(
        self, speech: Speech, chosen: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("issue_waiting")
        self._say = speech
        self._term = NoticePanel("issue_term", self)
        self._empty = EmptyPanel("issue_waiting_empty", "check-circle-outline", self)
        self._list: ChosenList[WaitingRow] = ChosenList(
            "issue_rows", lambda row: row.result.id, chosen, self
        )
        self._card = Card("issue_row", self)
        content = QWidget()
        inner = QVBoxLayout(content)
        spaced(inner, gap=12)
        self._number = make_label("issue_row_number", "page", content)
        self._facts = FactList("issue_row_facts", content)
        inner.addWidget(self._number)
        inner.addWidget(self._facts)
        inner.addStretch(1)
        self._card.body.addWidget(Reading("issue_row_area", content, self._card), 1)
        self._both = QWidget(self)
        row = QHBoxLayout(self._both)
        spaced(row, gap=16)
        row.addWidget(self._list, 11)
        row.addWidget(self._card, 9)
        column = QVBoxLayout(self)
        spaced(column, gap=12)
        column.addWidget(self._term)
        column.addWidget(self._empty, 1)
        column.addWidget(self._both, 1)

    def show_state(self, state: IssueState) -> None:
        say, rows = self._say, state.rows or ()
        self._term.set("muted", keeping_words(say, state))
        asked = state.rows is not None
        self._empty.set(say("Nothing waits: every result has been taken") if asked else "…")
        self._empty.setVisible(not rows)
        self._both.setVisible(bool(rows))
        self._list.show_rows(rows, state.chosen, self._columns(state))
        self._list.table.setAccessibleName(say("Results that wait to be taken"))
        row = state.row
        self._number.setText(row.result.number if row is not None else "")
        self._facts.set_facts(row_facts(say, state))

    def _columns(self, state: IssueState) -> tuple[Column[WaitingRow], ...]:
        say = self._say
        return (
            Column(say("Applicant"), _who_and_number, stretch=True),
            Column(
                say("Kept"),
                lambda row: row_chip(say, state, row)[1],
                kind=lambda row: row_chip(say, state, row)[0],
            ),
        )


def _who_and_number(row: WaitingRow) -> str:
    result = row.result
    return f"{result.applicant_name or '—'}\n{result.number} · {result.came_on:%d.%m.%Y}"
