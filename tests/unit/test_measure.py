"""A figure is a ratio of two medians taken by turns."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from benchmarks.measure import Figure, in_turns, median_of


def _figure(value: float, *, more_is_better: bool = False) -> Figure:
    return Figure(
        name="save",
        value=value,
        unit="ms",
        limit_name="raw",
        limit=2.0,
        budget=1.5,
        more_is_better=more_is_better,
    )


def test_a_line_holds_what_the_budgets_promise() -> None:
    assert json.loads(_figure(3.0).line()) == {
        "name": "save",
        "value": 3.0,
        "unit": "ms",
        "limit_name": "raw",
        "limit": 2.0,
        "ratio": 1.5,
        "budget": 1.5,
        "met": True,
    }


def test_a_rate_has_to_reach_its_budget_and_a_time_to_stay_below() -> None:
    assert not _figure(3.1).met
    assert _figure(3.1, more_is_better=True).met
    assert not _figure(2.9, more_is_better=True).met


def test_subject_and_limit_run_by_turns_and_medians_ignore_one_slow_round() -> None:
    turns: list[str] = []

    def clock(work: Callable[[], object]) -> float:
        before = len(turns)
        work()
        [who] = set(turns[before:])
        return 900.0 if len(turns) < 8 else (20.0 if who == "subject" else 10.0)

    medians = in_turns(
        lambda: turns.append("subject"), lambda: turns.append("limit"), each=2, clock=clock
    )

    assert medians == (10.0, 5.0)
    assert turns[2::2][:6] == ["subject", "limit", "limit", "subject", "subject", "limit"]


def test_fewer_than_five_rounds_are_no_measurement() -> None:
    with pytest.raises(ValueError, match="4"):
        median_of(list, rounds=4)
    with pytest.raises(ValueError, match="4"):
        in_turns(list, list, rounds=4)
