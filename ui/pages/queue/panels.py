"""The small questions beside the ticket: why it is set aside, where it is sent, what is new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.pages.queue.sentences import shortened
from ui.pages.queue.state import Choice, Panel, QueueState
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets import ActionButton, Card, FieldRow
from ui.widgets.choices import choice_box
from ui.widgets.number_box import NumberBox

LONGEST_REASON: Final = 120
LONGEST_CHOICE: Final = 48
MOST_MINUTES: Final = 120
USUAL_MINUTES: Final = 10
ANY = ""


class Question(Card):
    """A card with fields, one button that does it and one that leaves.

    Signals:
        closed().
    """

    closed = Signal()

    def __init__(self, object_name: str, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(object_name, parent)
        self._speech = speech
        self.fields = QVBoxLayout()
        spaced(self.fields, gap=12)
        self.do = ActionButton(f"{object_name}_do", "primary", self)
        self.do.set("", "Enter")
        self.leave = ActionButton(f"{object_name}_close", parent=self)
        self.leave.bind(Shortcut.BACK)
        self.leave.clicked.connect(self.closed)
        self._first: QWidget = self.do
        foot = QHBoxLayout()
        spaced(foot, gap=8)
        foot.addWidget(self.leave)
        foot.addStretch(1)
        foot.addWidget(self.do)
        self.body.addLayout(self.fields)
        self.body.addLayout(foot)
        self.hide()

    def add_field(self, name: str, edit: QWidget) -> FieldRow:
        row = FieldRow(name, edit, self)
        if self._first is self.do:
            self._first = edit
        self.fields.addWidget(row)
        QWidget.setTabOrder(edit, self.leave)
        QWidget.setTabOrder(self.leave, self.do)
        return row

    def begin(self) -> None:
        """Asked anew, with nothing of the last answer. Coming back to the page is not anew."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in any field is the button; held down it is pressed once."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
            if not event.isAutoRepeat():
                self.do.click()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)


class HoldQuestion(Question):
    """Signals:
    hold_asked(str, int): the reason and the minutes.
    """

    hold_asked = Signal(str, int)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("queue_hold_panel", speech, parent)
        self._reason = QLineEdit(self)
        self._reason.setObjectName("queue_hold_reason")
        self._reason.setMaxLength(LONGEST_REASON)
        self._reason_row = self.add_field("queue_hold_reason_row", self._reason)
        self._minutes = NumberBox("queue_hold_minutes", self)
        self._minutes.setRange(1, MOST_MINUTES)
        self._minutes.setValue(USUAL_MINUTES)
        self._minutes_row = self.add_field("queue_hold_minutes_row", self._minutes)
        self.do.clicked.connect(self._ask)

    def show_state(self, state: QueueState) -> None:
        say = self._speech
        label = state.mine.label if state.mine else ""
        self.set_title(say("Set {label} aside", label=label))
        hint = say("For example: makes a copy, pays the fee")
        self._reason_row.set(say("Why it is set aside"), state.refusal, hint)
        self._minutes_row.set(say("For how many minutes"))
        self.do.set(say("Set aside"))
        self.leave.set(say("Close"))

    def begin(self) -> None:
        self._reason.clear()
        self._minutes.setValue(USUAL_MINUTES)

    def _ask(self) -> None:
        self.hold_asked.emit(self._reason.text(), self._minutes.value())


