"""The second tab: what the hub would not take, one by one, each with its reason in words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from operator_app.queries.sync_state import Quarantined
from operator_app.usecases.rules import local
from ui.pages.sync.state import SyncState
from ui.pages.sync.telling import kind_name
from ui.runtime.faces import Trouble
from ui.runtime.speech import Speech
from ui.runtime.wording import breakable
from ui.style.worn import spaced
from ui.widgets import Card, Column, EmptyPanel, FactList, TroublePanel
from ui.widgets.chosen_list import ChosenList
from ui.widgets.reading import Reading

HASH_SHOWN = 12


class RefusedPart(QWidget):
    """Signals: message_chosen(str)."""

    message_chosen = Signal(str)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sync_refused")
        self._say = speech
        self._empty = EmptyPanel("sync_refused_empty", "check-circle-outline", self)
        self._list: ChosenList[Quarantined] = ChosenList(
            "sync_refused_list", lambda one: one.id, self.message_chosen.emit, self
        )
        self._card = Card("sync_message", self)
        content = QWidget()
        column = QVBoxLayout(content)
        spaced(column, gap=16)
        self._reason = TroublePanel("sync_reason", content)
        self._facts = FactList("sync_message_facts", content)
        column.addWidget(self._reason)
        column.addWidget(self._facts)
        column.addStretch(1)
        self._card.body.addWidget(Reading("sync_message_area", content, self, by_keys=True), 1)
        row = QHBoxLayout(self)
        spaced(row, gap=16)
        row.addWidget(self._empty, 1)
        row.addWidget(self._list, 2)
        row.addWidget(self._card, 3)

    def show_state(self, state: SyncState) -> None:
        say, shown = self._say, state.shown_message
        self._empty.set(say("The hub has taken everything that it was sent"))
        self._empty.setVisible(not state.refused)
        self._list.setVisible(bool(state.refused))
        self._card.setVisible(shown is not None)
        self._list.set_title(say("Not taken by the hub"))
        self._list.table.setAccessibleName(say("Not taken by the hub"))
        self._list.show_rows(state.refused, state.message, self._columns())
        self._reason.retranslate(say("Try again"))
        if shown is None:
            self._card.set_title("")
            self._reason.set(None)
            self._facts.clear()
            return
        self._card.set_title(self._name(shown))
        text = say.reason(shown.reason, sha256=f"{shown.sha256[:HASH_SHOWN]}…")
        self._reason.set(Trouble(shown.reason, text.happened, text.means, text.now))
        facts = [(say("What it says"), kind_name(say, shown.type))]
        if shown.number:
            facts.append((say("Number"), shown.number))
        if shown.put_at is not None:
            facts.append((say("Saved"), say.moment(local(shown.put_at))))
        facts.append((say("Page") if shown.sha256 else say("Message"), breakable(shown.id)))
        self._facts.set_facts(facts)

    def _columns(self) -> tuple[Column[Quarantined], ...]:
        say = self._say

        def what(one: Quarantined) -> str:
            at = say.moment(local(one.put_at)) if one.put_at is not None else ""
            return f"{one.number or self._name(one)}\n{at}"

        return (
            Column(say("Message"), what, stretch=True),
            Column(
                say("State"),
                lambda one: say("A page") if one.sha256 else say("Refused by the hub"),
                kind=lambda one: "warn" if one.sha256 else "bad",
            ),
        )

    def _name(self, one: Quarantined) -> str:
        say = self._say
        return say("A page that cannot be sent") if one.sha256 else kind_name(say, one.type)
