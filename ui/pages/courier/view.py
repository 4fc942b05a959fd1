"""Paints the page of the courier: the day at the left, the chosen bag at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.pages.courier.day_card import DayCard
from ui.pages.courier.manifest_card import ManifestCard
from ui.pages.courier.state import CourierState, Mode, Typed
from ui.pages.courier.telling import big_button, did_words
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets import ActionBar, ActionButton, BusyPanel, NoticePanel, TroublePanel, make_label

_FIRST_FIELD = {
    Mode.LOOK: Typed.PACKAGE,
    Mode.SEAL: Typed.SEAL,
    Mode.UNSEAL: Typed.REMARK,
    Mode.HAND_OVER: Typed.NAME,
    Mode.COUNT: Typed.PACKAGE,
}


class CourierView(QWidget):
    """Signals: back_clicked(), next_clicked(), take_out_clicked(), cover_clicked(),
    unseal_clicked(), print_clicked(), everything_clicked(), opened_clicked(), missing_clicked(),
    retry_clicked(); those of the two cards are ``day``'s and ``manifest``'s.
    """

    back_clicked = Signal()
    next_clicked = Signal()
    take_out_clicked = Signal()
    cover_clicked = Signal()
    unseal_clicked = Signal()
    print_clicked = Signal()
    everything_clicked = Signal()
    opened_clicked = Signal()
    missing_clicked = Signal()
    retry_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("courier_page")
        self._say = speech
        self._state = CourierState()
        self._title = make_label("courier_title", "page", self)
        self._trouble = TroublePanel("courier_trouble", self)
        self._trouble.retry_clicked.connect(self.retry_clicked)
        self._busy = BusyPanel("courier_busy", self)
        self._did = NoticePanel("courier_did", self)
        self._not_put = NoticePanel("courier_not_put", self)
        self._offline = NoticePanel("courier_offline", self)
        self.day = DayCard(speech, self)
        self.manifest = ManifestCard(speech, self)
        row = QHBoxLayout()
        spaced(row, gap=16)
        row.addWidget(self.day, 9)
        row.addWidget(self.manifest, 11)
        content = QVBoxLayout()
        spaced(content, margin=(24, 16, 24, 16), gap=12)
        above = (self._title, self._trouble, self._busy, self._did, self._not_put, self._offline)
        for widget in above:
            content.addWidget(widget)
        content.addLayout(row, 1)
        column = QVBoxLayout(self)
        spaced(column, gap=0)
        column.addLayout(content, 1)
        column.addWidget(self._bar())
        self.show_state(self._state)

    def main_field(self) -> QWidget:
        field = self.manifest.field(_FIRST_FIELD[self._state.mode])
        return field if field.isVisible() else self.day.open

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever comes to the page can type at once."""
        super().showEvent(event)
        self.main_field().setFocus()

    def show_state(self, state: CourierState) -> None:
        before, self._state = self._state, state
        self._trouble.set(state.trouble)
        self._busy.set(state.busy)
        self.day.show_state(state)
        self.manifest.show_state(state)
        self._show_buttons(state)
        self.retranslate()
        moved = (before.mode, before.takes_packages) != (state.mode, state.takes_packages)
        if moved and self.isVisible():
            self.main_field().setFocus()

    def retranslate(self) -> None:
        say, state = self._say, self._state
        self._title.setText(say("Courier"))
        self._trouble.retranslate(say("Try again"))
        self._busy.retranslate(say("Cancel"))
        self._did.set("ok", did_words(say, state))
        said = state.not_put[:-1] if state.trouble else state.not_put
        refused = "\n".join(one.why for one in said)
        self._not_put.set("warn", refused)
        away = say("No connection: manifests are kept here, other windows' are of before")
        self._offline.set("warn", "" if state.online else away)
        self._back.set(say("Back"))
        self._unseal.set(say("Break the seal…"))
        self._take_out.set(say("Take out"))
        self._cover.set(say("Package sheet"))
        self._everything.set(say("All came"))
        self._opened.set(say("Came opened"))
        self._missing.set(say("Not in the bag"))
        self._print.set(say("Print"))
        self._next.set(big_button(say, state))

    def _show_buttons(self, state: CourierState) -> None:
        looking, counting = state.mode is Mode.LOOK, state.mode is Mode.COUNT
        self._back.setVisible(not looking)
        self._back.setEnabled(state.free)
        self._unseal.setVisible(state.next_mode is Mode.HAND_OVER)
        self._unseal.setEnabled(state.free)
        self._take_out.setVisible(state.takes_packages)
        self._take_out.setEnabled(state.may_take_out)
        self._cover.setVisible(looking and bool(state.rows))
        self._cover.setEnabled(state.may_cover)
        came = any(one.number == state.picked for one in state.came)
        for button in (self._everything, self._opened, self._missing):
            button.setVisible(counting)
        self._everything.setEnabled(state.free)
        self._opened.setEnabled(state.free and came)
        self._missing.setEnabled(state.free and came)
        self._print.setVisible(looking and state.paper is not None)
        self._print.setEnabled(state.free)
        self._next.setVisible(not looking or state.next_mode is not None)
        self._next.setEnabled(state.may_finish if not looking else state.free)

    def _bar(self) -> ActionBar:
        bar = ActionBar("courier_bar", self)
        self._back = self._button("back", Shortcut.BACK, bar)
        self._unseal = self._button("unseal", Shortcut.UNSEAL, bar)
        self._take_out = self._button("take_out", Shortcut.TAKE_OUT, bar)
        self._everything = self._button("everything", Shortcut.EVERYTHING_CAME, bar)
        self._opened = self._button("opened", Shortcut.CAME_OPENED, bar)
        self._missing = self._button("missing", Shortcut.DID_NOT_COME, bar)
        self._cover = self._button("cover", Shortcut.PACKAGE_SHEET, bar)
        self._print = self._button("print", Shortcut.PRINT, bar)
        self._next = ActionButton("courier_next", "primary", bar)
        self._next.bind(Shortcut.NEXT)
        for button, signal in (
            (self._back, self.back_clicked),
            (self._unseal, self.unseal_clicked),
            (self._take_out, self.take_out_clicked),
            (self._everything, self.everything_clicked),
            (self._opened, self.opened_clicked),
            (self._missing, self.missing_clicked),
            (self._cover, self.cover_clicked),
            (self._print, self.print_clicked),
            (self._next, self.next_clicked),
        ):
            button.clicked.connect(signal)
        for button in (self._back, self._unseal, self._take_out, self._missing, self._opened):
            bar.add_left(button)
        for button in (self._cover, self._everything, self._print, self._next):
            bar.add_right(button)
        return bar

    @staticmethod
    def _button(name: str, key: Shortcut, bar: ActionBar) -> ActionButton:
        button = ActionButton(f"courier_{name}", parent=bar)
        button.bind(key)
        return button
