"""The third tab: the editions of one service, and what differs between two of them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from operator_app.domain.catalogue import ServiceRecord
from operator_app.domain.edition_differences import edition_differences
from ui.pages.catalogue.state import CatalogueState
from ui.pages.catalogue.telling import (
    act_of,
    compared,
    confirmed_of,
    edition_origin,
    edition_standing,
    in_force_from,
)
from ui.runtime.speech import Speech
from ui.runtime.wording import breakable
from ui.style.worn import spaced
from ui.widgets import Card, Column, EmptyPanel, FactList, FieldRow, NoticePanel
from ui.widgets.choices import choice_box, fill_choice
from ui.widgets.chosen_list import ChosenList
from ui.widgets.reading import Reading
from ui.widgets.versions import Versions


class EditionsPart(QWidget):
    """Signals: edition_chosen(str), other_chosen(str)."""

    edition_chosen = Signal(str)
    other_chosen = Signal(str)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("catalogue_editions")
        self._say = speech
        self._empty = EmptyPanel("catalogue_editions_empty", "book-open-outline", self)
        self._list: ChosenList[ServiceRecord] = ChosenList(
            "catalogue_editions_list", lambda one: one.edition, self.edition_chosen.emit, self
        )
        self._card = card = Card("catalogue_edition", self)
        self._other = choice_box("catalogue_other", card)
        self._other.activated.connect(lambda _: self.other_chosen.emit(self._other.currentData()))
        self._other_row = FieldRow("catalogue_other_row", self._other, card)
        self._notice = NoticePanel("catalogue_edition_notice", card)
        content = QWidget()
        column = QVBoxLayout(content)
        spaced(column, gap=16)
        self._facts = FactList("catalogue_edition_facts", content)
        self._versions = Versions("catalogue_differences", content)
        column.addWidget(self._versions)
        column.addWidget(self._facts)
        column.addStretch(1)
        card.body.addWidget(self._other_row)
        card.body.addWidget(self._notice)
        card.body.addWidget(Reading("catalogue_edition_area", content, card, by_keys=True), 1)
        row = QHBoxLayout(self)
        spaced(row, gap=16)
        row.addWidget(self._empty, 1)
        row.addWidget(self._list, 3)
        row.addWidget(card, 5)

    def show_state(self, state: CatalogueState) -> None:
        say, law, shown = self._say, state.law, state.shown_edition
        known = law is not None and shown is not None
        self._empty.set(say("The catalogue is being read"))
        self._empty.setVisible(not known)
        self._list.setVisible(known)
        self._card.setVisible(known)
        self._list.table.setAccessibleName(say("Editions"))
        if law is None or shown is None:
            self._card.set_title("")
            self._facts.clear()
            self._versions.clear()
            return
        self._list.set_title(shown.name[say.language])
        self._list.show_rows(state.editions, state.edition, self._columns(state))
        self._card.set_title(in_force_from(say, shown))
        self._show_choice(state)
        done, rows = confirmed_of(shown)
        self._facts.set_facts(
            [
                (say("Edition of the standard"), breakable(shown.edition)),
                (say("Act"), act_of(say, law, shown)),
                (say("Where from"), edition_origin(say, shown)),
                (say("Confirmed rows"), say("{n} of {all}", n=done, all=rows)),
            ]
        )
        self._show_differences(state, shown)

    def _show_choice(self, state: CatalogueState) -> None:
        say = self._say
        choices = [("", say("With none"))]
        choices += [
            (one.edition, f"{one.valid_from:%d.%m.%Y} · {number}")
            for number, one in enumerate(reversed(state.editions), 1)
            if one.edition != state.edition
        ]
        fill_choice(self._other, choices)
        self._other.setCurrentIndex(max(0, self._other.findData(state.other)))
        self._other.setEnabled(len(choices) > 1)
        self._other_row.set(say("Compare with"))

    def _show_differences(self, state: CatalogueState, shown: ServiceRecord) -> None:
        say, law, other = self._say, state.law, state.compared_with
        if law is None or other is None:
            self._notice.set("muted", "")
            self._versions.clear()
            self._versions.setVisible(False)
            return
        lines = compared(say, law, edition_differences(other, shown), shown)
        said = say.plural("{n} difference", "{n} differences", len(lines))
        self._notice.set("muted", said if lines else say("Nothing differs"))
        self._versions.setVisible(bool(lines))
        heads = (in_force_from(say, other), in_force_from(say, shown))
        self._versions.set(heads, lines, say("differs"))

    def _columns(self, state: CatalogueState) -> tuple[Column[ServiceRecord], ...]:
        say, record = self._say, state.record
        today = state.today or date.min

        def what(one: ServiceRecord) -> str:
            return f"{in_force_from(say, one)}\n{edition_origin(say, one)}"

        def standing(one: ServiceRecord) -> tuple[str, str]:
            if one in state.fallen:
                return "warn", say("Does not stand")
            return edition_standing(say, one, record or one, today)

        return (
            Column(say("Edition"), what, stretch=True),
            Column(say("State"), lambda one: standing(one)[1], kind=lambda one: standing(one)[0]),
        )
