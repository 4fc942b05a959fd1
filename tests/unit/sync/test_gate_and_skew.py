"""Closing waits for what is being written and for nothing else; clocks are always compared."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from operator_app.sync.gate import Gate, Shut
from operator_app.sync.skew import ClockState, Skew
from tests.support.fakes import FakeStore

HERE = datetime(2026, 2, 3, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ahead", "state"),
    [
        (timedelta(seconds=119), ClockState.RIGHT),
        (timedelta(minutes=2), ClockState.BANNER),
        (timedelta(minutes=-3), ClockState.BANNER),
        (timedelta(minutes=5), ClockState.MARKED),
        (timedelta(days=-3), ClockState.MARKED),
    ],
)
def test_from_two_minutes_it_is_told_and_from_five_it_is_marked(
    ahead: timedelta, state: ClockState
) -> None:
    skew = Skew()
    skew.hear(HERE - ahead, HERE, HERE)

    assert skew.state is state
    assert skew.seconds == ahead.total_seconds()


@pytest.mark.parametrize("took", [timedelta(minutes=1), timedelta(seconds=-1)])
def test_a_slow_answer_or_a_clock_set_meanwhile_tells_nothing(took: timedelta) -> None:
    skew = Skew()
    skew.hear(HERE - timedelta(hours=1), HERE, HERE + took)

    assert skew.seconds is None


def test_half_the_way_belongs_to_each_side() -> None:
    skew = Skew()
    skew.hear(HERE + timedelta(seconds=2), HERE, HERE + timedelta(seconds=4))

    assert skew.seconds == 0


def test_a_shut_gate_lets_nobody_in() -> None:
    gate = Gate(FakeStore())
    gate.shut()

    with pytest.raises(Shut), gate():
        pass


def test_shutting_waits_for_who_is_inside() -> None:
    gate, inside, may_go = Gate(FakeStore()), threading.Event(), threading.Event()
    ended: list[str] = []

    def work() -> None:
        with gate():
            inside.set()
            may_go.wait(10)
            ended.append("work")

    def close() -> None:
        gate.shut()
        ended.append("shut")

    worker = threading.Thread(target=work)
    worker.start()
    inside.wait(10)
    closer = threading.Thread(target=close)
    closer.start()
    may_go.set()
    closer.join(10)
    worker.join(10)

    assert ended == ["work", "shut"]
