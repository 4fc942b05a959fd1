"""A stall is measured, a bug is written down once and told with a code."""

from __future__ import annotations

import logging
import threading
import time
import weakref

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from operator_app.logs import JsonLine
from ui.runtime.crash import CrashWatch, support_code
from ui.runtime.speech import Speech
from ui.runtime.watchdog import STALL_MS, Watchdog
from ui.shell.crash_dialog import CrashDialog

LOGGER = "ui.runtime.crash"
WATCHED = "ui.runtime.watchdog"


def _compute(cpu_ms: float) -> None:
    until = time.thread_time() + cpu_ms / 1000
    while time.thread_time() < until:
        pass


def test_a_slow_piece_of_work_is_the_longest_stall(qtbot: QtBot) -> None:
    dog = Watchdog(tell_where=True)
    dog.start()

    _compute(STALL_MS * 4)
    qtbot.waitUntil(lambda: bool(dog.stalls))
    dog.stop()

    assert dog.longest.cpu_ms >= STALL_MS * 4
    assert "_compute" in dog.longest.where


def test_a_stall_of_a_window_in_use_is_written_down_with_where_and_nobodys_data(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    dog, holder = Watchdog(tell_where=True, every_ms=20), "870412300415"

    def work_on(_: str) -> None:
        _compute(STALL_MS * 4)

    with caplog.at_level(logging.INFO, WATCHED):
        dog.start()
        work_on(holder)
        qtbot.waitUntil(lambda: dog.count >= 1)
        dog.stop()

    facts = caplog.records[0].__dict__["facts"]
    assert (facts["count"], facts["cpu_ms"] >= STALL_MS * 4) == (1, True)
    assert "work_on" in facts["where"]
    assert holder not in JsonLine().format(caplog.records[0])


def test_a_played_piece_is_not_written_down(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    dog = Watchdog()
    with caplog.at_level(logging.INFO, WATCHED), dog.piece():
        _compute(STALL_MS * 2)

    assert (dog.count, caplog.records) == (1, [])


def test_waiting_without_computing_is_no_stall_of_ours(qtbot: QtBot) -> None:
    wall, cpu = iter((0.0, 0.0, 0.0, 9.0)), iter((0.0, 0.0, 0.0, 0.002))
    dog = Watchdog(wall=lambda: next(wall), cpu=lambda: next(cpu))
    dog.start()
    dog._timer.stop()

    dog.beat()
    dog.beat()

    assert dog.stalls == ()
    assert dog.longest.cpu_ms == pytest.approx(2.0)
    assert dog.longest.wall_ms > 8000


def test_a_piece_is_measured_without_what_comes_between_pieces(qtbot: QtBot) -> None:
    dog = Watchdog()

    with dog.piece():
        _compute(STALL_MS * 2)
    _compute(STALL_MS * 4)
    with dog.piece():
        pass

    assert [stall.cpu_ms >= STALL_MS * 2 for stall in dog.stalls] == [True]
    assert dog.longest.cpu_ms < STALL_MS * 4
    assert dog.taken_ms >= STALL_MS * 2


def test_looking_on_takes_hold_of_nothing_that_the_thread_works_with(qtbot: QtBot) -> None:
    dog, ended_on = Watchdog(tell_where=True), []
    dog.look_on()

    def late() -> None:
        tracked = QObject()
        weakref.finalize(tracked, lambda: ended_on.append(threading.get_ident()))
        with dog.piece():
            _compute(STALL_MS * 2)

    for _ in range(5):
        late()
    dog.stop()

    assert ended_on == [threading.get_ident()] * 5
    assert "_compute" in dog.longest.where


def _bug(message: str) -> BaseException:
    try:
        raise KeyError(message)
    except KeyError as error:
        return error


def test_the_code_says_where_the_bug_is_and_not_whose_data_it_met() -> None:
    assert support_code(_bug("870412300415")) == support_code(_bug("another person"))
    assert support_code(_bug("x")) != support_code(ValueError("x"))


def test_a_bug_is_logged_once_and_shown_with_its_code(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture, expected_logs: set[str]
) -> None:
    expected_logs.add(LOGGER)
    shown: list[str] = []
    watch = CrashWatch(shown.append)
    error = _bug("x")

    with caplog.at_level(logging.CRITICAL, LOGGER):
        watch.on_error(type(error), error, error.__traceback__)
        qtbot.waitUntil(lambda: bool(shown))

    assert shown == [support_code(error)]
    assert len(caplog.records) == 1


def test_a_bug_on_another_thread_is_shown_on_this_one(
    qtbot: QtBot, expected_logs: set[str]
) -> None:
    expected_logs.add(LOGGER)
    shown: list[int] = []
    watch = CrashWatch(lambda _code: shown.append(threading.get_ident()))
    watch.install()
    try:
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: bool(shown))
    finally:
        watch.remove()

    assert shown == [threading.get_ident()]


def test_bugs_while_the_dialog_stands_open_make_no_second_one(
    qtbot: QtBot, expected_logs: set[str]
) -> None:
    expected_logs.add(LOGGER)
    shown: list[str] = []
    error = _bug("x")

    def show(code: str) -> None:
        shown.append(code)
        watch._on_crashed(code)

    watch = CrashWatch(show)
    watch.on_error(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: bool(shown))

    assert len(shown) == 1


def test_the_dialog_names_the_code_and_enter_closes_the_program(qtbot: QtBot) -> None:
    dialog = CrashDialog(Speech("kk"), "7A3F-09C2")
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    texts = [label.text() for label in dialog.findChildren(QLabel)]

    QTest.keyClick(dialog, Qt.Key.Key_Return)

    assert "7A3F-09C2" in texts
    assert dialog.result() == CrashDialog.DialogCode.Accepted
