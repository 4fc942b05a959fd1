"""Our own bug, told plainly: what is safe, what to do, and a code for support."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.runtime.speech import Speech
from ui.style.worn import spaced
from ui.widgets.buttons import ActionButton
from ui.widgets.labels import IconLabel, make_label


class CrashDialog(QDialog):
    """Accepted: closes the window it belongs to. Rejected: go on from what is saved."""

    def __init__(self, speech: Speech, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crash_dialog")
        if parent is not None:
            self.accepted.connect(parent.window().close)
        say = speech
        self.setWindowTitle(say("The program has made a mistake"))
        sign = IconLabel("crash_sign", "alert-octagon-outline", "bad", 32, self)
        title = make_label("crash_title", "page", self)
        title.setText(say("The program has made a mistake"))
        means = make_label("crash_means", "text", self)
        means.setText(
            say("What was typed up to a second ago is saved. Nothing was sent by mistake.")
        )
        now = make_label("crash_now", "text", self)
        now.setText(
            say(
                "Close the program and open it again: the case opens where it was."
                " Tell support the code:"
            )
        )
        number = make_label("crash_code", "title", self)
        number.setText(code)
        number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = ActionButton("crash_close", "primary", self)
        close.set(say("Close the program"), "Enter")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        go_on = ActionButton("crash_go_on", parent=self)
        go_on.set(say("Go on"), "Esc")
        go_on.clicked.connect(self.reject)
        words = QVBoxLayout()
        for label in (title, means, now, number):
            words.addWidget(label)
        top = QHBoxLayout()
        top.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(go_on)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addStretch(1)
        column.addLayout(buttons)
        spaced(words, gap=8)
        spaced(top, gap=16)
        spaced(buttons, gap=12)
        spaced(column, margin=24, gap=24)
