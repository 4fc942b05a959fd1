"""The reader is told from a hand, leaves no trace in a field, and idleness is noticed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.runtime.hands import Hands
from ui.runtime.idle import IdleWatch
from ui.runtime.reader import FASTEST_HAND_S, SHORTEST_CODE, Burst

CODE = "002-07-180206-0043-5"


class Clock:
    """Goes on by ``step`` each time it is looked at."""

    def __init__(self) -> None:
        self.at = 1000.0
        self.step = 0.0

    def __call__(self) -> float:
        self.at += self.step
        return self.at


class Desk:
    """A line, a text and the watch over both."""

    def __init__(self, qtbot: QtBot, application: QApplication) -> None:
        self.clock = Clock()
        self.idle_clock = Clock()
        self.window = QWidget()
        qtbot.addWidget(self.window)
        column = QVBoxLayout(self.window)
        self.line, self.text = QLineEdit(), QPlainTextEdit()
        column.addWidget(self.line)
        column.addWidget(self.text)
        self.idle = IdleWatch(300, now=self.idle_clock)
        self.hands = Hands(self.idle, now=self.clock)
        self.scans: list[str] = []
        self.entered: list[str] = []
        self.hands.scanned.connect(self.scans.append)
        self.line.returnPressed.connect(lambda: self.entered.append(self.line.text()))
        self.hands.watch(application)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def type(self, field: QWidget, text: str, step: float) -> None:
        field.setFocus()
        self.clock.step = step
        for letter in text:
            code = Qt.Key.Key_Return if letter == "\r" else 0
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                no_modifier = Qt.KeyboardModifier.NoModifier
                QApplication.sendEvent(field, QKeyEvent(kind, code, no_modifier, letter))


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    made = Desk(qtbot, qapp)
    yield made
    made.hands.leave(qapp)


def test_a_burst_is_a_code_and_the_field_is_as_it_was(desk: Desk) -> None:
    desk.line.setText("Сейтқазы")
    desk.line.setCursorPosition(3)

    desk.type(desk.line, CODE + "\r", 0.004)

    assert desk.scans == [CODE]
    assert desk.line.text() == "Сейтқазы"
    assert desk.line.cursorPosition() == 3
    assert desk.entered == []


def test_a_burst_into_a_long_text_leaves_it_as_it_was(desk: Desk) -> None:
    desk.text.setPlainText("Бірінші жол\nекінші жол")

    desk.type(desk.text, CODE + "\r", 0.004)

    assert desk.scans == [CODE]
    assert desk.text.toPlainText() == "Бірінші жол\nекінші жол"


def test_a_password_typed_fast_is_entered_and_no_scan(desk: Desk) -> None:
    desk.line.setEchoMode(QLineEdit.EchoMode.Password)

    desk.type(desk.line, "kerege-uyk\r", 0.004)

    assert desk.scans == []
    assert desk.entered == ["kerege-uyk"]


def test_a_hand_types_and_enters_what_it_likes(desk: Desk) -> None:
    desk.type(desk.line, "870412300415\r", 0.09)

    assert desk.scans == []
    assert desk.entered == ["870412300415"]


def test_a_hand_that_began_before_the_burst_keeps_its_letters(desk: Desk) -> None:
    desk.type(desk.line, "Ас", 0.2)
    desk.clock.at += 1
    desk.type(desk.line, CODE + "\r", 0.004)

    assert desk.scans == [CODE]
    assert desk.line.text() == "Ас"


@given(
    code=st.text(alphabet="0123456789-ABC", min_size=SHORTEST_CODE, max_size=40),
    pauses=st.lists(st.floats(0, FASTEST_HAND_S * 0.9), min_size=41, max_size=41),
)
def test_any_fast_run_is_a_code_whatever_its_rhythm(code: str, pauses: list[float]) -> None:
    burst, at = Burst(), 0.0
    for letter, pause in zip(code, pauses, strict=False):
        at += pause
        burst.add(letter, at)

    assert burst.end(at + pauses[-1]) == code
    assert burst.end(at + pauses[-1]) == ""


@given(slow=st.integers(0, 9))
def test_one_pause_of_a_hand_is_enough_to_be_no_code(slow: int) -> None:
    burst, at = Burst(), 0.0
    for number in range(5 + slow):
        at += 1.0 if number == slow else 0.001
        burst.add("7", at)

    assert burst.end(at + 1.0) == ""


def test_five_minutes_without_a_touch_are_told_once(qtbot: QtBot) -> None:
    clock = Clock()
    watch = IdleWatch(300, now=clock)
    told: list[None] = []
    watch.idle.connect(lambda: told.append(None))

    for seconds in (299, 0.5, 1, 1, 500):
        clock.at += seconds
        watch.look()
    assert len(told) == 1

    watch.touched()
    clock.at += 300
    watch.look()
    assert len(told) == 2


def test_the_first_touch_after_a_long_absence_locks_before_it_works(desk: Desk) -> None:
    told: list[str] = []
    desk.idle.idle.connect(lambda: told.append(desk.line.text()))
    desk.idle_clock.at += 4000

    desk.type(desk.line, "x", 1)

    assert told == [""]
