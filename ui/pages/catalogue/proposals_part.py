"""The second tab: what one person has proposed and another one confirms or returns."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from operator_app.domain.proposals import LONGEST_REMARK, Kind, Proposal
from ui.pages.catalogue.state import CatalogueState
from ui.pages.catalogue.telling import (
    change_lines,
    kind_name,
    proposal_facts,
    row_facts,
    row_name,
    row_of,
    service_name,
)
from ui.runtime.speech import Speech
from ui.runtime.wording import breakable
from ui.style.worn import spaced
from ui.widgets import (
    Card,
    Column,
    EmptyPanel,
    FactList,
    FieldRow,
    NoticePanel,
    StateChip,
)
from ui.widgets.chosen_list import ChosenList
from ui.widgets.reading import Reading
from ui.widgets.versions import Versions

LONGEST_DAY = 12


class ProposalsPart(QWidget):
    """Signals: proposal_chosen(str), ticked(bool), day_typed(str), remark_typed(str)."""

    proposal_chosen = Signal(str)
    ticked = Signal(bool)
    day_typed = Signal(str)
    remark_typed = Signal(str)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("catalogue_proposals")
        self._say = speech
        self._empty = EmptyPanel("catalogue_proposals_empty", "check-circle-outline", self)
        self._list: ChosenList[Proposal] = ChosenList(
            "catalogue_proposals_list", lambda one: one.id, self.proposal_chosen.emit, self
        )
        row = QHBoxLayout(self)
        spaced(row, gap=16)
        row.addWidget(self._empty, 1)
        row.addWidget(self._list, 3)
        row.addWidget(self._proposal_card(), 5)

    def show_state(self, state: CatalogueState) -> None:
        say, law, shown = self._say, state.law, state.shown_proposal
        self._empty.set(say("Nothing waits for a second person"))
        self._empty.setVisible(not state.proposals)
        self._list.setVisible(bool(state.proposals))
        self._card.setVisible(shown is not None)
        self._list.set_title(say("Waits for the second person"))
        self._list.table.setAccessibleName(say("Waits for the second person"))
        self._list.table.setEnabled(not state.returning)
        self._list.show_rows(state.proposals, state.proposal, self._columns(state))
        if law is None or shown is None:
            self._card.set_title("")
            self._facts.clear()
            self._row.clear()
            self._versions.clear()
            return
        self._card.set_title(breakable(row_name(say, shown)))
        self._chip.set("accent", kind_name(say, shown.change.kind))
        if state.own:
            self._notice.set("warn", say("You have proposed it: another person confirms it."))
        else:
            place = breakable(shown.place)
            self._notice.set("muted", say("Compare with the printed act: {place}", place=place))
        self._facts.set_facts(proposal_facts(say, law, shown))
        self._show_change(state, shown)
        self._show_fields(state)

    def _show_change(self, state: CatalogueState, shown: Proposal) -> None:
        """A correction as two versions; a row that is whole as it is, whole."""
        say, law, change = self._say, state.law, shown.change
        row = row_of(shown)
        two = row is None or change.kind is Kind.CORRECT
        self._versions.setVisible(two)
        self._row.setVisible(not two)
        if law is None:
            return
        if row is None or two:
            lines = change_lines(say, law, change)
            self._versions.set((say("In the catalogue"), say("Proposed")), lines, say("differs"))
            self._row.clear()
        else:
            self._row.set_facts(row_facts(say, law, row))
            self._versions.clear()

    def _show_fields(self, state: CatalogueState) -> None:
        say = self._say
        self._tick.setText(say("Into one edition with the others that are ticked"))
        self._tick.setAccessibleName(self._tick.text())
        self._tick.setVisible(state.may_tick)
        self._tick.setChecked(state.proposal in state.ticked)
        self._tick.setEnabled(not state.working)
        self._day_row.setVisible(not state.own and not state.returning)
        self._remark_row.setVisible(state.returning)
        for edit, text in ((self._day, state.day), (self.remark, state.remark)):
            if edit.text() != text:
                with QSignalBlocker(edit):
                    edit.setText(text)
            edit.setEnabled(not state.working)
        self._day.setPlaceholderText(say("DD.MM.YYYY"))
        self._day_row.set(
            say("In force from"),
            error=state.day_fault,
            hint=say("Cases that are open keep the edition they have"),
        )
        self._remark_row.set(
            say("Why it is returned"),
            error=state.remark_fault,
            hint=say("Whoever proposed it reads this"),
        )

    def _proposal_card(self) -> Card:
        self._card = card = Card("catalogue_proposal", self)
        self._chip = StateChip("catalogue_proposal_kind", card)
        self._notice = NoticePanel("catalogue_proposal_notice", card)
        content = QWidget()
        column = QVBoxLayout(content)
        spaced(column, gap=16)
        self._facts = FactList("catalogue_proposal_facts", content)
        self._versions = Versions("catalogue_versions", content)
        self._row = FactList("catalogue_proposal_row", content)
        column.addWidget(self._versions)
        column.addWidget(self._row)
        column.addWidget(self._facts)
        column.addStretch(1)
        area = Reading("catalogue_proposal_area", content, card, by_keys=True)
        self._tick = QCheckBox(card)
        self._tick.setObjectName("catalogue_tick")
        self._tick.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._tick.clicked.connect(self.ticked)
        self._day = self._edit("catalogue_day", LONGEST_DAY, card)
        self._day.textEdited.connect(self.day_typed)
        self._day_row = FieldRow("catalogue_day_row", self._day, card)
        self.remark = self._edit("catalogue_remark", LONGEST_REMARK, card)
        self.remark.textEdited.connect(self.remark_typed)
        self._remark_row = FieldRow("catalogue_remark_row", self.remark, card)
        head = QHBoxLayout()
        spaced(head, gap=12)
        head.addWidget(self._chip)
        head.addWidget(self._notice, 1)
        card.body.addLayout(head)
        card.body.addWidget(area, 1)
        card.body.addWidget(self._tick)
        card.body.addWidget(self._day_row)
        card.body.addWidget(self._remark_row)
        return card

    @staticmethod
    def _edit(name: str, most: int, parent: QWidget) -> QLineEdit:
        edit = QLineEdit(parent)
        edit.setObjectName(name)
        edit.setMaxLength(most)
        return edit

    def _columns(self, state: CatalogueState) -> tuple[Column[Proposal], ...]:
        say, law = self._say, state.law

        def what(one: Proposal) -> str:
            return f"{row_name(say, one)}\n{service_name(say, law, one) if law else ''}"

        def kind(one: Proposal) -> str:
            if one.id in state.ticked:
                return "ok"
            return "muted" if one.by.id == state.me else "accent"

        return (
            Column(say("Paper"), what, stretch=True),
            Column(
                say("What is proposed"),
                lambda one: kind_name(say, one.change.kind),
                kind=kind,
            ),
        )
