"""``tereze rehearse --window`` with an eye on its widgets: what an operator sees, written down.

Nothing of the product is asked: the step is told by which page can be seen, the field by who has
the focus, what is typed by the fields themselves. Each change is a line in the trail, with the
moment of a clock that all processes of this machine share; a kill cannot take a line back.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPushButton,
    QWidget,
)
from shiboken6 import isValid

from operator_app.bootstrap import window_rehearsal
from operator_app.cli.rehearsal.case_file import read_case
from operator_app.cli.rehearsal.journal import Journal
from operator_app.cli.rehearsal.play import Steps
from operator_app.cli.rehearse import rehearse_on_window
from ui.rehearsal.walk import PAGES
from ui.widgets.page_strip import PageStrip

LOOK_EVERY_MS = 40
SEEN_ALL_AT_ONCE = ("service_search",)
"""Words to find a service by belong to no case yet."""
TOLD_AFTER = frozenset({QEvent.Type.KeyRelease, QEvent.Type.MouseButtonRelease, QEvent.Type.Drop})
LOADED = (window_rehearsal,)
"""The warm process has it before it forks; the command itself loads it late."""


class Watch(QObject):
    """Writes a line whenever what can be seen of the intake is not what the last line says."""

    def __init__(self, application: QApplication, trail: Path, pace_ms: int) -> None:
        """``pace_ms`` is how long the window is left alone after each letter."""
        super().__init__()
        self._pace_ms = pace_ms
        self._application = application
        self._file = os.open(trail, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._last: dict[str, object] = {}
        self._heard: QObject | None = None
        application.focusChanged.connect(self._on_focus)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_EVERY_MS)

    def _on_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        """Only the field that is typed into is listened to: all others would be slow."""
        if self._heard is not None and isValid(self._heard):
            self._heard.removeEventFilter(self)
        self._heard = now
        if now is not None:
            now.installEventFilter(self)
        self.look()

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if event.type() in TOLD_AFTER:
            self.look()
        if event.type() is QEvent.Type.KeyRelease and self._pace_ms:
            QTest.qWait(self._pace_ms)
        return False

    def look(self) -> None:
        seen = self._seen()
        if seen and seen != self._last:
            self._write(seen)

    def reopened(self) -> None:
        """The intake is on the screen and the hand has not touched it yet."""
        self._write({**self._seen(), "reopened": True})

    def _write(self, seen: dict[str, object]) -> None:
        self._last = {name: value for name, value in seen.items() if name != "reopened"}
        line = json.dumps({"at": time.monotonic(), **seen}, ensure_ascii=False)
        os.write(self._file, line.encode() + b"\n")

    def _seen(self) -> dict[str, object]:
        """A key that was pressed, and kept the focus, is no field to go on in."""
        page = next((one for one in self._application.topLevelWidgets() if one.isVisible()), None)
        intake = page.findChild(QWidget, "intake_page") if page is not None else None
        if intake is None or not intake.isVisible():
            return {}
        step, shown = _step(intake)
        focus = self._application.focusWidget()
        if shown is None:
            return {}
        inside = focus is not None and shown.isAncestorOf(focus)
        typing = not isinstance(focus, QPushButton)
        return {
            "step": step,
            "focus": focus.objectName() if focus is not None and inside and typing else "",
            "typed": _typed(shown),
        }


def _step(intake: QWidget) -> tuple[str, QWidget | None]:
    for step, known in PAGES.items():
        shown = intake.findChild(QWidget, known)
        if shown is not None and shown.isVisible():
            return step, shown
    return "", None


def _typed(shown: QWidget) -> dict[str, str]:
    """By the name of the field; only what an operator has put there himself."""
    typed = {}
    for edit in shown.findChildren(QLineEdit):
        name = edit.objectName()
        if edit.isVisible() and edit.text() and name not in SEEN_ALL_AT_ONCE:
            typed[name] = edit.text()
    for button in shown.findChildren(QAbstractButton):
        if button.isVisible() and button.isCheckable() and button.isChecked():
            typed[button.objectName()] = "on"
    for strip in shown.findChildren(PageStrip):
        if strip.isVisible() and strip.model().rowCount():
            typed[strip.objectName()] = f"{strip.model().rowCount()} pages"
    for box in shown.findChildren(QComboBox):
        if box.isVisible():
            typed[box.objectName()] = box.currentText()
    return typed


class Told(Journal):
    """Says when the case is on the screen again."""

    def __init__(self, path: Path, watch: Watch) -> None:
        super().__init__(path)
        self._watch = watch

    def acknowledge(self, step: str) -> None:
        super().acknowledge(step)
        if step == "ticket":
            self._watch.reopened()


def main(arguments: Sequence[str]) -> int:
    asked = _parser().parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    watch = Watch(application, asked.trail, asked.pace)
    steps = Steps(Told(asked.journal, watch))
    file = read_case(asked.case)
    with ExitStack() as stack:
        said = rehearse_on_window(file, asked.case.parent, asked.profile, asked, steps, stack)
        sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", type=Path)
    for name in ("out", "profile", "journal", "trail"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--pace", type=int, default=0)
    parser.set_defaults(screens=None)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