class TransferQuestion(Question):
    """Signals:
    transfer_asked(str, int): the category and the window, empty and 0 where none was chosen.
    """

    transfer_asked = Signal(str, int)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("queue_transfer_panel", speech, parent)
        self._category = choice_box("queue_transfer_category", self)
        self._category_row = self.add_field("queue_transfer_category_row", self._category)
        self._window = choice_box("queue_transfer_window", self)
        self._window_row = self.add_field("queue_transfer_window_row", self._window)
        self.do.clicked.connect(self._ask)
        self._category.currentIndexChanged.connect(self._look)
        self._window.currentIndexChanged.connect(self._look)

    def show_state(self, state: QueueState) -> None:
        say = self._speech
        label = state.mine.label if state.mine else ""
        self.set_title(say("Send {label} on", label=label))
        self._category_row.set(say("Service"), state.refusal)
        self._window_row.set(say("Window"), "", say("The place by arrival is kept"))
        _fill(self._category, [Choice(code=ANY, name=say("The same service")), *state.categories])
        windows = [
            Choice(code=str(number), name=say("Window {number}", number=number))
            for number in state.windows
        ]
        _fill(self._window, [Choice(code=ANY, name=say("Any window")), *windows])
        self.do.set(say("Send on"))
        self.leave.set(say("Close"))
        self._look()

    def begin(self) -> None:
        self._category.setCurrentIndex(0)
        self._window.setCurrentIndex(0)

    def _look(self) -> None:
        """To the same service at any window is nowhere."""
        somewhere = bool(self._category.currentData() or self._window.currentData())
        self.do.setEnabled(somewhere)

    def _ask(self) -> None:
        self.transfer_asked.emit(
            self._category.currentData() or ANY, int(self._window.currentData() or 0)
        )


class NewTicketQuestion(Question):
    """Signals:
    ticket_asked(str, str): the category, and the code of the priority or nothing.
    """

    ticket_asked = Signal(str, str)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("queue_new_panel", speech, parent)
        self._category = choice_box("queue_new_category", self)
        self._category_row = self.add_field("queue_new_category_row", self._category)
        self._priority = choice_box("queue_new_priority", self)
        self._priority_row = self.add_field("queue_new_priority_row", self._priority)
        self.do.clicked.connect(self._ask)

    def show_state(self, state: QueueState) -> None:
        say = self._speech
        self.set_title(say("New ticket"))
        self._category_row.set(say("Service"), state.refusal)
        self._priority_row.set(
            say("Out of turn"), "", say("The paper that gives the right is shown")
        )
        _fill(self._category, state.categories)
        _fill(self._priority, [Choice(code=ANY, name=say("No, in turn")), *state.priorities])
        self.do.set(say("Give the ticket"))
        self.leave.set(say("Close"))

    def begin(self) -> None:
        self._category.setCurrentIndex(0)
        self._priority.setCurrentIndex(0)

    def _ask(self) -> None:
        category = self._category.currentData()
        if category:
            self.ticket_asked.emit(category, self._priority.currentData() or ANY)


class Questions(QWidget):
    """Shows the one question that is open.

    Signals:
        closed(); hold_asked(str, int); transfer_asked(str, int); ticket_asked(str, str).
    """

    closed = Signal()
    hold_asked = Signal(str, int)
    transfer_asked = Signal(str, int)
    ticket_asked = Signal(str, str)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queue_questions")
        hold = HoldQuestion(speech, self)
        hold.hold_asked.connect(self.hold_asked)
        transfer = TransferQuestion(speech, self)
        transfer.transfer_asked.connect(self.transfer_asked)
        new = NewTicketQuestion(speech, self)
        new.ticket_asked.connect(self.ticket_asked)
        self._questions: dict[Panel, HoldQuestion | TransferQuestion | NewTicketQuestion] = {
            Panel.HOLD: hold,
            Panel.TRANSFER: transfer,
            Panel.NEW_TICKET: new,
        }
        self._open: Panel | None = None
        column = QVBoxLayout(self)
        spaced(column)
        for question in self._questions.values():
            question.closed.connect(self.closed)
            column.addWidget(question)

    def show_state(self, state: QueueState) -> None:
        for panel, question in self._questions.items():
            if panel is state.panel:
                question.show_state(state)
                if panel is not self._open:
                    question.begin()
        self._open = state.panel
        for panel, question in self._questions.items():
            question.setVisible(panel is state.panel)
        self.setVisible(state.panel is not None)


def _fill(box: QComboBox, choices: Sequence[Choice]) -> None:
    """Words may change with the language; what is chosen stays chosen."""
    shown = [(box.itemData(number), box.itemText(number)) for number in range(box.count())]
    if shown == [(one.code, shortened(one.name, LONGEST_CHOICE)) for one in choices]:
        return
    chosen = box.currentData()
    box.clear()
    for number, one in enumerate(choices):
        box.addItem(shortened(one.name, LONGEST_CHOICE), one.code)
        box.setItemData(number, one.name, Qt.ItemDataRole.ToolTipRole)
    box.setCurrentIndex(max(0, box.findData(chosen)))
