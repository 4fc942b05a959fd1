"""Work leaves the interface thread, answers come back on it, and a closed lane is silent."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from operator_app.errors import Unavailable
from ui.runtime.lanes import InlineLane, Lane, QtLane

MOST_MS = 5000


class PrinterGone(Unavailable):
    """Made up here."""


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[QtLane]:
    made = QtLane(1)
    yield made
    made.close()


def _fails() -> str:
    raise PrinterGone


def _not_expected(error: Exception) -> None:
    raise error


def test_work_runs_elsewhere_and_the_answer_comes_back_here(qtbot: QtBot, lane: QtLane) -> None:
    worked_on: list[int] = []
    answered_on: list[int] = []

    lane.submit(
        lambda: worked_on.append(threading.get_ident()),
        done=lambda _: answered_on.append(threading.get_ident()),
        failed=_not_expected,
    )
    qtbot.waitUntil(lambda: bool(answered_on), timeout=MOST_MS)

    assert answered_on == [threading.get_ident()]
    assert worked_on != answered_on


def test_a_lane_of_width_one_keeps_the_order(qtbot: QtBot, lane: QtLane) -> None:
    order: list[int] = []
    for number in range(50):
        lane.submit(partial(int, number), done=order.append, failed=_not_expected)
    qtbot.waitUntil(lambda: len(order) == 50, timeout=MOST_MS)

    assert order == list(range(50))


@pytest.mark.parametrize("kind", ["qt", "inline"])
def test_a_failure_is_handed_over_as_it_is(qtbot: QtBot, lane: QtLane, kind: str) -> None:
    chosen: Lane = lane if kind == "qt" else InlineLane()
    failures: list[Exception] = []

    chosen.submit(_fails, done=lambda _: pytest.fail("done"), failed=failures.append)
    qtbot.waitUntil(lambda: bool(failures), timeout=MOST_MS)

    assert [type(one) for one in failures] == [PrinterGone]


def test_what_has_begun_is_finished_and_nobody_is_called_back_after_closing(
    qtbot: QtBot,
) -> None:
    lane = QtLane(1)
    begun, go_on = threading.Event(), threading.Event()
    finished: list[str] = []
    answers: list[object] = []

    def save() -> None:
        begun.set()
        go_on.wait(MOST_MS / 1000)
        finished.append("saved")

    lane.submit(save, done=answers.append, failed=answers.append)
    lane.submit(lambda: finished.append("second"), done=answers.append, failed=answers.append)
    assert begun.wait(MOST_MS / 1000)
    threading.Timer(0.05, go_on.set).start()
    lane.close()
    lane.submit(lambda: finished.append("late"), done=answers.append, failed=answers.append)
    qtbot.waitUntil(lambda: finished == ["saved"], timeout=MOST_MS)

    assert finished == ["saved"]
    assert answers == []


def test_answers_of_one_moment_come_in_turns_of_their_own(qtbot: QtBot, lane: QtLane) -> None:
    order: list[str] = []

    def answered(number: int) -> None:
        order.append(f"answer {number}")
        QTimer.singleShot(0, lambda: order.append(f"event {number}"))

    worked = threading.Event()
    for number in range(2):
        lane.submit(partial(int, number), done=answered, failed=_not_expected)
    lane.submit(worked.set, done=lambda _: None, failed=_not_expected)
    worked.wait()
    qtbot.waitUntil(lambda: len(order) == 4, timeout=MOST_MS)

    assert order.index("event 0") < order.index("answer 1")
