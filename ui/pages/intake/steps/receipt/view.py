"""Paints the sixth step: the paper large at the left, the ways of giving it at the right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from operator_app.domain.papers import PaperKind
from ui.pages.intake.steps.receipt.state import MOST_COPIES, ReceiptState
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets.buttons import ActionButton
from ui.widgets.cards import Card, line
from ui.widgets.fields import FieldRow
from ui.widgets.labels import make_label
from ui.widgets.number_box import NumberBox
from ui.widgets.panels import BusyPanel, EmptyPanel, NoticePanel, TroublePanel
from ui.widgets.paper_view import PaperView
from ui.widgets.qr_code import QrCode
from ui.widgets.reading import Reading


class ReceiptStepView(QWidget):
    """Signals: paper_chosen(int), copies_chosen(int), save_chosen(Path), by_code_clicked(),
    blank_written(str), retry_clicked().
    """

    paper_chosen = Signal(int)
    copies_chosen = Signal(int)
    save_chosen = Signal(object)
    by_code_clicked = Signal()
    blank_written = Signal(str)
    retry_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("intake_receipt")
        self._say = speech
        self._state = ReceiptState()
        self._trouble = TroublePanel("receipt_trouble", self)
        self._trouble.retry_clicked.connect(self.retry_clicked)
        self._busy = BusyPanel("receipt_busy", self)
        column = QVBoxLayout(self)
        spaced(column, gap=16)
        column.addWidget(self._trouble)
        column.addWidget(self._busy)
        row = QHBoxLayout()
        spaced(row, gap=16)
        row.addWidget(self._paper_card(), 3)
        row.addWidget(self._giving_card(), 2)
        column.addLayout(row, 1)
        self.retranslate()

    def main_field(self) -> QWidget:
        return self._copies

    def show_state(self, state: ReceiptState) -> None:
        if state.number != self._state.number:
            self._blank.clear()
        self._state = state
        self._tabs.blockSignals(True)
        while self._tabs.count() < len(state.papers):
            self._tabs.addTab("")
        while self._tabs.count() > len(state.papers):
            self._tabs.removeTab(self._tabs.count() - 1)
        self._tabs.setCurrentIndex(state.chosen)
        self._tabs.blockSignals(False)
        self._tabs.setVisible(len(state.papers) > 1)
        self._paper.set(state.pages)
        self._paper.setVisible(bool(state.papers))
        self._none.setVisible(not state.papers)
        self._giving.setVisible(bool(state.papers))
        self._copies.blockSignals(True)
        self._copies.setValue(state.copies)
        self._copies.blockSignals(False)
        for widget in (self._copies, self._save, self._by_code, self._blank, self._written):
            widget.setEnabled(state.may_print)
        self._trouble.set(state.trouble)
        self._busy.set(state.busy)
        self.retranslate()

    def retranslate(self) -> None:
        say, state = self._say, self._state
        self._trouble.retranslate(say("Try again"))
        self._busy.retranslate(say("Cancel"))
        for number, paper in enumerate(state.papers):
            self._tabs.setTabText(number, paper_name(say, paper.kind))
        self._tabs.setAccessibleName(say("Papers of this case"))
        pages = say.plural("{n} page", "{n} pages", len(state.pages))
        self._paper.retranslate(
            say("The paper as it will be printed"),
            pages if state.pages else say("Opening the paper…"),
            say("Smaller"),
            say("Bigger"),
        )
        self._none.set(say("There is no receipt: the case is not accepted yet"))
        self._giving.set_title(say("Give the receipt"))
        self._copies_row.set(say("Copies"))
        self._save.set(say("Save as…"))
        self._given.set("ok", self._how_given(state))
        self._scan.setText(say("Or the applicant photographs the code"))
        self._code.set(state.qr_text, say("QR code of the status page of this case"))
        self._number.setText(state.number)
        self._by_code.set(say("Given by the code"))
        self._blank_row.set(say("Printer broken? Number of the blank written by hand"))
        self._written.set(say("Blank given"))

    def _paper_card(self) -> Card:
        card = Card("receipt_paper_card", self)
        self._tabs = QTabBar(card)
        self._tabs.setObjectName("receipt_papers")
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.currentChanged.connect(self.paper_chosen)
        self._paper = PaperView("receipt_paper", card)
        self._none = EmptyPanel("receipt_none", "file-document-outline", card)
        card.body.addWidget(self._tabs)
        card.body.addWidget(self._paper, 1)
        card.body.addWidget(self._none, 1)
        return card

    def _giving_card(self) -> Card:
        self._giving = Card("receipt_giving", self)
        content = QWidget()
        body = QVBoxLayout(content)
        spaced(body, gap=12)
        self._copies = NumberBox("receipt_copies", content)
        self._copies.setRange(1, MOST_COPIES)
        self._copies.valueChanged.connect(self.copies_chosen)
        self._copies_row = FieldRow("receipt_copies_row", self._copies, content)
        self._save = ActionButton("receipt_save", parent=content)
        self._save.clicked.connect(self._ask_file)
        self._given = NoticePanel("receipt_given", content)
        self._scan = make_label("receipt_scan", "strong", content)
        self._code = QrCode("receipt_code", content)
        self._number = make_label("receipt_number", "muted", content)
        self._by_code = ActionButton("receipt_by_code", parent=content)
        self._by_code.clicked.connect(self.by_code_clicked)
        self._blank = QLineEdit(content)
        self._blank.setObjectName("receipt_blank")
        self._blank.setMaxLength(40)
        self._blank.returnPressed.connect(self._write_blank)
        self._blank_row = FieldRow("receipt_blank_row", self._blank, content)
        self._written = ActionButton("receipt_blank_given", parent=content)
        self._written.clicked.connect(self._write_blank)
        widgets: tuple[QWidget, ...] = (
            *(self._given, self._copies_row, self._save, line(content)),
            *(self._scan, self._code, self._number, self._by_code, line(content)),
            *(self._blank_row, self._written),
        )
        for widget in widgets:
            body.addWidget(widget)
        body.addStretch(1)
        self._giving.body.addWidget(Reading("receipt_giving_area", content, self._giving), 1)
        return self._giving

    def _how_given(self, state: ReceiptState) -> str:
        say = self._say
        if state.printed:
            return say.plural("Printed: {n} copy", "Printed: {n} copies", state.printed)
        if state.saved_as:
            return say("Saved: {file}", file=state.saved_as)
        if state.blank:
            return say("Given on the blank {number}", number=state.blank)
        return say("Given by the code") if state.by_code else ""

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, self._say("Save as…"), f"{self._state.number}.pdf")
        dialog.setObjectName("receipt_save_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda file: self.save_chosen.emit(Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _write_blank(self) -> None:
        if self._blank.text().strip():
            self.blank_written.emit(self._blank.text())


def paper_name(say: Speech, kind: PaperKind) -> str:
    """The paper's name as an operator calls it."""
    return {
        PaperKind.ACCEPTANCE_RECEIPT: say("Acceptance receipt"),
        PaperKind.REQUEST_FORM: say("Request as signed"),
    }.get(kind, say("Paper"))
