"""The first tab: whether the hub answers, what waits for it, and who this window is to it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from operator_app.usecases.rules import local
from ui.pages.sync.enrol_part import EnrolPart
from ui.pages.sync.state import Device, SyncState
from ui.pages.sync.telling import LINE_KINDS, line_meaning, line_name, marked_fact
from ui.runtime.speech import Speech
from ui.shell.clock_words import clock_fact, clock_words
from ui.style.worn import spaced
from ui.widgets import Card, FactList, NoticePanel, StateChip, make_label
from ui.widgets.reading import Reading


class LinePart(QWidget):
    """Two cards beside each other: the line, and this window. Signals: code_entered(str)."""

    code_entered = Signal(str)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sync_line")
        self._say = speech
        row = QHBoxLayout(self)
        spaced(row, gap=16)
        row.addWidget(self._line(), 3)
        row.addWidget(self._window(), 2)

    def show_state(self, state: SyncState) -> None:
        say, line, counts = self._say, state.line, state.counts
        self._line_card.set_title(say("The way to the hub"))
        self._window_card.set_title(say("This window at the hub"))
        self._chip.setVisible(line is not None)
        if line is not None:
            self._chip.set(LINE_KINDS[line.trouble], line_name(say, line.trouble))
            self._meaning.setText(line_meaning(say, line.trouble))
            self._clock.set("warn", clock_words(say, line))
        waits = counts is not None and counts.numbers_wait
        self._numbers.set(
            "warn",
            say(
                "This window's store was put back from a copy. It gives no number until it has "
                "read the news of the hub."
            )
            if waits
            else "",
        )
        self._facts.set_facts(self._waiting(state))
        self._identity.set_facts(self._who(state.device))
        self._enrol.show_state(state)

    def _waiting(self, state: SyncState) -> list[tuple[str, str]]:
        say, line, counts = self._say, state.line, state.counts
        if counts is None or line is None:
            return []
        facts = [
            (say("Messages that wait"), str(counts.pending)),
            (say("Pages that wait"), str(counts.scans_waiting)),
        ]
        if counts.oldest_at is not None:
            facts.append((say("The oldest waits since"), say.moment(local(counts.oldest_at))))
        facts.append((say("Not taken by the hub"), str(counts.refused)))
        if counts.scans_lost:
            facts.append((say("Pages that cannot be sent"), str(counts.scans_lost)))
        facts.append((say("Two versions of a case"), str(counts.conflicts)))
        facts.append((say("The clock of this computer"), clock_fact(say, line)))
        if counts.clock_marked:
            facts.append((say("Marked at the hub for a wrong clock"), marked_fact(say, counts)))
        if not line.online:
            seconds = max(1, round(line.retry_s))
            facts.append(
                (
                    say("The next try"),
                    say.plural("within {n} second", "within {n} seconds", seconds),
                )
            )
            if line.code:
                facts.append((say("Code for support"), line.code))
        return facts

    def _who(self, device: Device | None) -> list[tuple[str, str]]:
        if device is None:
            return []
        say = self._say
        return [
            (say("Center"), device.center),
            (say("Window"), str(device.window)),
            (say("Device"), device.identity.device),
            (say("How often the store was put back"), str(device.identity.epoch - 1)),
        ]

    def _line(self) -> Card:
        self._line_card = card = Card("sync_line_card", self)
        content = QWidget()
        column = QVBoxLayout(content)
        spaced(column, gap=12)
        self._chip = StateChip("sync_line_state", content)
        self._meaning = make_label("sync_line_meaning", "text", content)
        self._clock = NoticePanel("sync_clock", content)
        self._numbers = NoticePanel("sync_numbers", content)
        self._facts = FactList("sync_facts", content)
        widgets = (self._chip, self._meaning, self._clock, self._numbers, self._facts)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        card.body.addWidget(Reading("sync_line_area", content, card, by_keys=True), 1)
        return card

    def _window(self) -> Card:
        self._window_card = card = Card("sync_window_card", self)
        content = QWidget()
        column = QVBoxLayout(content)
        spaced(column, gap=12)
        self._identity = FactList("sync_identity", content, stacked=True)
        self._enrol = EnrolPart(self._say, content)
        self._enrol.code_entered.connect(self.code_entered)
        column.addWidget(self._enrol)
        column.addWidget(self._identity)
        column.addStretch(1)
        card.body.addWidget(Reading("sync_window_area", content, card, by_keys=True), 1)
        return card
