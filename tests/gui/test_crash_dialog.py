"""What the program says of its own mistake: both of its buttons do what they say."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.runtime.speech import Speech
from ui.shell.crash_dialog import CrashDialog


def test_the_dialog_closes_the_program_when_told_to(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = CrashDialog(Speech("kk"), "7A3F-09C2", window)
    dialog.open()
    dialog.reject()
    assert window.isVisible()

    dialog.open()
    close = dialog.findChild(QPushButton, "crash_close")
    assert close is not None
    close.click()

    assert not window.isVisible()
