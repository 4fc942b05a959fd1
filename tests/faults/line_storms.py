"""The line loses replies, cuts bodies, goes silent, comes and goes, is slow; nothing is doubled."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from typing import Final

from operator_app.errors import Unavailable
from operator_app.gateways.hub_http import ANSWER_S
from tests.faults.center import Center, StormWindow, a_center
from tests.faults.line import Choose, Fate, all_well
from tests.faults.outcome import Outcome, Plan
from tests.faults.truth import judge
from tests.support.sync_window import SETTLES_S

REPLIES: Final = 1000
BAD_LINES: Final = 100
CENTERS_OF: Final = 200
KINDS_OF: Final = 10
MOST_CASES: Final = 5
PAGE_BYTES: Final = 20_000
UP_S: Final = 3.0
DOWN_S: Final = 7.0
LATENCY_S: Final = 0.8
SLOW_BYTES_PER_S: Final = 64_000 / 8
GRACE_S: Final = 1.0
"""What a busy machine may add to a timeout."""


def run_lost_replies(plan: Plan) -> Outcome:
    """A cycle is one reply to a push that was lost after the hub had committed."""
    outcome = Outcome(fault="lost_replies", seed=plan.seed, settle_most_s=SETTLES_S)
    cycles = plan.each()
    also = 0
    while (first := next(cycles, None)) is not None:
        where = f"cycle {first[0]}"
        with a_center() as center:
            window = center.window()
            _lose(outcome, window, center, first[1])
            for number, dice in cycles:
                _lose(outcome, window, center, dice)
                if number % CENTERS_OF == CENTERS_OF - 1:
                    break
            also += center.line.happened[Fate.REPLY_LOST.value]
            center.line.well()
            window.start()
            center.settle(outcome)
            judge(outcome, where, center)
    outcome.also["replies_lost_of_any_call"] = also
    return outcome


def _lose(outcome: Outcome, window: StormWindow, center: Center, dice: random.Random) -> None:
    """Pushed again and again until the hub has been heard; some replies are lost on the way."""
    lost = center.line.happened["push_reply_lost"]
    window.accept(dice.randbytes(dice.randint(1, PAGE_BYTES)))

    def choose(method: str, path: str) -> Fate:
        del method
        first = path == "/v1/push" and center.line.happened["push_reply_lost"] == lost
        return Fate.REPLY_LOST if first or dice.random() < 0.3 else Fate.WELL

    center.line.choose = choose
    while not window.empty():
        _try(window.push)
    outcome.cycles += center.line.happened["push_reply_lost"] > lost


def _try(push: Callable[[], object]) -> None:
    try:
        push()
    except Unavailable:
        return


def run_bad_line(plan: Plan) -> Outcome:
    """Each kind in its turn: bodies cut both ways, silence, up and down, slow and late."""
    return bad_line(plan)


def bad_line(plan: Plan, factor: float = 1.0) -> Outcome:
    """``factor`` makes everything shorter, the windows' patience too."""
    outcome = Outcome(fault="bad_line", seed=plan.seed, settle_most_s=SETTLES_S)
    patience_s = ANSWER_S / factor
    cycles = plan.each()
    waited: list[float] = []
    while (first := next(cycles, None)) is not None:
        with a_center() as center:
            center.answer_s = patience_s
            for window in (center.window(7), center.window(8)):
                window.start()
            for number, dice in _some(first, cycles):
                _bad(center, outcome, KINDS[number % len(KINDS)], _Dice(dice, factor))
                outcome.cycles += 1
            waited += center.line.silent_s
            judge(outcome, f"cycle {first[0]}", center)
            for what, times in center.line.happened.items():
                outcome.also[what] = times + int(str(outcome.also.get(what, 0)))
    outcome.also["longest_silence_s"] = round(max(waited, default=0.0), 2)
    if max(waited, default=0.0) > patience_s + GRACE_S:
        outcome.blame("silence", [f"waited {max(waited)} s for an answer"])
    return outcome


def _some(
    first: tuple[int, random.Random], cycles: Iterator[tuple[int, random.Random]]
) -> Iterator[tuple[int, random.Random]]:
    yield first
    for cycle in cycles:
        yield cycle
        if cycle[0] % KINDS_OF == KINDS_OF - 1:
            return


class _Dice:
    """What a kind of trouble throws, and how much shorter than in life it is."""

    def __init__(self, dice: random.Random, factor: float) -> None:
        self.throws = dice
        self.factor = factor

    def wait(self, seconds: float) -> None:
        threading.Event().wait(seconds / self.factor)


Kind = Callable[[Center, _Dice], None]


def _bad(center: Center, outcome: Outcome, kind: Kind, dice: _Dice) -> None:
    for window in center.windows:
        window.accept_some(dice.throws, MOST_CASES, PAGE_BYTES)
    during = [dice.throws.randbytes(PAGE_BYTES) for _ in range(MOST_CASES)]
    storm = threading.Thread(target=kind, args=(center, dice))
    storm.start()
    for number, page in enumerate(during):
        center.windows[number % len(center.windows)].accept(page)
    storm.join()
    center.line.well()
    center.settle(outcome, time.monotonic())


def _spoiled(center: Center, choose: Choose, dice: _Dice, for_s: float) -> None:
    center.line.choose = choose
    dice.wait(for_s)
    center.line.choose = all_well


def _cut(center: Center, dice: _Dice) -> None:
    """Resets inside the body, of what is asked and of what is answered."""
    fates = (Fate.REQUEST_CUT, Fate.REPLY_CUT, Fate.WELL)
    _spoiled(center, lambda method, path: dice.throws.choice(fates), dice, 4.0)


def _silent(center: Center, dice: _Dice) -> None:
    """Long enough for a caller to give up by itself."""
    _spoiled(center, lambda method, path: Fate.SILENCE, dice, 1.2 * ANSWER_S)


def _up_and_down(center: Center, dice: _Dice) -> None:
    """Three seconds there, seven away, from any moment on."""
    dice.wait(dice.throws.uniform(0, UP_S))
    for _ in range(2):
        center.line.down()
        dice.wait(DOWN_S)
        center.line.up()
        dice.wait(UP_S)


def _slow(center: Center, dice: _Dice) -> None:
    center.line.latency_s = LATENCY_S / dice.factor
    center.line.bytes_per_s = SLOW_BYTES_PER_S * dice.factor
    dice.wait(dice.throws.uniform(5, 15))


KINDS: Final[tuple[Kind, ...]] = (_cut, _up_and_down, _slow, _silent)
