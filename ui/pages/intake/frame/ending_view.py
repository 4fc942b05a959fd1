"""How a case ended that was not accepted, and the papers the applicant leaves with."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.pages.intake.state import Ending, PaperLine
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets.buttons import ActionButton
from ui.widgets.cards import Card
from ui.widgets.chips import StateChip
from ui.widgets.labels import make_label


class PaperRow(QWidget):
    """Signals: print_clicked()."""

    print_clicked = Signal()

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._name = make_label(f"{object_name}_name", "text", self)
        self._printed = StateChip(f"{object_name}_printed", self)
        self.print = ActionButton(f"{object_name}_print", parent=self)
        self.print.clicked.connect(self.print_clicked)
        row = QHBoxLayout(self)
        spaced(row, gap=12)
        row.addWidget(self._name, 1)
        row.addWidget(self._printed)
        row.addWidget(self.print)

    def set(self, paper: PaperLine, speech: Speech) -> None:
        self._name.setText(paper.text)
        self._printed.setVisible(bool(paper.printed))
        self._printed.set("ok", speech("Printed at {time}", time=paper.printed))
        self.print.set(speech("Print again") if paper.printed else speech("Print"))


class EndingView(Card):
    """Signals: print_clicked(str): the hash of the paper."""

    print_clicked = Signal(str)

    def __init__(self, object_name: str, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(object_name, parent)
        self._speech = speech
        self._papers: tuple[PaperLine, ...] = ()
        self._rows: list[PaperRow] = []
        self._head = make_label(f"{object_name}_head", "page", self)
        self._text = make_label(f"{object_name}_text", "text", self)
        self.body.addWidget(self._head)
        self.body.addWidget(self._text)
        self.body.addStretch(1)

    def set(self, ending: Ending) -> None:
        self._papers = ending.papers
        self._head.setText(ending.title)
        self._text.setText(ending.text)
        while len(self._rows) < len(ending.papers):
            self._add_row()
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(ending.papers))
            if number < len(ending.papers):
                row.set(ending.papers[number], self._speech)

    def main_field(self) -> QWidget:
        return self._rows[0].print if self._papers else self

    def _add_row(self) -> None:
        number = len(self._rows)
        row = PaperRow(f"{self.objectName()}_paper_{number}", self)
        row.print_clicked.connect(lambda: self.print_clicked.emit(self._papers[number].sha256))
        if not number:
            row.print.bind(Shortcut.PRINT)
        self._rows.append(row)
        self.body.insertWidget(self.body.count() - 1, row)
