"""When a lane tries again: no clock, no thread, no sleep; chance is given."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.errors import Unavailable
from operator_app.gateways.hub_http import HubUnreachable
from operator_app.sync.lanes import NOT_ALLOWED_S, Lane, Trouble, Watchman
from operator_app.sync.pace import LONGEST_S, Fitting, Pace
from operator_app.sync.turns import NOTHING, Next, Turn
from operator_app.wire.refusals import DeviceRevoked, NotSignedIn
from tests.support.fakes import DiskFull

OFFLINE = HubUnreachable(reason="ConnectError")
ILL = HubUnreachable(reason="HTTP 503", status=503)
ASKED = HubUnreachable(reason="HTTP 429", status=429, after_s=40.0)


class Script:
    """Turns as written down; the last one goes on for ever."""

    def __init__(self, *turns: Turn | Exception) -> None:
        self.turns = list(turns)

    def __call__(self) -> Turn:
        turn = self.turns.pop(0) if len(self.turns) > 1 else self.turns[0]
        if isinstance(turn, Exception):
            raise turn
        return turn


def a_lane(*turns: Turn | Exception, random: Callable[[], float] = lambda: 0.5) -> Lane:
    return Lane(Script(*turns), Pace(random), lambda _: None, idle_s=5.0)


@given(st.integers(min_value=1, max_value=10_000), st.floats(0, 0.999999))
def test_however_often_it_failed_nobody_waits_longer_than_five_minutes(
    times: int, chance: float
) -> None:
    pace = Pace(lambda: chance)
    pace.failures = times

    assert 0 <= pace.failed() <= LONGEST_S


def test_each_failure_in_a_row_may_take_twice_as_long() -> None:
    pace = Pace(lambda: 0.999999)
    waits = [pace.failed() for _ in range(10)]

    assert waits == sorted(waits)
    assert [round(wait) for wait in waits[:4]] == [2, 4, 8, 16]


def test_windows_that_failed_together_do_not_come_back_together() -> None:
    waits = {Pace(partial(float, chance / 60)).failed() for chance in range(60)}

    assert len(waits) == 60


def test_something_to_do_is_done_at_once_and_nothing_to_do_is_rested() -> None:
    lane = a_lane(Turn(next=Next.MORE), NOTHING)

    assert (lane.turn(), lane.turn()) == (0.0, 5.0)


def test_what_is_stuck_is_asked_again_soon() -> None:
    lane = a_lane(Turn(next=Next.STUCK), random=lambda: 0.99)
    waits = [lane.turn() for _ in range(20)]

    assert max(waits) <= 10.0
    assert lane.state.trouble is Trouble.NONE


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (OFFLINE, Trouble.OFFLINE),
        (ILL, Trouble.BUSY),
        (ASKED, Trouble.BUSY),
        (NotSignedIn(), Trouble.NOT_SIGNED_IN),
        (DeviceRevoked(device="w"), Trouble.REVOKED),
        (DiskFull(), Trouble.WRONG),
    ],
)
def test_each_trouble_has_its_name(error: Exception, trouble: Trouble) -> None:
    lane = a_lane(error)
    lane.turn()

    assert lane.state.trouble is trouble


def test_a_hub_that_says_when_is_left_in_peace_until_then() -> None:
    assert 40.0 <= a_lane(ASKED).turn() <= 41.0


def test_who_is_not_known_waits_for_a_person_and_keeps_all() -> None:
    assert a_lane(NotSignedIn()).turn() == NOT_ALLOWED_S


def test_after_a_good_turn_the_next_failure_is_the_first_one_again() -> None:
    lane = a_lane(OFFLINE, OFFLINE, OFFLINE, NOTHING, OFFLINE)
    waits = [lane.turn() for _ in range(5)]

    assert waits == [1.0, 2.0, 4.0, 5.0, 1.0]


class Health:
    def __init__(self) -> None:
        self.well = False
        self.looks = self.wakes = 0

    def __call__(self) -> None:
        self.looks += 1
        if not self.well:
            raise Unavailable

    def wake(self) -> None:
        self.wakes += 1


def watched(*turns: Turn | Exception) -> tuple[Lane, Health, Watchman]:
    lane, health = a_lane(*turns), Health()
    return lane, health, Watchman(health, (lane,), health.wake, lambda: 0.5)


def test_while_all_is_well_nobody_looks_after_the_hub() -> None:
    lane, health, watchman = watched(NOTHING)
    lane.turn()
    watchman.turn()

    assert health.looks == 0


def test_a_hub_that_is_back_wakes_the_lanes_at_the_first_look() -> None:
    lane, health, watchman = watched(OFFLINE)
    lane.turn()
    watchman.turn()
    assert health.wakes == 0
    health.well = True

    assert watchman.turn() <= 5.0
    assert health.wakes == 1


def test_a_hub_that_is_there_but_ill_is_tried_again_within_half_a_minute() -> None:
    lane, health, watchman = watched(ILL)
    lane.turn()
    health.well = True
    waited = 0.0
    while not health.wakes:
        waited += watchman.turn()

    assert waited <= 20.0


def test_a_hub_that_has_said_when_to_come_is_not_woken_for() -> None:
    lane, health, watchman = watched(ASKED)
    lane.turn()
    health.well = True
    for _ in range(20):
        watchman.turn()

    assert health.wakes == 0


@given(st.lists(st.booleans(), max_size=40))
def test_a_batch_is_never_smaller_than_one_nor_greater_than_the_most(well: list[bool]) -> None:
    batch = Fitting(100)
    for good in well:
        if good:
            batch.succeeded()
        else:
            batch.failed()

        assert 1 <= batch.size <= 100
