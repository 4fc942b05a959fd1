"""The card at the right: what is known, what is missing and why, what to do next."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pages.intake.state import CaseCard, MissingLine
from ui.pages.intake.yielding import yielding
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets.cards import Card
from ui.widgets.facts import FactList
from ui.widgets.labels import IconLabel, make_label
from ui.widgets.scrolling import Scrolling


class MissingRow(QWidget):
    """A paper that is not here, and the rule that asks for it."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._sign = IconLabel(f"{object_name}_sign", "exclamation-thick", "warn", 16, self)
        self._name = make_label(f"{object_name}_name", "text", self)
        self._why = make_label(f"{object_name}_why", "note", self)
        words = QVBoxLayout(self)
        spaced(words, gap=2)
        words.addWidget(self._name)
        words.addWidget(self._why)
        self._sign.hide()

    def set(self, line: MissingLine) -> None:
        self._name.setText(f"! {line.name}")
        self._why.setText(line.why)
        self._why.setVisible(bool(line.why))


class CaseCardView(Card):
    """Rows are kept and used again, so nothing moves while the case stays the same."""

    def __init__(self, object_name: str, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(object_name, parent)
        self._speech = speech
        self._content = QWidget(self)
        self._content.setObjectName(f"{object_name}_content")
        self._column = QVBoxLayout(self._content)
        spaced(self._column, gap=12)
        self._facts = FactList(f"{object_name}_facts", self._content, stacked=True)
        self._missing_title = make_label(f"{object_name}_missing", "title", self._content)
        self._missing = QVBoxLayout()
        spaced(self._missing, gap=8)
        self._rows: list[MissingRow] = []
        self._next_title = make_label(f"{object_name}_next_title", "title", self._content)
        self._next = make_label(f"{object_name}_next", "muted", self._content)
        self._column.addWidget(self._facts)
        self._column.addWidget(self._missing_title)
        self._column.addLayout(self._missing)
        self._column.addWidget(self._next_title)
        self._column.addWidget(self._next)
        self._column.addStretch(1)
        self.body.addWidget(yielding(Scrolling(f"{object_name}_scroll", self._content, self)), 1)

    def set(self, card: CaseCard) -> None:
        self.set_title(self._speech("Case"))
        self._facts.set_facts(card.facts)
        self._facts.setVisible(bool(card.facts))
        self._missing_title.setText(card.missing_title)
        self._missing_title.setVisible(bool(card.missing))
        while len(self._rows) < len(card.missing):
            row = MissingRow(f"{self.objectName()}_missing_{len(self._rows)}", self._content)
            self._rows.append(row)
            self._missing.addWidget(row)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(card.missing))
            if number < len(card.missing):
                row.set(card.missing[number])
        self._next_title.setText(self._speech("What next"))
        self._next.setText(card.next)
        self._next_title.setVisible(bool(card.next))
