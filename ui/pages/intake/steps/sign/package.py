"""The card that shows, before anybody signs, exactly what will be sent."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from operator_app.domain.applications import PartyKind, Representative
from operator_app.domain.checklist import RowState
from ui.pages.intake.steps.sign.state import SentRow, SignState
from ui.runtime.speech import Speech
from ui.runtime.wording import breakable
from ui.style.worn import spaced
from ui.widgets.cards import Card, line
from ui.widgets.chips import ChipKind, StateChip
from ui.widgets.facts import FactList
from ui.widgets.labels import make_label
from ui.widgets.panels import NoticePanel
from ui.widgets.reading import Reading

_KINDS: dict[RowState, ChipKind] = {
    RowState.SCANNED: "ok",
    RowState.SHOWN: "ok",
    RowState.FROM_STATE_SYSTEM: "ok",
    RowState.PENDING_STATE_SYSTEM: "warn",
    RowState.UNKNOWN: "warn",
}


class PackageCard(Card):
    """Facts on top, one line for each document below; nothing here can be pressed."""

    def __init__(self, object_name: str, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(object_name, parent)
        self._say = speech
        self._lacking = NoticePanel(f"{object_name}_lacking", self)
        self._facts = FactList(f"{object_name}_facts", self)
        self._heading = make_label(f"{object_name}_heading", "strong", self)
        self._lines: list[PackageLine] = []
        content = QWidget()
        self._list = QVBoxLayout(content)
        spaced(self._list, gap=12)
        self._list.addWidget(self._facts)
        self._list.addWidget(line(content))
        self._list.addWidget(self._heading)
        self._list.addStretch(1)
        self.body.addWidget(self._lacking)
        self.body.addWidget(Reading(f"{object_name}_area", content, self), 1)

    def show_state(self, state: SignState) -> None:
        say = self._say
        self.set_title(say("What will be signed and sent"))
        self._facts.set_facts(self._said(state))
        names = "; ".join(name[say.language] for name in state.lacking)
        self._lacking.set("bad", say("Still missing: {names}", names=names) if names else "")
        pages = say.plural("{n} page", "{n} pages", state.pages)
        self._heading.setText(say("Documents, {pages}", pages=pages))
        while len(self._lines) < len(state.rows):
            made = PackageLine(f"{self.objectName()}_row_{len(self._lines)}", say, self)
            self._lines.append(made)
            self._list.insertWidget(self._list.count() - 1, made)
        for number, one in enumerate(self._lines):
            shown = number < len(state.rows)
            one.setVisible(shown)
            if shown:
                one.show_row(state.rows[number])

    def _said(self, state: SignState) -> list[tuple[str, str]]:
        say = self._say
        facts = [(say("Number"), state.number)]
        if state.service is not None:
            facts.append((say("Service"), state.service[say.language]))
        if state.applicant is not None:
            party = state.applicant
            number = (
                say("BIN {number}", number=party.number)
                if party.kind is PartyKind.ORGANISATION
                else say("IIN {number}", number=party.number)
            )
            facts.append((say("Applicant"), f"{breakable(party.full_name)}\n{number}"))
        if state.representative is not None:
            facts.append((say("Representative"), self._representative(state.representative)))
        if state.children:
            names = "\n".join(
                f"{child.full_name}, {say.date(child.born_on)}"
                if child.born_on
                else child.full_name
                for child in state.children
            )
            facts.append((say("Children"), names))
        if state.due_on is not None:
            facts.append((say("Result by"), say.date(state.due_on)))
        return facts

    def _representative(self, representative: Representative) -> str:
        power = representative.power_of_attorney
        paper = self._say("Power of attorney")
        number = f"{paper} {power.number}" if power.number else paper
        return f"{breakable(representative.party.full_name)}\n{number}"


class PackageLine(QWidget):
    """One document: its name, and how it is there."""

    def __init__(self, object_name: str, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._say = speech
        self._name = make_label(f"{object_name}_name", "text", self)
        self._chip = StateChip(f"{object_name}_state", self)
        row = QHBoxLayout(self)
        spaced(row, gap=8)
        row.addWidget(self._name, 1)
        row.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)

    def show_row(self, row: SentRow) -> None:
        self._name.setText(row.name[self._say.language])
        self._chip.set(_KINDS.get(row.how, "bad"), self._how(row))

    def _how(self, row: SentRow) -> str:
        say = self._say
        if row.how is RowState.SCANNED:
            return say.plural("Scan, {n} page", "Scan, {n} pages", row.pages)
        return {
            RowState.SHOWN: say("Shown and returned"),
            RowState.FROM_STATE_SYSTEM: say("State system"),
            RowState.PENDING_STATE_SYSTEM: say("To be checked"),
            RowState.MISSING: say("Missing"),
            RowState.WRONG_FORM: say("Wrong form"),
            RowState.EXPIRED: say("Expired"),
            RowState.UNKNOWN: say("Not answered"),
        }.get(row.how, say("Not needed"))
