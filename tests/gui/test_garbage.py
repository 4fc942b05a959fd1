"""Cycles are collected on the interface thread, whichever thread makes garbage."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from ui.runtime.garbage import Garbage


@pytest.fixture
def garbage(qtbot: QtBot) -> Iterator[Garbage]:
    made = Garbage()
    made.start()
    yield made
    made.stop()


def _drop_a_timer(ended_on: list[int]) -> None:
    """A timer that only a cycle holds, as a page that is gone leaves it."""
    holder = QObject()
    holder.timer, holder.me = QTimer(), holder  # type: ignore[attr-defined]  # any attribute will do
    weakref.finalize(holder, lambda: ended_on.append(threading.get_ident()))


def _make_much() -> None:
    kept: list[object] = [[number] for number in range(50_000)]
    del kept


def test_a_timer_left_in_a_cycle_ends_on_the_interface_thread(
    qtbot: QtBot, garbage: Garbage
) -> None:
    ended_on: list[int] = []
    _drop_a_timer(ended_on)

    lane = threading.Thread(target=_make_much)
    lane.start()
    lane.join()
    before = list(ended_on)
    _make_much_and_keep = [[number] for number in range(5_000)]
    qtbot.waitUntil(lambda: bool(ended_on))

    assert before == []
    assert ended_on == [threading.get_ident()]
    assert _make_much_and_keep


@pytest.mark.parametrize("by_itself", [True, False])
def test_afterwards_python_collects_by_itself_if_it_did_before(
    qtbot: QtBot, *, by_itself: bool
) -> None:
    before = gc.isenabled()
    (gc.enable if by_itself else gc.disable)()
    made = Garbage()
    made.start()
    during = gc.isenabled()
    made.stop()
    after = gc.isenabled()
    (gc.enable if before else gc.disable)()

    assert (during, after) == (False, by_itself)
    assert gc.get_freeze_count() == 0


def test_no_thread_collects_what_a_test_leaves_behind() -> None:
    """Widgets taken apart by a lane or a hub took a worker of the tests down, much later."""
    assert not gc.isenabled()
