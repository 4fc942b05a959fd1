"""A hand that has a keyboard and nothing else; every key goes where the focus is."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QRadioButton, QWidget

from ui.rehearsal.hand import Hand
from ui.runtime.reader import FASTEST_HAND_S

CONTROL = Qt.KeyboardModifier.ControlModifier
MOST_TABS = 120


class KeysOnly:
    """Its eyes are those of the rehearsal's hand: it waits for what is to be seen."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._eyes = Hand(window)

    @property
    def focus(self) -> str:
        held = QApplication.focusWidget()
        return "" if held is None else held.objectName()

    def sees(self, name: str) -> bool:
        return self._eyes.sees(name)

    def wait(self, seen: Callable[[], bool], what: str) -> None:
        self._eyes.wait_until(seen, what)

    def wait_for(self, name: str) -> None:
        """Until it is there and could be used."""
        self.wait(lambda: self._eyes.can_press(name), name)

    def wait_focus(self, name: str) -> None:
        """Until the window itself has put the focus there; the end of the name may be left out."""
        self.wait(lambda: self.focus.startswith(name), f"focus on {name}")

    def key(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self._at(), key, modifiers)

    def press_key(
        self,
        name: str,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """The key of the button ``name``, once that may be pressed, with a hand's pause before:
        an Enter right after a letter would be the reader's."""
        self.wait_for(name)
        since = monotonic()
        self.wait(lambda: monotonic() - since > 2 * FASTEST_HAND_S, "a hand's pause")
        self.key(key, modifiers)

    def enter(self) -> None:
        self.press_key(self.focus, Qt.Key.Key_Return)

    def on(self) -> None:
        self.press_key("intake_next", Qt.Key.Key_Return, CONTROL)

    def type_text(self, text: str) -> None:
        """Letter by letter, any alphabet, to whoever has the focus."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self._at(), event)

    def tab_to(self, name: str) -> None:
        """As many Tabs as it takes; a place that no Tab reaches is a fault of the window."""
        self.wait_for(name)
        self._tab_until(lambda: self.focus == name, name)

    def fill(self, name: str, text: str) -> None:
        self.tab_to(name)
        self.key(Qt.Key.Key_A, CONTROL)
        self.type_text(text)

    def choose(self, name: str) -> None:
        """A radio button: Tab comes to its group, arrows go through it, Space is the press."""
        button = self._eyes.get(name, QRadioButton)
        group = button.group().buttons()
        self._tab_until(lambda: QApplication.focusWidget() in group, name)
        for _ in group:
            if not button.hasFocus():
                self.key(Qt.Key.Key_Down)
        if not button.isChecked():
            self.key(Qt.Key.Key_Space)

    def choose_line(self, name: str, data: object) -> None:
        """A line of a combo box, by the arrows."""
        self.tab_to(name)
        box = self._eyes.get(name, QComboBox)
        wanted = box.findData(data)
        for _ in range(abs(wanted - box.currentIndex())):
            self.key(Qt.Key.Key_Down if box.currentIndex() < wanted else Qt.Key.Key_Up)

    def _tab_until(self, there: Callable[[], bool], what: str) -> None:
        passed: list[str] = []
        while not there():
            assert len(passed) < MOST_TABS, f"no Tab comes to {what}, only to {passed}"
            self.key(Qt.Key.Key_Tab)
            passed.append(self.focus)

    def _at(self) -> QWindow:
        """As the system does: to the window in front, which knows who has the focus in it."""
        front: QWindow | None = QApplication.focusWindow()
        return self._window.windowHandle() if front is None else front
