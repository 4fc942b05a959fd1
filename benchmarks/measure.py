"""How every figure is measured: beside its limit, in turns, and told as a ratio.

Machines differ and are noisy; what slowed both sides in the same seconds cancels out.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

LEAST_ROUNDS = 5
DIGITS = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One line of the budgets: a value, what it is held against, and whether it is kept.

    ``budget`` bounds ``ratio`` = value / limit: from above, or from below for a rate.
    """

    name: str
    value: float
    unit: str
    limit_name: str
    limit: float
    budget: float
    more_is_better: bool = False

    @property
    def ratio(self) -> float:
        return self.value / self.limit

    @property
    def met(self) -> bool:
        return self.ratio >= self.budget if self.more_is_better else self.ratio <= self.budget

    def line(self) -> str:
        told = {
            "name": self.name,
            "value": _rounded(self.value),
            "unit": self.unit,
            "limit_name": self.limit_name,
            "limit": _rounded(self.limit),
            "ratio": _rounded(self.ratio),
            "budget": self.budget,
            "met": self.met,
        }
        return json.dumps(told, ensure_ascii=False)


def wall_ms(work: Callable[[], object]) -> float:
    """Milliseconds on the clock: what somebody waits for, disk and other processes included."""
    began = time.perf_counter_ns()
    work()
    return (time.perf_counter_ns() - began) / 1e6


def cpu_ms(work: Callable[[], object]) -> float:
    """Milliseconds of this process's processor time: steadier where nothing is waited for."""
    began = time.process_time_ns()
    work()
    return (time.process_time_ns() - began) / 1e6


def in_turns(
    subject: Callable[[], object],
    limit: Callable[[], object],
    *,
    rounds: int = 9,
    each: int = 1,
    clock: Callable[[Callable[[], object]], float] = wall_ms,
) -> tuple[float, float]:
    """Medians for one call of the subject and one of the limit, by turns after a warm-up.

    Who goes first changes every round. ``each`` calls are timed together where one is too short.
    """
    if rounds < LEAST_ROUNDS:
        raise ValueError(rounds)
    subject()
    limit()
    times: dict[bool, list[float]] = {True: [], False: []}
    for number in range(rounds):
        for is_subject in (number % 2 == 0, number % 2 == 1):
            work = _repeated(subject if is_subject else limit, each)
            times[is_subject].append(clock(work) / each)
    return statistics.median(times[True]), statistics.median(times[False])


def median_of(
    subject: Callable[[], object],
    *,
    rounds: int = 9,
    each: int = 1,
    clock: Callable[[Callable[[], object]], float] = wall_ms,
) -> float:
    """The median for one call where the limit is a number and not a rival."""
    if rounds < LEAST_ROUNDS:
        raise ValueError(rounds)
    subject()
    work = _repeated(subject, each)
    return statistics.median(clock(work) / each for _ in range(rounds))


def report(*figures: Figure) -> int:
    """Print a line each; the exit code of the program: 0 when all budgets are kept."""
    for figure in figures:
        print(figure.line(), flush=True)
    return 0 if all(figure.met for figure in figures) else 1


def _repeated(work: Callable[[], object], times: int) -> Callable[[], object]:
    def all_of_them() -> None:
        for _ in range(times):
            work()

    return all_of_them


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
