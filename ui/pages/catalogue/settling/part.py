"""The tab of two editions: both wordings side by side, and what is taken of which."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from operator_app.domain.catalogue import Catalogue, ServiceRecord
from operator_app.domain.edition_differences import row_differences
from operator_app.domain.measures import Measure, amount_of, measure_of
from operator_app.domain.proposals import LONGEST_PLACE
from operator_app.usecases.rules import local
from ui.pages.catalogue.measure_words import amount_words, measure_name
from ui.pages.catalogue.settling.state import Meeting, SettlingState, Side
from ui.pages.catalogue.telling import act_of, compared, in_force_from
from ui.runtime.shortcuts import Shortcut
from ui.runtime.speech import Speech
from ui.runtime.wording import breakable
from ui.style.worn import spaced
from ui.widgets import (
    ActionButton,
    BusyPanel,
    Card,
    Column,
    EmptyPanel,
    FactList,
    FieldRow,
    NoticePanel,
    TroublePanel,
    make_label,
)
from ui.widgets.chosen_list import ChosenList
from ui.widgets.reading import Reading
from ui.widgets.versions import Compared, Versions

LONGEST_NAME = 60
"""Letters of a row's name beside a box; the whole name stands in the lines above."""


class SettlingPart(QWidget):
    """Signals: chosen(str), taken(str, bool), place_typed(str), propose_clicked(),
    retry_clicked().
    """

    chosen = Signal(str)
    taken = Signal(str, bool)
    place_typed = Signal(str)
    propose_clicked = Signal()
    retry_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settling")
        self._say = speech
        self._boxes: list[QCheckBox] = []
        self._codes: tuple[str, ...] = ()
        self._empty = EmptyPanel("settling_empty", "check-circle-outline", self)
        self._list: ChosenList[Meeting] = ChosenList(
            "settling_list", lambda one: one.quarrel.fell, self.chosen.emit, self, least_px=300
        )
        row = QHBoxLayout(self)
        spaced(row, gap=16)
        row.addWidget(self._empty, 1)
        row.addWidget(self._list, 3)
        row.addWidget(self._meeting_card(), 6)

    def show_state(self, state: SettlingState) -> None:
        say, shown = self._say, state.shown
        self._empty.set(say("Nowhere have two editions been made of one"))
        self._empty.setVisible(shown is None)
        self._list.setVisible(shown is not None)
        self._card.setVisible(shown is not None)
        self._trouble.set(state.trouble)
        self._trouble.retranslate(say("Try again"))
        self._busy.set(state.busy)
        self._busy.retranslate(say("Cancel"))
        self._list.set_title(say("Two editions of one"))
        self._list.table.setAccessibleName(say("Two editions of one"))
        self._list.show_rows(state.meetings, state.chosen, self._columns())
        if shown is None or state.law is None:
            self._card.set_title("")
            self._facts.clear()
            self._versions.clear()
            return
        self._card.set_title(breakable(shown.stands.record.name[say.language]))
        self._facts.set_facts(
            [
                (say("Act"), act_of(say, state.law, shown.stands.record)),
                (say("Stands: the hub has heard of it first"), self._people(shown.stands)),
                (say("Does not stand, cases under it keep it"), self._people(shown.fell)),
            ]
        )
        lines = _lines(say, state.law, shown)
        self._versions.set((say("Stands"), say("Does not stand")), lines, say("differs"))
        self._versions.setVisible(bool(lines))
        self._show_ways(state, shown)

    def _show_ways(self, state: SettlingState, shown: Meeting) -> None:
        say, waiting = self._say, state.waiting
        if waiting is not None:
            said = say(
                "{by} has proposed what shall hold: another person confirms it.",
                by=breakable(waiting.by.name),
            )
        elif shown.apart:
            said = say("Compare both with the printed act, and tick what is right at the right.")
        else:
            said = say("Both say the same: propose that the one that stands shall hold.")
        self._notice.set("muted" if waiting is not None else "warn", said)
        free = waiting is None
        self._take_title.setText(say("Taken of the edition that does not stand"))
        self._take_title.setVisible(free and bool(shown.apart))
        self._show_boxes(state, shown.apart if free else ())
        for widget in (self._place_row, self._propose):
            widget.setVisible(free)
        if self._place.text() != state.place:
            with QSignalBlocker(self._place):
                self._place.setText(state.place)
        self._place.setEnabled(state.may_propose)
        self._place_row.set(
            say("Where in the printed act"),
            error=state.place_fault,
            hint=say("Paragraph and item, for whoever confirms it"),
        )
        self._propose.set(say("Propose what shall hold"))
        self._propose.setEnabled(state.may_propose)

    def _show_boxes(self, state: SettlingState, codes: tuple[str, ...]) -> None:
        """Boxes are kept and re-used; each says which row or measure it takes."""
        while len(self._boxes) < len(codes):
            self._add_box()
        self._codes = codes
        for number, box in enumerate(self._boxes):
            box.setVisible(number < len(codes))
            if number < len(codes):
                name = self._called(state.shown, codes[number])
                box.setText(name[:LONGEST_NAME] + ("…" if len(name) > LONGEST_NAME else ""))
                box.setAccessibleName(name)
                box.setChecked(codes[number] in state.taken)
                box.setEnabled(state.may_propose)

    def _add_box(self) -> None:
        number = len(self._boxes)
        box = QCheckBox(self._takes)
        box.setObjectName(f"settling_take_{number}")
        box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        box.clicked.connect(lambda on: self.taken.emit(self._codes[number], on))
        self._boxes.append(box)
        self._takes_column.addWidget(box)

    def _called(self, shown: Meeting | None, code: str) -> str:
        measure = measure_of(code)
        if measure is not None:
            return measure_name(self._say, measure)
        return "" if shown is None else _row_name(self._say, shown, code)

    def _people(self, side: Side) -> str:
        last = side.edition.changes[-1]
        names = f"{breakable(last.proposed_by.name)}; {breakable(last.confirmed_by.name)}"
        from_day = in_force_from(self._say, side.record)
        return f"{names}, {self._say.moment(local(last.confirmed_at))} · {from_day}"

    def _columns(self) -> tuple[Column[Meeting], ...]:
        say = self._say

        def what(one: Meeting) -> str:
            lines = say.plural("{n} difference", "{n} differences", len(one.apart))
            return f"{one.stands.record.name[say.language]}\n{lines}"

        return (
            Column(say("Service"), what, stretch=True),
            Column(say("State"), lambda _: say("Not settled"), kind=lambda _: "warn"),
        )

    def _meeting_card(self) -> Card:
        self._card = card = Card("settling_meeting", self)
        self._trouble = TroublePanel("settling_trouble", card)
        self._trouble.retry_clicked.connect(self.retry_clicked)
        self._busy = BusyPanel("settling_busy", card)
        self._notice = NoticePanel("settling_notice", card)
        content = QWidget()
        column = QVBoxLayout(content)
        spaced(column, gap=16)
        self._versions = Versions("settling_versions", content)
        self._take_title = make_label("settling_take_title", "strong", content)
        self._takes = QWidget(content)
        self._takes_column = QVBoxLayout(self._takes)
        spaced(self._takes_column, gap=4)
        self._facts = FactList("settling_facts", content, stacked=True)
        for widget in (self._versions, self._take_title, self._takes, self._facts):
            column.addWidget(widget)
        column.addStretch(1)
        self._place = QLineEdit(card)
        self._place.setObjectName("settling_place")
        self._place.setMaxLength(LONGEST_PLACE)
        self._place.textEdited.connect(self.place_typed)
        self._place_row = FieldRow("settling_place_row", self._place, card)
        self._propose = ActionButton("settling_propose", "primary", card)
        self._propose.bind(Shortcut.NEXT)
        self._propose.clicked.connect(self.propose_clicked)
        for panel in (self._trouble, self._busy, self._notice):
            card.body.addWidget(panel)
        card.body.addWidget(Reading("settling_area", content, card, by_keys=True), 1)
        card.body.addWidget(self._place_row)
        card.body.addWidget(self._propose)
        return card


def _row_name(say: Speech, shown: Meeting, code: str) -> str:
    row = shown.stands.record.requirement(code) or shown.fell.record.requirement(code)
    return code if row is None else row.name[say.language]


def _lines(say: Speech, law: Catalogue, shown: Meeting) -> tuple[Compared, ...]:
    """What each of the two says, row by row, and who stands for it."""
    stands, fell = shown.stands.record, shown.fell.record
    told: list[Compared] = []
    for code in shown.apart:
        measure = measure_of(code)
        if measure is not None:
            told.append(_measure_line(say, measure, stands, fell))
            continue
        name = breakable(_row_name(say, shown, code))
        told_apart = row_differences(stands.requirement(code), fell.requirement(code))
        lines = compared(say, law, told_apart, None)
        told += [replace(line, name=f"{name}: {line.name}") for line in lines]
    return tuple(told)


def _measure_line(
    say: Speech, measure: Measure, stands: ServiceRecord, fell: ServiceRecord
) -> Compared:
    mine, theirs = amount_of(stands, measure), amount_of(fell, measure)
    return Compared(
        name=measure_name(say, measure),
        mine=amount_words(say, mine),
        theirs=amount_words(say, theirs),
        differs=True,
    )
