"""What we rely on Qt's binding for; a release of it that breaks this is not for us."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot


class _Speaker(QObject):
    said = Signal(object)


def test_a_call_of_qt_leaves_the_references_of_python_alone(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    speaker = _Speaker()
    speaker.said.connect(lambda _what: None)
    before = sys.getrefcount(None)

    for _ in range(1000):
        widget.parentWidget()
        widget.property("absent")
        widget.setMinimumWidth(8)
        speaker.said.emit(None)

    assert abs(sys.getrefcount(None) - before) < 100


def test_slot_errors_fail(qtbot: QtBot) -> None:
    """The canary: an error in a slot is seen by the hook, which tests turn into a failure."""
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(lambda: 1 / 0)

    with capture_exceptions() as caught:
        button.click()
        QTimer.singleShot(0, lambda: int("no number"))
        qtbot.waitUntil(lambda: len(caught) == 2)

    assert [kind for kind, _, _ in caught] == [ZeroDivisionError, ValueError]


def test_an_error_in_a_slot_reaches_the_hook_of_the_interpreter(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: seen.append(kind))
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(lambda: 1 / 0)

    button.click()

    assert seen == [ZeroDivisionError]
