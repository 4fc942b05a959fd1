"""The third tab: two versions of one case side by side, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from operator_app.queries.sync_state import ConflictView
from operator_app.usecases.rules import local
from ui.pages.sync.chosen_list import ChosenList
from ui.pages.sync.state import SyncState
from ui.pages.sync.telling import Compared, compared, conflict_state, kind_name, take_name
from ui.runtime.speech import Speech
from ui.runtime.wording import breakable
from ui.style.worn import spaced
from ui.widgets import Card, Column, EmptyPanel, IconLabel, NoticePanel, StateChip, make_label
from ui.widgets.labels import set_role
from ui.widgets.reading import Reading


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


@dataclass(frozen=True, slots=True)
class _Line:
    sign: IconLabel
    name: QLabel
    mine: QLabel
    theirs: QLabel

    @property
    def labels(self) -> tuple[QLabel, QLabel, QLabel]:
        return self.name, self.mine, self.theirs


class Versions(QWidget):
    """Fields down, versions across. What differs has a sign, is bold, and is said to differ."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._grid = QGridLayout(self)
        spaced(self._grid, gap=10)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 5)
        self._grid.setColumnStretch(3, 5)
        self._heads = tuple(
            make_label(f"{object_name}_head_{side}", "title", self) for side in ("mine", "theirs")
        )
        for column, head in enumerate(self._heads, start=2):
            self._grid.addWidget(head, 0, column)
        self._lines: list[_Line] = []

    def set(self, heads: tuple[str, str], rows: Sequence[Compared], differs: str) -> None:
        for head, text in zip(self._heads, heads, strict=True):
            head.setText(text)
        while len(self._lines) < len(rows):
            self._add()
        for number, line in enumerate(self._lines):
            shown = number < len(rows)
            if shown:
                self._fill(line, rows[number], differs)
            for label in line.labels:
                label.setVisible(shown)
            line.sign.setVisible(shown and rows[number].differs)

    def clear(self) -> None:
        """Nothing of a case that nobody looks at any more stays, shown or not."""
        for line in self._lines:
            for label in line.labels:
                label.clear()
                label.setAccessibleName("")

    @staticmethod
    def _fill(line: _Line, row: Compared, differs: str) -> None:
        line.name.setText(row.name)
        line.name.setAccessibleName(f"{row.name}, {differs}" if row.differs else row.name)
        line.sign.setToolTip(differs)
        for label, text in ((line.mine, row.mine), (line.theirs, row.theirs)):
            label.setText(breakable(text))
            set_role(label, "role", "strong" if row.differs else "text")

    def _add(self) -> None:
        number, name = len(self._lines), self.objectName()
        line = _Line(
            IconLabel(f"{name}_sign_{number}", "not-equal-variant", "warn", 20, self),
            make_label(f"{name}_name_{number}", "muted", self),
            make_label(f"{name}_mine_{number}", "text", self),
            make_label(f"{name}_theirs_{number}", "text", self),
        )
        for column, widget in enumerate((line.sign, *line.labels)):
            self._grid.addWidget(widget, number + 1, column, Qt.AlignmentFlag.AlignTop)
        self._lines.append(line)
