"""Clocks of a training center."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from operator_app.gateways.clocks import RunningClock

START = datetime(2018, 2, 6, 10, 20, tzinfo=ZoneInfo("Asia/Almaty"))


def test_a_running_clock_starts_at_its_moment_and_runs_with_the_seconds_that_pass() -> None:
    passed = [1000.0]
    clock = RunningClock(START, elapsed=lambda: passed[0])
    started = clock()
    passed[0] += 90

    assert started == START
    assert started.tzinfo is UTC
    assert clock() - started == timedelta(seconds=90)
