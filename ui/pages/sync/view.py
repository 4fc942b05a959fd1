"""Paints the page of the connection: three tabs, and under them what can be done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from operator_app.wire.bodies import Take
from ui.pages.sync.conflicts_part import ConflictsPart
from ui.pages.sync.line_card import LinePart
from ui.pages.sync.refused_part import RefusedPart
from ui.pages.sync.state import Part, SyncState
from ui.pages.sync.telling import done_words
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets import (
    ActionBar,
    ActionButton,
    BusyPanel,
    NoticePanel,
    TroublePanel,
    make_label,
)
from ui.widgets.tabs import make_tabs

OUTBOX_FILE = "tereze-outbox.stick"
_PARTS = tuple(Part)


class SyncView(QWidget):
    """Signals: part_chosen(Part), message_chosen(str), conflict_chosen(str), wake_clicked(),
    code_entered(str), again_clicked(), save_chosen(Path), carry_chosen(Path), take_clicked(Take),
    confirm_clicked(), keep_clicked(), retry_clicked().
    """

    part_chosen = Signal(object)
    message_chosen = Signal(str)
    conflict_chosen = Signal(str)
    wake_clicked = Signal()
    code_entered = Signal(str)
    again_clicked = Signal()
    save_chosen = Signal(object)
    carry_chosen = Signal(object)
    take_clicked = Signal(object)
    confirm_clicked = Signal()
    keep_clicked = Signal()
    retry_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sync_page")
        self._say = speech
        self._state = SyncState()
        self._title = make_label("sync_title", "page", self)
        self._trouble = TroublePanel("sync_trouble", self)
        self._trouble.retry_clicked.connect(self.retry_clicked)
        self._busy = BusyPanel("sync_busy", self)
        self._done = NoticePanel("sync_done", self)
        self._tabs = make_tabs("sync_tabs", len(_PARTS), self)
        self._tabs.currentChanged.connect(lambda place: self.part_chosen.emit(_PARTS[place]))
        self._line = LinePart(speech, self)
        self._line.code_entered.connect(self.code_entered)
        self._refused = RefusedPart(speech, self)
        self._refused.message_chosen.connect(self.message_chosen)
        self._conflicts = ConflictsPart(speech, self)
        self._conflicts.conflict_chosen.connect(self.conflict_chosen)
        self._stack = QStackedWidget(self)
        self._stack.setObjectName("sync_stack")
        for part in (self._line, self._refused, self._conflicts):
            self._stack.addWidget(part)
        content = QVBoxLayout()
        spaced(content, margin=(24, 16, 24, 16), gap=12)
        for widget in (self._title, self._trouble, self._busy, self._done, self._tabs):
            content.addWidget(widget)
        content.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        spaced(column, gap=0)
        column.addLayout(content, 1)
        column.addWidget(self._bar())
        self.show_state(self._state)

    def main_field(self) -> QWidget:
        return self._tabs

    def show_state(self, state: SyncState) -> None:
        self._state = state
        self._trouble.set(state.trouble)
        self._busy.set(state.busy)
        place = _PARTS.index(state.part)
        with QSignalBlocker(self._tabs):
            self._tabs.setCurrentIndex(place)
        self._stack.setCurrentIndex(place)
        self._show_ways(state)
        self.retranslate()

    def retranslate(self) -> None:
        say, state = self._say, self._state
        self._title.setText(say("Connection with the hub"))
        self._trouble.retranslate(say("Try again"))
        self._busy.retranslate(say("Cancel"))
        self._done.set("ok", done_words(say, state.done))
        open_ones = sum(one.state == "open" for one in state.conflicts)
        for place, (name, count) in enumerate(
            (
                (say("The line"), 0),
                (say("Not taken by the hub"), len(state.refused)),
                (say("Two versions of a case"), open_ones),
            )
        ):
            self._tabs.setTabText(place, f"{name} · {count}" if count else name)
        self._tabs.setAccessibleName(say("Parts of the page"))
        for part in (self._line, self._refused, self._conflicts):
            part.show_state(state)
        self._wake.set(say("Try now"))
        self._carry.set(say("Save all that waits to a file…"))
        self._save.set(say("Save to a file…"))
        self._again.set(say("Send again"))
        self._mine.set(say("Take this window's version"))
        self._theirs.set(say("Take the other version"))
        self._question.setText(self._asked(state))
        self._confirm.set(say("Yes, this version stands"))
        self._keep.set(say("Not yet"))

    def _asked(self, state: SyncState) -> str:
        say = self._say
        if state.taking is Take.MINE:
            return say("This window's version stands then, and the other one does not. Sure?")
        return say("The other version stands then, and this window's does not. Sure?")

    def _show_ways(self, state: SyncState) -> None:
        part, message, conflict = state.part, state.shown_message, state.shown_conflict
        free = not state.working
        self._wake.setVisible(part is Part.LINE)
        self._wake.setEnabled(free)
        self._carry.setVisible(part is Part.LINE)
        counts = state.counts
        waits = counts is not None and bool(counts.pending or counts.scans_waiting)
        self._carry.setEnabled(free and waits)
        of_message = part is Part.REFUSED and message is not None
        self._again.setVisible(of_message)
        self._again.setEnabled(free)
        self._save.setVisible(of_message and message is not None and not message.sha256)
        self._save.setEnabled(free)
        chooses = part is Part.CONFLICTS and state.may_choose
        asks = chooses and state.taking is not None
        for button in (self._mine, self._theirs):
            button.setVisible(chooses and not asks)
        self._theirs.setEnabled(conflict is not None and conflict.theirs is not None)
        for widget in (self._question, self._confirm, self._keep):
            widget.setVisible(asks)
        ways = (self._wake, self._again, self._mine, self._question)
        self._foot.setVisible(any(not one.isHidden() for one in ways))

    def _bar(self) -> ActionBar:
        self._foot = bar = ActionBar("sync_bar", self)
        self._question = make_label("sync_question", "strong", bar)
        self._confirm = ActionButton("sync_confirm", "danger", bar)
        self._keep = ActionButton("sync_keep", parent=bar)
        self._carry = ActionButton("sync_carry", parent=bar)
        self._wake = ActionButton("sync_wake", "primary", bar)
        self._save = ActionButton("sync_save", parent=bar)
        self._again = ActionButton("sync_again", "primary", bar)
        self._theirs = ActionButton("sync_take_theirs", parent=bar)
        self._mine = ActionButton("sync_take_mine", parent=bar)
        self._keep.bind(Shortcut.BACK)
        self._carry.bind(Shortcut.CARRY)
        self._wake.bind(Shortcut.SYNC_NOW)
        self._again.bind(Shortcut.NEXT)
        self._confirm.clicked.connect(self.confirm_clicked)
        self._keep.clicked.connect(self.keep_clicked)
        self._carry.clicked.connect(self._ask_outbox_file)
        self._wake.clicked.connect(self.wake_clicked)
        self._save.clicked.connect(self._ask_message_file)
        self._again.clicked.connect(self.again_clicked)
        self._mine.clicked.connect(lambda: self.take_clicked.emit(Take.MINE))
        self._theirs.clicked.connect(lambda: self.take_clicked.emit(Take.THEIRS))
        for widget in (self._question, self._confirm, self._keep):
            bar.add_left(widget)
        for button in (
            *(self._carry, self._wake, self._save, self._again),
            *(self._theirs, self._mine),
        ):
            bar.add_right(button)
        return bar

    def _ask_outbox_file(self) -> None:
        dialog = self._dialog("sync_carry_dialog", OUTBOX_FILE)
        dialog.fileSelected.connect(lambda file: self.carry_chosen.emit(Path(file)))
        dialog.open()

    def _ask_message_file(self) -> None:
        message = self._state.shown_message
        if message is None:
            return
        dialog = self._dialog("sync_save_dialog", f"{message.number or message.id}.txt")
        dialog.fileSelected.connect(lambda file: self.save_chosen.emit(Path(file)))
        dialog.open()

    def _dialog(self, name: str, file: str) -> QFileDialog:
        dialog = QFileDialog(self, self._say("Save as…"), file)
        dialog.setObjectName(name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.finished.connect(dialog.deleteLater)
        return dialog
