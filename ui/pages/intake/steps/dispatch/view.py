"""Paints the last step: one big sentence about the request, and the way it goes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from operator_app.domain.applications import DeliveryWay
from ui.pages.intake.steps.dispatch.bag_part import BagPart
from ui.pages.intake.steps.dispatch.state import DispatchState, Leg
from ui.runtime.speech import Speech
from ui.runtime.wording import breakable
from ui.style.worn import spaced
from ui.widgets.buttons import ActionButton
from ui.widgets.cards import Card, line
from ui.widgets.chips import ChipKind, StateChip
from ui.widgets.facts import FactList
from ui.widgets.labels import IconLabel, make_label
from ui.widgets.panels import BusyPanel, NoticePanel, TroublePanel
from ui.widgets.reading import Reading

_SIGNS: dict[Leg, tuple[str, str]] = {
    Leg.QUEUED: ("tray-arrow-up", "accent"),
    Leg.SENDING: ("tray-arrow-up", "accent"),
    Leg.OFFLINE: ("cloud-off-outline", "warn"),
    Leg.REFUSED: ("alert-circle-outline", "bad"),
    Leg.ACKNOWLEDGED: ("check-circle-outline", "ok"),
    Leg.REGISTERED: ("check-circle-outline", "ok"),
    Leg.FOR_COURIER: ("package-variant-closed", "accent"),
    Leg.IN_MANIFEST: ("package-variant-closed", "accent"),
    Leg.WITH_COURIER: ("truck-outline", "accent"),
    Leg.DELIVERED: ("check-circle-outline", "ok"),
    Leg.NOTHING_TO_SEND: ("information-outline", "ink2"),
}
_REACHED: dict[Leg, int] = {
    Leg.IN_MANIFEST: 1,
    Leg.ACKNOWLEDGED: 2,
    Leg.WITH_COURIER: 2,
    Leg.REGISTERED: 3,
    Leg.DELIVERED: 3,
}
"""The last station reached; the first one where the leg is not named."""


class DispatchStepView(QWidget):
    """Signals: check_clicked(), retry_clicked(), bag_chosen(str), put_clicked(),
    sheet_clicked().
    """

    check_clicked = Signal()
    bag_chosen = Signal(str)
    put_clicked = Signal()
    sheet_clicked = Signal()
    retry_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("intake_dispatch")
        self._say = speech
        self._state = DispatchState()
        self._trouble = TroublePanel("dispatch_trouble", self)
        self._trouble.retry_clicked.connect(self.retry_clicked)
        self._busy = BusyPanel("dispatch_busy", self)
        column = QVBoxLayout(self)
        spaced(column, gap=16)
        column.addWidget(self._trouble)
        column.addWidget(self._busy)
        column.addWidget(self._card(), 1)
        self.retranslate()

    def main_field(self) -> QWidget:
        """By courier: into which bag; else nothing is entered, and Enter only looks again."""
        return self._bag.main_field() if self._bag.may_put else self._check

    def show_state(self, state: DispatchState) -> None:
        self._state = state
        self._trouble.set(state.trouble)
        self._busy.set(state.busy)
        self.retranslate()

    def retranslate(self) -> None:
        say, state = self._say, self._state
        self._trouble.retranslate(say("Try again"))
        self._busy.retranslate(say("Cancel"))
        self._sign.set(*_SIGNS[state.leg])
        self._headline.setText(self._sentence(state))
        self._why.setText(self._explanation(state))
        self._show_way(state)
        self._facts.set_facts(self._said(state))
        self._bag.show_state(state)
        self._check.set(say("Check now"))
        self._check.setEnabled(not state.working and not state.finished)
        self._closed.set("ok", say("The ticket is closed") if state.finished else "")

    def _card(self) -> Card:
        card = Card("dispatch_card", self)
        content = QWidget()
        body = QVBoxLayout(content)
        spaced(body, margin=8, gap=16)
        self._sign = IconLabel("dispatch_sign", "tray-arrow-up", "accent", 48, content)
        self._headline = make_label("dispatch_headline", "page", content)
        self._why = make_label("dispatch_why", "muted", content)
        words = QVBoxLayout()
        spaced(words, gap=4)
        words.addWidget(self._headline)
        words.addWidget(self._why)
        head = QHBoxLayout()
        spaced(head, gap=16)
        head.addWidget(self._sign)
        head.addLayout(words, 1)
        self._stations = [StateChip(f"dispatch_station_{n}", content) for n in range(4)]
        way = QHBoxLayout()
        spaced(way, gap=8)
        for number, station in enumerate(self._stations):
            if number:
                way.addWidget(line(content), 1)
            way.addWidget(station)
        self._facts = FactList("dispatch_facts", content)
        self._check = ActionButton("dispatch_check", parent=content)
        self._check.clicked.connect(self.check_clicked)
        asks = QHBoxLayout()
        asks.addWidget(self._check)
        asks.addStretch(1)
        self._bag = BagPart(self._say, content)
        self._bag.bag_chosen.connect(self.bag_chosen)
        self._bag.put_clicked.connect(self.put_clicked)
        self._bag.sheet_clicked.connect(self.sheet_clicked)
        self._closed = NoticePanel("dispatch_closed", content)
        body.addLayout(head)
        body.addLayout(way)
        body.addWidget(line(content))
        body.addWidget(self._bag)
        body.addWidget(self._facts)
        body.addLayout(asks)
        body.addWidget(self._closed)
        body.addStretch(1)
        card.body.addWidget(Reading("dispatch_area", content, card), 1)
        return card

    def _sentence(self, state: DispatchState) -> str:
        say = self._say
        return {
            Leg.QUEUED: say("Accepted and in the queue for sending"),
            Leg.SENDING: say("Accepted, being sent to the provider"),
            Leg.OFFLINE: say("Accepted. There is no connection now: it will be sent by itself"),
            Leg.REFUSED: say("The hub did not take the request"),
            Leg.ACKNOWLEDGED: say("The request has reached the hub"),
            Leg.REGISTERED: say("The provider has registered the request"),
            Leg.FOR_COURIER: say("Accepted. It waits for the courier's manifest"),
            Leg.IN_MANIFEST: say("The package is in the courier's manifest"),
            Leg.WITH_COURIER: say("The package is with the courier"),
            Leg.DELIVERED: say("The package has been delivered to the provider"),
            Leg.NOTHING_TO_SEND: say("Nothing is sent for this case"),
        }[state.leg]

    def _explanation(self, state: DispatchState) -> str:
        say = self._say
        if state.leg in {Leg.QUEUED, Leg.SENDING}:
            if state.to_go:
                return say.plural(
                    "{n} page still to go. You need not wait: it goes by itself.",
                    "{n} pages still to go. You need not wait: they go by themselves.",
                    state.to_go,
                )
            return say("You need not wait: the next applicant can be called.")
        return {
            Leg.OFFLINE: say(
                "The receipt is valid and the term runs. "
                "Nothing need be done: the program tries again by itself."
            ),
            Leg.REFUSED: say("The message is kept whole. Tell the supervisor the number."),
            Leg.FOR_COURIER: say("Put the papers into the courier's tray with a printed receipt."),
        }.get(state.leg, "")

    def _show_way(self, state: DispatchState) -> None:
        say = self._say
        by_courier = state.way is DeliveryWay.COURIER
        names = (
            say("Signed"),
            say("In the manifest") if by_courier else say("Sent"),
            say("With the courier") if by_courier else say("At the hub"),
            say("Delivered") if by_courier else say("Registered"),
        )
        reached = _REACHED.get(state.leg, 0)
        stopped: dict[Leg, ChipKind] = {Leg.OFFLINE: "warn", Leg.REFUSED: "bad"}
        for number, station in enumerate(self._stations):
            if number <= reached:
                station.set("ok", names[number])
            elif number == reached + 1:
                station.set(stopped.get(state.leg, "accent"), names[number])
            else:
                station.set("muted", names[number])

    def _said(self, state: DispatchState) -> list[tuple[str, str]]:
        say = self._say
        facts = [(say("Number"), state.number)]
        if state.applicant:
            facts.append((say("Applicant"), breakable(state.applicant)))
        if state.service is not None:
            facts.append((say("Service"), state.service[say.language]))
        if state.due_on is not None:
            facts.append((say("Result by"), say.date(state.due_on)))
        facts.append((say("Pages"), str(state.pages)))
        if state.hub_seq is not None:
            facts.append((say("Number at the hub"), str(state.hub_seq)))
        if state.bags is not None and state.bags.inside:
            facts.append((say("Manifest"), state.bags.inside))
        if state.official_number:
            facts.append((say("Number at the provider"), state.official_number))
        return facts
