"""The bags of the day at the left: a new one, the tray that waits, and what differs."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from operator_app.queries.manifests import KnownManifest
from ui.pages.courier.state import CourierState
from ui.pages.courier.telling import (
    STATES,
    finding_words,
    is_pressing,
    manifest_line,
    state_name,
)
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets import ActionButton, Column, FactList, FieldRow, NoticePanel, make_label
from ui.widgets.choices import choice_box
from ui.widgets.chosen_list import ChosenList
from ui.widgets.reading import Reading


class DayCard(QWidget):
    """Signals: provider_chosen(str), open_clicked(), manifest_chosen(str)."""

    provider_chosen = Signal(str)
    open_clicked = Signal()
    manifest_chosen = Signal(str)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("courier_day")
        self._say = speech
        self._codes: list[str] = []
        self._list: ChosenList[KnownManifest] = ChosenList(
            "courier_bags", lambda row: row.manifest.id, self.manifest_chosen.emit, self
        )
        self._provider = choice_box("courier_provider", self)
        self._provider.currentIndexChanged.connect(self._on_provider)
        self._provider_row = FieldRow("courier_provider_row", self._provider, self)
        self.open = ActionButton("courier_open", parent=self)
        self.open.bind(Shortcut.NEW_MANIFEST)
        self.open.clicked.connect(self.open_clicked)
        self._tray = NoticePanel("courier_tray", self)
        self._differs = make_label("courier_differs", "title", self)
        content = QWidget()
        inner = QVBoxLayout(content)
        spaced(inner, gap=0)
        self._differences = FactList("courier_differences", content)
        inner.addWidget(self._differences)
        inner.addStretch(1)
        self._area = Reading("courier_differences_area", content, self, by_keys=True)
        above = (self._provider_row, self.open, self._tray)
        for place, widget in enumerate(above, start=1):
            self._list.body.insertWidget(place, widget)
        self._list.body.addWidget(self._differs)
        self._list.body.addWidget(self._area, 1)
        column = QVBoxLayout(self)
        spaced(column, gap=0)
        column.addWidget(self._list)

    def show_state(self, state: CourierState) -> None:
        say = self._say
        self._list.set_title(say("Bags of the day"))
        self._show_providers(state)
        self.open.set(say("Open a manifest"))
        self.open.setEnabled(state.may_open)
        self._list.show_rows(state.manifests, state.chosen, self._columns())
        self._list.table.setAccessibleName(say("Bags of the day"))
        self._list.table.setEnabled(state.free)
        self._show_tray(state)
        findings = state.findings
        self._differs.setText(f"{say('Differences')}: {len(findings)}")
        self._differences.set_facts([(one.package, finding_words(say, one)) for one in findings])
        self._area.setAccessibleName(say("Differences"))
        for widget in (self._differs, self._area):
            widget.setVisible(bool(findings))

    def _show_tray(self, state: CourierState) -> None:
        """What waits for a bag, and that the first of it is pressing."""
        say, waiting = self._say, state.waiting
        pressing = bool(waiting) and is_pressing(waiting[0].due_on, state.today)
        said = say.plural(
            "{n} package in the tray waits for a bag",
            "{n} packages in the tray wait for a bag",
            len(waiting),
        )
        self._tray.set("warn" if pressing else "muted", said if waiting else "")

    def _show_providers(self, state: CourierState) -> None:
        names = [one.name[self._say.language] for one in state.providers]
        codes = [one.code for one in state.providers]
        self._provider_row.set(self._say("Provider"))
        with QSignalBlocker(self._provider):
            shown = [self._provider.itemText(place) for place in range(self._provider.count())]
            if shown != names:
                self._provider.clear()
                self._provider.addItems(names)
            if state.provider in codes:
                self._provider.setCurrentIndex(codes.index(state.provider))
        self._provider_row.setVisible(len(codes) > 1)
        self._codes = codes

    def _on_provider(self, place: int) -> None:
        if 0 <= place < len(self._codes):
            self.provider_chosen.emit(self._codes[place])

    def _columns(self) -> tuple[Column[KnownManifest], ...]:
        say = self._say
        return (
            Column(say("Manifest"), lambda row: manifest_line(say, row), stretch=True),
            Column(
                say("State"),
                lambda row: state_name(say, row.manifest.state),
                kind=lambda row: STATES[row.manifest.state],
            ),
        )
