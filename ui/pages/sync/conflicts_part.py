"""The third tab: two versions of one case side by side, and where they differ."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from operator_app.queries.sync_state import ConflictView
from operator_app.usecases.rules import local
from ui.pages.sync.state import SyncState
from ui.pages.sync.telling import compared, conflict_state, kind_name, take_name
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets import Card, Column, EmptyPanel, NoticePanel, StateChip
from ui.widgets.chosen_list import ChosenList
from ui.widgets.reading import Reading
from ui.widgets.versions import Versions


class ConflictsPart(QWidget):
    """Signals: conflict_chosen(str)."""

    conflict_chosen = Signal(str)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sync_conflicts")
        self._say = speech
        self._empty = EmptyPanel("sync_conflicts_empty", "check-circle-outline", self)
        self._list: ChosenList[ConflictView] = ChosenList(
            "sync_conflicts_list", lambda one: one.id, self.conflict_chosen.emit, self
        )
        self._card = Card("sync_conflict", self)
        self._chip = StateChip("sync_conflict_state", self._card)
        self._notice = NoticePanel("sync_conflict_notice", self._card)
        content = QWidget()
        column = QVBoxLayout(content)
        spaced(column, gap=0)
        self._versions = Versions("sync_versions", content)
        column.addWidget(self._versions)
        column.addStretch(1)
        area = Reading("sync_versions_area", content, self._card, by_keys=True)
        for widget in (self._chip, self._notice):
            self._card.body.addWidget(widget)
        self._card.body.addWidget(area, 1)
        row = QHBoxLayout(self)
        spaced(row, gap=16)
        row.addWidget(self._empty, 1)
        row.addWidget(self._list, 3)
        row.addWidget(self._card, 7)

    def show_state(self, state: SyncState) -> None:
        say, shown = self._say, state.shown_conflict
        self._empty.set(say("No two windows have changed the same case at once"))
        self._empty.setVisible(not state.conflicts)
        self._list.setVisible(bool(state.conflicts))
        self._card.setVisible(shown is not None)
        self._list.set_title(say("Two versions of a case"))
        self._list.table.setAccessibleName(say("Two versions of a case"))
        self._list.show_rows(state.conflicts, state.conflict, self._columns())
        if shown is None:
            self._card.set_title("")
            self._notice.set("muted", "")
            self._versions.clear()
            return
        self._card.set_title(shown.number or shown.entity)
        self._chip.set(*conflict_state(say, shown))
        self._notice.set("muted", self._noticed(state, shown))
        self._versions.set(
            (say("This window"), say("The other window")),
            compared(say, shown, state.services),
            say("differs"),
        )

    def _noticed(self, state: SyncState, shown: ConflictView) -> str:
        say = self._say
        if shown.state != "open":
            return take_name(say, shown.take)
        if shown.theirs is None:
            return say(
                "The other version has not come yet, or the provider has acted meanwhile: only "
                "this window's version can be shown."
            )
        if not state.may_solve:
            return say("The senior operator or the supervisor chooses. Both versions are kept.")
        return ""

    def _columns(self) -> tuple[Column[ConflictView], ...]:
        say = self._say

        def what(one: ConflictView) -> str:
            mine = kind_name(say, one.mine.type) if one.mine is not None else one.entity
            return f"{one.number or mine}\n{say.moment(local(one.found_at))}"

        return (
            Column(say("Case"), what, stretch=True),
            Column(
                say("State"),
                lambda one: {"open": say("Waits for a choice"), "solved": say("Settled")}.get(
                    one.state, say("Chosen")
                ),
                kind=lambda one: conflict_state(say, one)[0],
            ),
        )
