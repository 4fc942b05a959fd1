"""The story of a case, line under line: when, what, by whom, and with which paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from operator_app.queries.case_story import StoryLine
from operator_app.usecases.rules import local
from ui.pages.cases.telling import paper_name, sentence, who_did
from ui.runtime.speech import Speech
from ui.runtime.wording import breakable
from ui.style.worn import spaced, worn
from ui.widgets.labels import IconLabel, make_label
from ui.widgets.reading import Reading

_SIGNS = (
    ("ticket.", "ticket-confirmation-outline", "ink2"),
    ("paper.", "printer-outline", "ink2"),
    ("provider.declined", "close-circle-outline", "bad"),
    ("provider.", "bank-outline", "accent"),
    ("case.submit", "check-circle-outline", "ok"),
    ("case.correct", "check-circle-outline", "ok"),
    ("case.issue", "check-circle-outline", "ok"),
    ("case.refuse", "close-circle-outline", "bad"),
    ("case.registries", "database-search-outline", "ink2"),
)
_TIME_PX = 52


class StoryList(Reading):
    """Arrows and Page Down read on; lines are kept and re-used."""

    def __init__(self, object_name: str, speech: Speech, parent: QWidget | None = None) -> None:
        content = QWidget()
        super().__init__(object_name, content, parent, by_keys=True)
        self._say = speech
        self._lines: list[StoryRow] = []
        self._column = QVBoxLayout(content)
        spaced(self._column, gap=12)
        self._column.addStretch(1)

    def set(self, story: Sequence[StoryLine]) -> None:
        self.setAccessibleName(self._say("Story of the case"))
        while len(self._lines) < len(story):
            row = StoryRow(f"{self.objectName()}_{len(self._lines)}", self._say, self)
            self._lines.append(row)
            self._column.insertWidget(self._column.count() - 1, row)
        day: date | None = None
        for number, row in enumerate(self._lines):
            shown = number < len(story)
            row.setVisible(shown)
            if shown:
                at = local(story[number].at).date()
                row.show_line(story[number], new_day=at != day)
                day = at


class StoryRow(QWidget):
    """One line; the day stands above the first line of each day."""

    def __init__(self, object_name: str, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._say = speech
        self._day = make_label(f"{object_name}_day", "strong", self)
        self._time = make_label(f"{object_name}_time", "muted", self, wrap=False)
        self._sign = IconLabel(f"{object_name}_sign", "circle-small", "ink2", 20, self)
        self._what = make_label(f"{object_name}_what", "text", self)
        self._who = make_label(f"{object_name}_who", "note", self)
        words = QVBoxLayout()
        spaced(words, gap=2)
        words.addWidget(self._what)
        words.addWidget(self._who)
        row = QHBoxLayout()
        spaced(row, gap=8)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._time, 0, top)
        row.addWidget(self._sign, 0, top)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        spaced(column, gap=8)
        column.addWidget(self._day)
        column.addLayout(row)

    def show_line(self, line: StoryLine, *, new_day: bool) -> None:
        say = self._say
        at = local(line.at)
        self._day.setText(say.date(at.date()))
        self._day.setVisible(new_day)
        self._time.setText(f"{at:%H:%M}")
        self._time.setMinimumWidth(worn().px(_TIME_PX))
        self._sign.set(*_sign(line.code))
        self._what.setText(sentence(say, line))
        papers = ", ".join(paper_name(say, paper.kind) for paper in line.papers)
        who = breakable(who_did(say, line))
        self._who.setText(f"{who} · {papers}" if papers else who)


def _sign(code: str) -> tuple[str, str]:
    for start, name, role in _SIGNS:
        if code.startswith(start):
            return name, role
    return "circle-small", "ink2"
