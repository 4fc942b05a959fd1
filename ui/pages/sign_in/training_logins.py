"""The made-up people of a training center, passwords and all, beside the sign-in card."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.pages.sign_in.state import MadeUpLogin
from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets import ActionButton, Card, make_label


class TrainingLogins(Card):
    """Hidden outside of training.

    Signals:
        chosen(str): the login of the made-up person.
    """

    chosen = Signal(str)

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__("sign_in_training", parent)
        self._speech = speech
        self._logins: tuple[MadeUpLogin, ...] = ()
        self._rows: list[QWidget] = []
        self._what = make_label("sign_in_training_what", "muted", self)
        spaced(self.body, margin=32, gap=12)
        self.body.addWidget(self._what)
        self.body.addStretch(1)
        self.hide()

    def set_logins(self, logins: tuple[MadeUpLogin, ...]) -> None:
        self.setVisible(bool(logins))
        if logins == self._logins:
            return
        self._logins = logins
        for old in self._rows:
            old.hide()
            old.deleteLater()
        self._rows = [self._row(one) for one in logins]

    def retranslate(self) -> None:
        say = self._speech
        self.set_title(say("Training center"))
        self._what.setText(say("Everybody here is made up. One press signs in."))

    def _row(self, one: MadeUpLogin) -> QWidget:
        row = QWidget(self)
        button = ActionButton(f"sign_in_as_{one.login}", parent=row)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.set(one.who)
        button.clicked.connect(lambda: self.chosen.emit(one.login))
        secret = make_label(f"sign_in_secret_{one.login}", "note", row)
        secret.setText(f"{one.login} · {one.password}")
        column = QVBoxLayout(row)
        spaced(column, gap=4)
        column.addWidget(button)
        column.addWidget(secret)
        self.body.insertWidget(self.body.count() - 1, row)
        return row
