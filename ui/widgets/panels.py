"""The faces of a page besides its own: trouble, busy, empty; and a quiet notice."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.runtime.faces import Busy, Trouble
from ui.runtime.shortcuts import Shortcut
from ui.style.worn import spaced
from ui.widgets.buttons import ActionButton
from ui.widgets.labels import IconLabel, make_label, set_role

SHOWS_SECONDS_FROM = 2
_NOTICE_SIGNS = {
    "ok": "check-circle-outline",
    "warn": "alert-outline",
    "bad": "alert-circle-outline",
    "muted": "information-outline",
}


class TroublePanel(QFrame):
    """What happened, what it means for the applicant, what to do now, and a code for support.

    Signals:
        retry_clicked(): the operator wants the same tried again.
    """

    retry_clicked = Signal()

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setProperty("trouble", "true")
        self._sign = IconLabel(f"{object_name}_sign", "alert-circle-outline", "bad", 24, self)
        self._happened = make_label(f"{object_name}_happened", "strong", self)
        self._means = make_label(f"{object_name}_means", "text", self)
        self._now = make_label(f"{object_name}_now", "text", self)
        self._code = make_label(f"{object_name}_code", "note", self)
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.retry = ActionButton(f"{object_name}_retry", parent=self)
        self.retry.bind(Shortcut.RETRY)
        self.retry.clicked.connect(self.retry_clicked)
        words = QVBoxLayout()
        spaced(words, gap=4)
        for label in (self._happened, self._means, self._now, self._code):
            words.addWidget(label)
        row = QHBoxLayout(self)
        spaced(row, margin=16, gap=12)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.retry, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def retranslate(self, retry: str) -> None:
        """The only word of the panel's own."""
        self.retry.set(retry)

    def set(self, trouble: Trouble | None) -> None:
        if trouble is not None:
            self._happened.setText(trouble.happened)
            self._means.setText(trouble.means)
            self._now.setText(trouble.now)
            self._code.setText(trouble.code)
            self.retry.setVisible(trouble.retry)
            self.setAccessibleName(f"{trouble.happened} {trouble.means} {trouble.now}")
        self.setVisible(trouble is not None)


class BusyPanel(QFrame):
    """What is being done; from two seconds on with the seconds, and Cancel if it can be left.

    Signals:
        cancel_clicked(): the operator does not want to wait.
    """

    cancel_clicked = Signal()

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setProperty("busy", "true")
        self._what = make_label(f"{object_name}_what", "text", self)
        self._seconds = make_label(f"{object_name}_seconds", "muted", self, wrap=False)
        self._bar = QProgressBar(self)
        self._bar.setObjectName(f"{object_name}_bar")
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self.cancel = ActionButton(f"{object_name}_cancel", parent=self)
        self.cancel.bind(Shortcut.CANCEL_WORK)
        self.cancel.clicked.connect(self.cancel_clicked)
        words = QHBoxLayout()
        spaced(words, gap=12)
        words.addWidget(self._what, 1)
        words.addWidget(self._seconds)
        words.addWidget(self.cancel)
        column = QVBoxLayout(self)
        spaced(column, margin=16, gap=12)
        column.addLayout(words)
        column.addWidget(self._bar)
        self.hide()

    def retranslate(self, cancel: str) -> None:
        self.cancel.set(cancel)

    def set(self, busy: Busy | None) -> None:
        if busy is not None:
            self._what.setText(busy.what)
            self._bar.setAccessibleName(busy.what)
            self.setAccessibleName(busy.what)
            shown = busy.seconds >= SHOWS_SECONDS_FROM
            self._seconds.setText(f"{busy.seconds // 60:02}:{busy.seconds % 60:02}")
            self._seconds.setVisible(shown)
            self.cancel.setVisible(busy.can_cancel)
        self.setVisible(busy is not None)


class EmptyPanel(QWidget):
    """Nothing to show is said in words, with what to do about it."""

    def __init__(
        self, object_name: str, icon: str = "inbox-outline", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._sign = IconLabel(f"{object_name}_sign", icon, "ink2", 40, self)
        self._text = make_label(f"{object_name}_text", "muted", self)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        spaced(column, margin=24, gap=12)
        column.addStretch(1)
        column.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._text)
        column.addStretch(2)

    def set(self, text: str) -> None:
        self._text.setText(text)
        self.setAccessibleName(text)


class NoticePanel(QFrame):
    """One line that stays where it stands: saved, offline, marked. Hidden without a text."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._sign = IconLabel(f"{object_name}_sign", size=20, parent=self)
        self._text = make_label(f"{object_name}_text", "text", self)
        row = QHBoxLayout(self)
        spaced(row, margin=(12, 8, 12, 8), gap=8)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()

    def set(self, kind: Literal["ok", "warn", "bad", "muted"], text: str) -> None:
        set_role(self, "notice", kind)
        self._sign.set(_NOTICE_SIGNS[kind], "muted_text" if kind == "muted" else kind)
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
