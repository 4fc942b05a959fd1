"""Paints the page of the catalogue: its tabs, and under them what can be done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from operator_app.domain.proposals import Kind
from ui.pages.catalogue.editions_part import EditionsPart
from ui.pages.catalogue.lists_part import ListsPart
from ui.pages.catalogue.proposals_part import ProposalsPart
from ui.pages.catalogue.settling.part import SettlingPart
from ui.pages.catalogue.state import CatalogueState, Part
from ui.pages.catalogue.telling import done_words, offered_words
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

PACKAGE_FILE = "tereze-catalogue.package"
_PARTS = tuple(Part)


class CatalogueView(QWidget):
    """Signals: part_chosen(Part), service_chosen(str), row_chosen(str), start_clicked(Kind),
    form_typed(RowForm), propose_clicked(), drop_clicked(), proposal_chosen(str), ticked(bool),
    day_typed(str),
    confirm_clicked(), return_clicked(), remark_typed(str), send_back_clicked(), keep_clicked(),
    edition_chosen(str), other_chosen(str), export_chosen(Path), package_chosen(Path),
    take_clicked(), retry_clicked().
    """

    part_chosen = Signal(object)
    service_chosen = Signal(str)
    row_chosen = Signal(str)
    start_clicked = Signal(object)
    form_typed = Signal(object)
    propose_clicked = Signal()
    drop_clicked = Signal()
    proposal_chosen = Signal(str)
    ticked = Signal(bool)
    day_typed = Signal(str)
    confirm_clicked = Signal()
    return_clicked = Signal()
    remark_typed = Signal(str)
    send_back_clicked = Signal()
    keep_clicked = Signal()
    edition_chosen = Signal(str)
    other_chosen = Signal(str)
    export_chosen = Signal(object)
    package_chosen = Signal(object)
    take_clicked = Signal()
    retry_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("catalogue_page")
        self._say = speech
        self._state = CatalogueState()
        self._met = 0
        self._title = make_label("catalogue_title", "page", self)
        self._trouble = TroublePanel("catalogue_trouble", self)
        self._trouble.retry_clicked.connect(self.retry_clicked)
        self._busy = BusyPanel("catalogue_busy", self)
        self._done = NoticePanel("catalogue_done", self)
        self._offered = NoticePanel("catalogue_offered", self)
        self._quarrel = NoticePanel("catalogue_quarrel", self)
        self._tabs = make_tabs("catalogue_tabs", len(_PARTS), self)
        self._tabs.currentChanged.connect(lambda place: self.part_chosen.emit(_PARTS[place]))
        content = QVBoxLayout()
        spaced(content, margin=(24, 16, 24, 16), gap=12)
        head = QHBoxLayout()
        spaced(head, gap=16)
        head.addWidget(self._title)
        head.addWidget(self._quarrel, 1)
        content.addLayout(head)
        for widget in (self._trouble, self._busy, self._done, self._offered):
            content.addWidget(widget)
        content.addWidget(self._tabs)
        content.addWidget(self._parts(), 1)
        column = QVBoxLayout(self)
        spaced(column, gap=0)
        column.addLayout(content, 1)
        column.addWidget(self._bar())
        self.show_state(self._state)

    def main_field(self) -> QWidget:
        return self._tabs

    def show_state(self, state: CatalogueState) -> None:
        before, self._state = self._state, state
        self._trouble.set(state.trouble)
        self._busy.set(state.busy)
        place = _PARTS.index(state.part)
        with QSignalBlocker(self._tabs):
            self._tabs.setCurrentIndex(place)
        self._stack.setCurrentIndex(place)
        self._show_ways(state)
        self.retranslate()
        if state.form is not None and before.form is None:
            self._lists.place.setFocus()
        elif state.returning and not before.returning:
            self._proposals.remark.setFocus()

    def show_met(self, count: int) -> None:
        """So many times two editions were made of one, and nobody has settled it."""
        if count != self._met:
            self._met = count
            self.retranslate()

    def retranslate(self) -> None:
        say, state = self._say, self._state
        self._title.setText(say("Catalogue"))
        self._trouble.retranslate(say("Try again"))
        self._busy.retranslate(say("Cancel"))
        self._done.set("ok", done_words(say, state.done))
        self._offered.set("warn", offered_words(say, state.offered))
        names = (
            (say("Lists of papers"), 0),
            (say("Waits for the second person"), len(state.proposals)),
            (say("Editions"), 0),
            (say("Two editions of one"), self._met),
        )
        for place, (name, count) in enumerate(names):
            self._tabs.setTabText(place, f"{name} · {count}" if count else name)
        settling = state.part is Part.QUARRELS
        self._tabs.setTabVisible(_PARTS.index(Part.QUARRELS), settling or bool(self._met))
        met = say("Two windows made two editions of one without a line: see the last tab")
        self._quarrel.set("warn", met if self._met and not settling else "")
        self._tabs.setAccessibleName(say("Parts of the page"))
        for part in (self._lists, self._proposals, self._editions):
            part.show_state(state)
        self._drop.set(say("Back"))
        self._remove.set(say("Take out…"))
        self._add.set(say("New row…"))
        self._correct.set(say("Correct…"))
        self._as_it_is.set(say("Confirm as it stands…"))
        self._propose.set(say("Propose"))
        self._return.set(say("Take back") if state.own else say("Return with a remark…"))
        many = len(state.together)
        self._confirm.set(say("Confirm {n} together", n=many) if many > 1 else say("Confirm"))
        self._keep.set(say("Back"))
        self._send_back.set(say("Return"))
        self._export.set(say("Save a package…"))
        self._import.set(say("Open a package…"))
        self._take.set(say("Take the editions in"))

    def _show_ways(self, state: CatalogueState) -> None:
        free, part = not state.working, state.part
        lists, proposals = part is Part.LISTS, part is Part.PROPOSALS
        typing = lists and state.form is not None
        resting = lists and state.form is None and state.record is not None
        shown = proposals and state.shown_proposal is not None
        looked = state.offered is not None
        row = state.shown_row
        fixed = row is None or row.identity or row.representative
        seen = {
            self._drop: typing,
            self._propose: typing,
            self._remove: resting,
            self._add: resting,
            self._correct: resting,
            self._as_it_is: resting,
            self._return: shown and not state.returning,
            self._confirm: shown and not state.returning and not state.own,
            self._send_back: shown and state.returning,
            self._keep: (shown and state.returning) or (part is Part.EDITIONS and looked),
            self._export: part is Part.EDITIONS and not looked,
            self._import: part is Part.EDITIONS and not looked,
            self._take: part is Part.EDITIONS and looked,
        }
        for button, visible in seen.items():
            button.setVisible(visible)
            button.setEnabled(free)
        known = row is not None or state.shown_measure is not None
        self._correct.setEnabled(state.may_propose and known)
        self._remove.setEnabled(state.may_propose and not fixed)
        self._as_it_is.setEnabled(state.may_propose and state.unconfirmed)
        center = state.law is not None and bool(state.law.center.records)
        self._export.setEnabled(free and center)
        self._take.setEnabled(free and looked and bool(state.offered and state.offered.fresh))
        self._foot.setVisible(any(seen.values()))

    def _parts(self) -> QStackedWidget:
        self._lists = ListsPart(self._say, self)
        self._lists.service_chosen.connect(self.service_chosen)
        self._lists.row_chosen.connect(self.row_chosen)
        self._lists.form_typed.connect(self.form_typed)
        self._proposals = ProposalsPart(self._say, self)
        self._proposals.proposal_chosen.connect(self.proposal_chosen)
        self._proposals.ticked.connect(self.ticked)
        self._proposals.day_typed.connect(self.day_typed)
        self._proposals.remark_typed.connect(self.remark_typed)
        self._editions = EditionsPart(self._say, self)
        self._editions.edition_chosen.connect(self.edition_chosen)
        self._editions.other_chosen.connect(self.other_chosen)
        self._stack = QStackedWidget(self)
        self._stack.setObjectName("catalogue_stack")
        self.settling = SettlingPart(self._say, self)
        for part in (self._lists, self._proposals, self._editions, self.settling):
            self._stack.addWidget(part)
        return self._stack

    def _bar(self) -> ActionBar:
        self._foot = bar = ActionBar("catalogue_bar", self)
        self._drop = ActionButton("catalogue_drop", parent=bar)
        self._keep = ActionButton("catalogue_keep", parent=bar)
        self._remove = ActionButton("catalogue_remove", "danger", bar)
        self._add = ActionButton("catalogue_add", parent=bar)
        self._correct = ActionButton("catalogue_correct", parent=bar)
        self._as_it_is = ActionButton("catalogue_as_it_is", "primary", bar)
        self._propose = ActionButton("catalogue_propose", "primary", bar)
        self._return = ActionButton("catalogue_return", parent=bar)
        self._send_back = ActionButton("catalogue_send_back", "primary", bar)
        self._confirm = ActionButton("catalogue_confirm", "primary", bar)
        self._export = ActionButton("catalogue_export", parent=bar)
        self._import = ActionButton("catalogue_import", parent=bar)
        self._take = ActionButton("catalogue_take", "primary", bar)
        for key, buttons in (
            (Shortcut.BACK, (self._drop, self._keep)),
            (
                Shortcut.NEXT,
                (self._as_it_is, self._propose, self._send_back, self._confirm, self._take),
            ),
            (Shortcut.CHANGE, (self._correct,)),
            (Shortcut.CARRY, (self._export,)),
            (Shortcut.FROM_FILE, (self._import,)),
        ):
            for button in buttons:
                button.bind(key)
        self._connect_bar()
        for button in (self._drop, self._keep, self._remove):
            bar.add_left(button)
        for button in (
            *(self._add, self._correct, self._as_it_is, self._propose),
            *(self._return, self._confirm, self._send_back),
            *(self._export, self._import, self._take),
        ):
            bar.add_right(button)
        return bar

    def _connect_bar(self) -> None:
        self._drop.clicked.connect(self.drop_clicked)
        self._keep.clicked.connect(self.keep_clicked)
        self._propose.clicked.connect(self.propose_clicked)
        self._return.clicked.connect(self.return_clicked)
        self._send_back.clicked.connect(self.send_back_clicked)
        self._confirm.clicked.connect(self.confirm_clicked)
        self._take.clicked.connect(self.take_clicked)
        self._export.clicked.connect(self._ask_where)
        self._import.clicked.connect(self._ask_which)
        for button, kind in (
            (self._remove, Kind.REMOVE),
            (self._add, Kind.ADD),
            (self._correct, Kind.CORRECT),
            (self._as_it_is, Kind.CONFIRM),
        ):
            button.clicked.connect(lambda _=False, kind=kind: self.start_clicked.emit(kind))

    def _ask_where(self) -> None:
        dialog = self._dialog("catalogue_export_dialog", self._say("Save as…"), PACKAGE_FILE)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda file: self.export_chosen.emit(Path(file)))
        dialog.open()

    def _ask_which(self) -> None:
        dialog = self._dialog("catalogue_import_dialog", self._say("Open a package…"), "")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda file: self.package_chosen.emit(Path(file)))
        dialog.open()

    def _dialog(self, name: str, title: str, file: str) -> QFileDialog:
        dialog = QFileDialog(self, title, file)
        dialog.setObjectName(name)
        dialog.finished.connect(dialog.deleteLater)
        return dialog
