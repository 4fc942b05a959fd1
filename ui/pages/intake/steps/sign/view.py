"""Paints the fifth step: left what is signed, right with what it is signed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from operator_app.domain.applications import DeliveryWay
from ui.pages.intake.steps.sign.package import PackageCard
from ui.pages.intake.steps.sign.state import KeyFacts, SignState
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets.cards import Card, line
from ui.widgets.facts import FactList
from ui.widgets.fields import FieldRow
from ui.widgets.labels import make_label
from ui.widgets.panels import BusyPanel, NoticePanel, TroublePanel
from ui.widgets.reading import Reading


class SignStepView(QWidget):
    """Signals: password_typed(str), way_chosen(DeliveryWay), retry_clicked()."""

    password_typed = Signal(str)
    way_chosen = Signal(object)
    retry_clicked = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("intake_sign")
        self._say = speech
        self._state = SignState()
        self._attempt = 0
        self._package = PackageCard("sign_package", speech, self)
        self._trouble = TroublePanel("sign_trouble", self)
        self._trouble.retry_clicked.connect(self.retry_clicked)
        self._busy = BusyPanel("sign_busy", self)
        column = QVBoxLayout(self)
        spaced(column, gap=16)
        column.addWidget(self._trouble)
        column.addWidget(self._busy)
        row = QHBoxLayout()
        spaced(row, gap=16)
        row.addWidget(self._package, 3)
        row.addWidget(self._key_card(), 2)
        column.addLayout(row, 1)
        self.retranslate()

    def main_field(self) -> QWidget:
        """The password, or the way of sending where the key asks for none."""
        if self._password.isVisible():
            return self._password
        return self._courier if self._courier.isChecked() else self._gateway

    def show_state(self, state: SignState) -> None:
        self._state = state
        if state.attempt != self._attempt:
            self._attempt = state.attempt
            self._password.clear()
        self.retranslate()
        free = not state.working and not state.signed
        self._password.setEnabled(free)
        for button in (self._gateway, self._courier):
            button.setEnabled(free)
        chosen = self._courier if state.way is DeliveryWay.COURIER else self._gateway
        chosen.setChecked(True)
        self._trouble.set(state.trouble)
        self._busy.set(state.busy)

    def retranslate(self) -> None:
        say, state = self._say, self._state
        self._package.show_state(state)
        self._trouble.retranslate(say("Try again"))
        self._busy.retranslate(say("Cancel"))
        self._card.set_title(say("Signature"))
        self._key.set_facts(self._key_facts(state.key))
        asks = state.key is not None and state.key.asks_password and not state.signed
        self._field.set(say("Password of the key"), hint=say("It is used once and not kept"))
        self._field.setVisible(asks)
        made_up = state.key is not None and not state.key.asks_password
        self._training.set(
            "muted",
            say("Made-up key of the training center: it asks for no password") if made_up else "",
        )
        self._signed.set("ok", say("Signed and accepted") if state.signed else "")
        self._way.setText(say("How it goes to the provider"))
        self._set_radio(self._gateway, say("Through the gateway, at once"))
        self._set_radio(self._courier, say("On paper, by courier"))
        self._law.setText(say("What is signed is not edited any more: a change is signed anew."))

    def _key_card(self) -> Card:
        self._card = Card("sign_key", self)
        self._key = FactList("sign_key_facts", self._card)
        self._password = QLineEdit(self._card)
        self._password.setObjectName("sign_password")
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.textChanged.connect(self.password_typed)
        self._field = FieldRow("sign_password_row", self._password, self._card)
        self._training = NoticePanel("sign_training", self._card)
        self._signed = NoticePanel("sign_signed", self._card)
        self._way = make_label("sign_way", "strong", self._card)
        self._gateway = QRadioButton(self._card)
        self._gateway.setObjectName("sign_way_gateway")
        self._gateway.clicked.connect(lambda: self.way_chosen.emit(DeliveryWay.GATEWAY))
        self._courier = QRadioButton(self._card)
        self._courier.setObjectName("sign_way_courier")
        self._courier.clicked.connect(lambda: self.way_chosen.emit(DeliveryWay.COURIER))
        ways = QButtonGroup(self._card)
        for button in (self._gateway, self._courier):
            ways.addButton(button)
        self._law = make_label("sign_law", "note", self._card)
        content = QWidget()
        body = QVBoxLayout(content)
        spaced(body, gap=12)
        above: tuple[QWidget, ...] = (self._key, self._field, self._training, self._signed)
        below: tuple[QWidget, ...] = (self._way, self._gateway, self._courier)
        for widget in (*above, line(content), *below):
            body.addWidget(widget)
        body.addStretch(1)
        body.addWidget(self._law)
        self._card.body.addWidget(Reading("sign_key_area", content, self._card), 1)
        return self._card

    def _key_facts(self, key: KeyFacts | None) -> tuple[tuple[str, str], ...]:
        say = self._say
        if key is None:
            return ((say("Key"), say("is being looked for…")),)
        facts = [(say("Key"), key.file)]
        if key.holder:
            facts.append((say("Holder"), key.holder))
        if key.valid_until is not None:
            facts.append((say("Valid until"), say.date(key.valid_until)))
        return tuple(facts)

    @staticmethod
    def _set_radio(button: QRadioButton, text: str) -> None:
        button.setText(text)
        button.setAccessibleName(text)
