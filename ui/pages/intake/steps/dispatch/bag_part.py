"""Of a case that goes by courier: into which manifest, and the sheet on its package."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.pages.intake.steps.dispatch.state import DispatchState, Leg
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets.buttons import ActionButton
from ui.widgets.choices import choice_box
from ui.widgets.fields import FieldRow
from ui.widgets.panels import NoticePanel

NEW = ""
"""Stands for a manifest that is opened for this package."""


class BagPart(QWidget):
    """Signals: bag_chosen(str): empty for a new one; put_clicked(), sheet_clicked()."""

    bag_chosen = Signal(str)
    put_clicked = Signal()
    sheet_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dispatch_courier")
        self._say = speech
        self._ids: list[str] = []
        self.may_put = False
        self._choice = choice_box("dispatch_bag", self)
        self._choice.currentIndexChanged.connect(self._on_choice)
        self._row = FieldRow("dispatch_bag_row", self._choice, self)
        self._put = ActionButton("dispatch_put", parent=self)
        self._put.bind(Shortcut.PUT_PACKAGE)
        self._put.clicked.connect(self.put_clicked)
        self._sheet = ActionButton("dispatch_sheet", "quiet", self)
        self._sheet.bind(Shortcut.PACKAGE_SHEET)
        self._sheet.clicked.connect(self.sheet_clicked)
        self._printed = NoticePanel("dispatch_sheet_printed", self)
        buttons = QHBoxLayout()
        spaced(buttons, gap=12)
        buttons.addWidget(self._put)
        buttons.addWidget(self._sheet)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        spaced(column, gap=8)
        column.addWidget(self._row)
        column.addLayout(buttons)
        column.addWidget(self._printed)
        self.hide()

    def main_field(self) -> QWidget:
        return self._put

    def show_state(self, state: DispatchState) -> None:
        say = self._say
        self.setVisible(state.bags is not None)
        waits = state.leg is Leg.FOR_COURIER
        self.may_put = state.may_put
        self._offer(state)
        self._row.set(say("Manifest"))
        self._row.setVisible(waits)
        self._choice.setEnabled(state.may_put)
        self._put.set(say("Put into the manifest"))
        self._put.setVisible(waits)
        self._put.setEnabled(state.may_put)
        self._sheet.set(say("Package sheet"))
        self._sheet.setEnabled(not state.working)
        done = say("The printer has taken the paper") if state.sheet_printed else ""
        self._printed.set("ok", done)

    def _offer(self, state: DispatchState) -> None:
        say, bags = self._say, state.bags
        choices = bags.choices if bags is not None else ()
        named = [
            f"{one.number} · {say.plural('{n} package', '{n} packages', one.packages)}"
            for one in choices
        ]
        texts = [*named, say("A new manifest")]
        self._ids = [*(one.id for one in choices), NEW]
        with QSignalBlocker(self._choice):
            if [self._choice.itemText(n) for n in range(self._choice.count())] != texts:
                self._choice.clear()
                self._choice.addItems(texts)
            if state.bag in self._ids:
                self._choice.setCurrentIndex(self._ids.index(state.bag))

    def _on_choice(self, place: int) -> None:
        if 0 <= place < len(self._ids):
            self.bag_chosen.emit(self._ids[place])
