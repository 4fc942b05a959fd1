"""What a window under measurement says of itself, a line of JSON each."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

LETTER = "a"


def tell(what: str) -> None:
    print(json.dumps({"what": what, "kb": resident_kb()}), flush=True)


def resident_kb() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1])


def type_a_letter(field: QLineEdit) -> bool:
    """Whether a key pressed now puts its letter into ``field``."""
    if not field.isVisible() or QApplication.focusWidget() is not field:
        return False
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, LETTER)
        QApplication.sendEvent(field, event)
    return field.text() == LETTER
