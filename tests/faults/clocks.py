"""The window's clock is days off, and jumps while work goes on: order, chain and lock hold."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Final

import time_machine

from operator_app.sync.skew import ClockState
from tests.faults.center import Center, a_center
from tests.faults.outcome import Outcome, Plan
from tests.faults.truth import judge, look
from tests.support.sync_window import SETTLES_S, until
from ui.runtime.idle import awake_or_asleep_s

JUMPS: Final = 100
CENTERS_OF: Final = 20
FARTHEST_S: Final = 3 * 24 * 3600.0
LEAST_S: Final = 6 * 60.0
"""From five minutes on what is saved is marked."""
MOST_CASES: Final = 4
LOCK_SLACK_S: Final = 5 * 60.0
"""A jump that the lock's clock saw would be longer than the lock waits."""


def run_clock(plan: Plan) -> Outcome:
    """A cycle is a jump out of the right time, one more while it is wrong, and back."""
    outcome = Outcome(fault="clock", seed=plan.seed, settle_most_s=SETTLES_S)
    cycles = plan.each()
    while (first := next(cycles, None)) is not None:
        with a_center() as center:
            center.window().start()
            wrong = _jump(outcome, center, first[1])
            for number, dice in cycles:
                wrong |= _jump(outcome, center, dice)
                if number % CENTERS_OF == CENTERS_OF - 1:
                    break
            judge(outcome, f"cycle {first[0]}", center)
            _marked(outcome, center, wrong)
    return outcome


def _jump(outcome: Outcome, center: Center, dice: random.Random) -> set[str]:
    """Cases that were saved while the clock was wrong."""
    (window,) = center.windows
    window.accept_some(dice, MOST_CASES, 1000)
    center.settle(outcome)
    before = set(window.saved.cases)
    lock_s = awake_or_asleep_s()
    farthest = timedelta(seconds=dice.choice((-1, 1)) * dice.uniform(LEAST_S, FARTHEST_S))
    for off in (farthest, -farthest):
        with time_machine.travel(datetime.now(UTC) + off, tick=True):
            window.accept_some(dice, MOST_CASES, 1000)
            center.settle(outcome)
            with suppress(AssertionError):
                until(lambda: window.engine.skew.state is ClockState.MARKED)
            if window.engine.skew.state is not ClockState.MARKED:
                outcome.blame(f"cycle {outcome.cycles}", [f"{off}: nobody is told"])
    if not 0 <= awake_or_asleep_s() - lock_s < LOCK_SLACK_S:
        outcome.blame(f"cycle {outcome.cycles}", ["the lock's clock has jumped"])
    outcome.cycles += 1
    return set(window.saved.cases) - before


def _marked(outcome: Outcome, center: Center, wrong: set[str]) -> None:
    """What was saved by a wrong clock says so at the hub; its places are in the device's order."""
    rows = sorted(look(center.hub).rows["inbox"], key=lambda row: row.dseq)
    marked = {row.entity for row in rows if row.mark == "clock_skew"}
    outcome.blame("marks", [f"{one} is not marked" for one in wrong - marked])
    if [row.seq for row in rows] != sorted(row.seq for row in rows):
        outcome.blame("order", ["the hub's order is not the window's"])
    outcome.also["marked"] = len(marked) + int(str(outcome.also.get("marked", 0)))
