"""The card of what would be left behind: unsent, unprinted, unsigned, each with a way to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from operator_app.domain.papers import PaperKind
from operator_app.domain.shifts import UnfinishedCase, UnprintedPaper
from operator_app.usecases.rules import local
from ui.pages.shift.state import ShiftPageState
from ui.runtime.speech import Speech
from ui.runtime.wording import breakable
from ui.style.worn import spaced
from ui.widgets import ActionButton, Card, NoticePanel, StateChip, line, make_label
from ui.widgets.reading import Reading


class LeftoversCard(Card):
    """Signals: case_chosen(str, bool): open it; true for a draft."""

    case_chosen = Signal(str, bool)

    def __init__(self, object_name: str, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(object_name, parent)
        self._say = speech
        content = QWidget()
        self._column = QVBoxLayout(content)
        spaced(self._column, gap=12)
        self._nothing = NoticePanel("shift_nothing", content)
        self._unsent = Heading("shift_unsent", content)
        self._refused = Heading("shift_refused", content)
        self._tray = Heading("shift_tray", content)
        self._bags = Heading("shift_bags", content)
        self._unprinted = Heading("shift_unprinted", content)
        self._papers = QVBoxLayout()
        self._unsigned = Heading("shift_unsigned", content)
        self._drafts = QVBoxLayout()
        for layout in (self._papers, self._drafts):
            spaced(layout, gap=8)
        self._column.addWidget(self._nothing)
        self._column.addWidget(self._unsent)
        self._column.addWidget(self._refused)
        self._column.addWidget(self._tray)
        self._column.addWidget(self._bags)
        self._column.addWidget(line(content))
        self._column.addWidget(self._unprinted)
        self._column.addLayout(self._papers)
        self._column.addWidget(line(content))
        self._column.addWidget(self._unsigned)
        self._column.addLayout(self._drafts)
        self._column.addStretch(1)
        self.body.addWidget(Reading(f"{object_name}_area", content, self), 1)
        self._paper_rows: list[LeftRow] = []
        self._draft_rows: list[LeftRow] = []

    def show_state(self, state: ShiftPageState) -> None:
        say, left = self._say, state.left
        self.set_title(say("What is left"))
        nothing = state.asked and left.nothing
        self._nothing.set("ok", say("Nothing is left: everything is sent, printed and signed"))
        self._nothing.setVisible(nothing)
        self._unsent.set(
            say("Not sent yet: it goes by itself when there is a connection"),
            left.unsent,
            "warn",
        )
        self._refused.set(
            say("Not taken by the hub: tell the supervisor"), left.refused_by_hub, "bad"
        )
        self._refused.setVisible(left.refused_by_hub > 0)
        self._tray.set(say("Packages in the tray that lie in no bag"), left.in_tray, "warn")
        self._tray.setVisible(left.in_tray > 0)
        self._bags.set(say("Bags that the courier has not taken"), left.bags, "warn")
        self._bags.setVisible(left.bags > 0)
        self._unprinted.set(say("Papers that nobody has printed"), len(left.unprinted), "warn")
        self._unsigned.set(say("Drafts that nobody has signed"), len(left.drafts), "warn")
        self._fill(self._papers, self._paper_rows, left.unprinted, self._show_paper)
        self._fill(
            self._drafts,
            self._draft_rows,
            left.drafts,
            lambda row, draft: self._show_draft(row, draft, state),
        )

    def _fill(
        self,
        column: QVBoxLayout,
        rows: list[LeftRow],
        things: Sequence[UnprintedPaper] | Sequence[UnfinishedCase],
        show: Callable[..., None],
    ) -> None:
        while len(rows) < len(things):
            kind = "draft" if rows is self._draft_rows else "paper"
            row = LeftRow(f"shift_{kind}_{len(rows)}", self)
            row.open_clicked.connect(self.case_chosen)
            rows.append(row)
            column.addWidget(row)
        for number, row in enumerate(rows):
            row.setVisible(number < len(things))
            if number < len(things):
                show(row, things[number])

    def _show_paper(self, row: LeftRow, paper: UnprintedPaper) -> None:
        say = self._say
        name = {
            PaperKind.ACCEPTANCE_RECEIPT: say("Acceptance receipt"),
            PaperKind.REFUSAL_RECEIPT: say("Refusal receipt"),
            PaperKind.CONSENT: say("Consent"),
            PaperKind.ROUTING_SHEET: say("Routing sheet"),
            PaperKind.REQUEST_FORM: say("Request as signed"),
            PaperKind.ISSUE_SLIP: say("Slip of the result"),
            PaperKind.DECLINE_NOTICE: say("Notice of refusal"),
            PaperKind.ELECTRONIC_DOCUMENT: say("Electronic document"),
        }.get(PaperKind(paper.kind), say("Paper"))
        made = f"{local(paper.made_at):%H:%M}"
        row.set(paper.case_id, name, f"{paper.number} · {made}", say("Show"), draft=False)

    def _show_draft(self, row: LeftRow, draft: UnfinishedCase, state: ShiftPageState) -> None:
        say = self._say
        name = breakable(draft.applicant_name) or say("Applicant not entered yet")
        service = state.services.get(draft.service)
        about = service[say.language] if service else ""
        under = " · ".join(part for part in (draft.number, about) if part)
        row.set(draft.id, name, under, say("Open"), draft=True)


class Heading(QWidget):
    """How many, and of what."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._text = make_label(f"{object_name}_text", "strong", self)
        self._count = StateChip(f"{object_name}_count", self)
        row = QHBoxLayout(self)
        spaced(row, gap=8)
        row.addWidget(self._text, 1)
        row.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)

    def set(self, text: str, count: int, kind: str) -> None:
        self._text.setText(text)
        if not count:
            self._count.set("ok", "0")
        else:
            self._count.set("bad" if kind == "bad" else "warn", str(count))


class LeftRow(QWidget):
    """Signals: open_clicked(str, bool)."""

    open_clicked = Signal(str, bool)

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._case_id, self._draft = "", False
        self._name = make_label(f"{object_name}_name", "text", self)
        self._under = make_label(f"{object_name}_under", "note", self)
        self._open = ActionButton(f"{object_name}_open", parent=self)
        self._open.clicked.connect(lambda: self.open_clicked.emit(self._case_id, self._draft))
        words = QVBoxLayout()
        spaced(words, gap=2)
        words.addWidget(self._name)
        words.addWidget(self._under)
        row = QHBoxLayout(self)
        spaced(row, gap=8)
        row.addLayout(words, 1)
        row.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop)

    def set(self, case_id: str, name: str, under: str, word: str, *, draft: bool) -> None:
        self._case_id, self._draft = case_id, draft
        self._name.setText(name)
        self._under.setText(under)
        self._open.set(word)
        self._open.setAccessibleName(f"{word}: {under}")
