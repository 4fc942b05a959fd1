"""The training center of the first start."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from operator_app.adapters.password_hashes import Argon2Hashes
from operator_app.bootstrap import Profile, open_profile
from operator_app.bootstrap.counters import Counter, build_counter
from operator_app.bootstrap.training import (
    NotTraining,
    TrainingHall,
    seed_training_center,
    training_clock,
)
from operator_app.domain.operators import Page
from operator_app.gateways.clocks import RunningClock
from operator_app.queries.waiting import Why
from operator_app.usecases.rules import local
from operator_app.usecases.sign_in import SignIn
from resources.load import load_catalogue
from resources.training import TrainingCenter, load_training_center
from tests.support.supervised_state import CLOSED

CENTER = load_training_center()
DAY = local(CENTER.starts_at).date()


class Seconds:
    """What has passed since the program began."""

    def __init__(self) -> None:
        self.passed = 0.0

    def __call__(self) -> float:
        return self.passed


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[Profile]:
    with open_profile(tmp_path / "profile", training=True) as opened:
        yield opened


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def counter(profile: Profile, seconds: Seconds) -> Iterator[Counter]:
    clock = RunningClock(CENTER.starts_at, seconds)
    built = build_counter(profile, clock, Argon2Hashes(memory_kib=64, passes=1))
    yield built
    built.close()


@pytest.fixture
def hall(profile: Profile, counter: Counter) -> TrainingHall:
    return TrainingHall(CENTER, profile.units, counter.waiting, counter.now)


def test_everybody_of_the_training_center_signs_in_by_what_is_shown(
    profile: Profile, counter: Counter
) -> None:
    center = seed_training_center(profile)
    sessions = {
        person.login: counter.sign_in(
            SignIn(login=person.login, password=person.password, window=center.windows)
        )
        for person in center.people
    }

    opened = frozenset[Page]().union(*(one.operator.pages for one in sessions.values()))
    assert opened == set(Page)
    assert sessions["ahmetova"].operator.may_open(Page.INTAKE)
    assert sessions["ahmetova"].since == CENTER.starts_at


def test_seeding_again_changes_nobody(profile: Profile, counter: Counter) -> None:
    seed_training_center(profile)
    before = counter.operators(), counter.windows()
    seed_training_center(profile)

    assert (counter.operators(), counter.windows()) == before
    assert len(before[1]) == CENTER.windows


def test_made_up_people_never_get_among_real_ones(profile: Profile, counter: Counter) -> None:
    real = Profile(store=profile.store, training=False)

    with pytest.raises(NotTraining):
        seed_training_center(real)
    assert counter.operators() == ()


def test_the_hall_is_filled_at_the_start_and_fills_on(
    counter: Counter, hall: TrainingHall, seconds: Seconds
) -> None:
    came = hall()
    waiting = counter.waiting(CENTER.center, DAY)
    nobody = hall()
    seconds.passed += CENTER.queue.every_s
    one_more = hall()

    assert len(came) == len(waiting) == CENTER.queue.at_least
    assert waiting[0].why is Why.PRIORITY
    assert waiting[0].arrived_at < CENTER.starts_at
    assert nobody == frozenset()
    assert len(one_more) == 1
    assert len(counter.waiting(CENTER.center, DAY)) == CENTER.queue.at_least + 1


def test_the_hall_is_never_fuller_than_it_may_be(
    counter: Counter, hall: TrainingHall, seconds: Seconds
) -> None:
    for _ in range(CENTER.queue.at_most + 5):
        hall()
        seconds.passed += CENTER.queue.every_s

    assert len(counter.waiting(CENTER.center, DAY)) == CENTER.queue.at_most


def test_nobody_comes_in_once_the_day_is_closed(
    profile: Profile, counter: Counter, hall: TrainingHall
) -> None:
    assert CLOSED.closed is not None
    with profile.store.units() as unit:
        unit.days.add(replace(CLOSED.closed, center=CENTER.center, day=DAY))
        unit.commit()

    assert hall() == frozenset()
    assert counter.waiting(CENTER.center, DAY) == ()


def test_a_program_started_again_finds_the_hall_as_full_as_it_was(
    profile: Profile, counter: Counter, hall: TrainingHall
) -> None:
    hall()
    again = TrainingHall(CENTER, profile.units, counter.waiting, counter.now)

    assert again() == frozenset()


def test_what_people_come_for_is_in_the_catalogue_of_that_day() -> None:
    catalogue = load_catalogue()
    center: TrainingCenter = CENTER

    for ticket in center.tickets:
        record = catalogue.find(service=ticket.service, region=center.region, on=DAY)
        assert record.at_counter
        assert timedelta(minutes=ticket.minutes_ago) < timedelta(hours=1)


def test_the_clock_of_the_training_center_goes_on_where_it_was_left(
    profile: Profile, counter: Counter, seconds: Seconds
) -> None:
    fresh = training_clock(profile, CENTER)()
    person = seed_training_center(profile).people[0]
    seconds.passed = 3600
    counter.sign_in(SignIn(login=person.login, password=person.password, window=7))
    gone_on = training_clock(profile, CENTER)()
    seconds.passed = 24 * 3600
    counter.sign_in(SignIn(login=person.login, password=person.password, window=7))
    the_day_again = training_clock(profile, CENTER)()

    assert timedelta() <= fresh - CENTER.starts_at < timedelta(minutes=10)
    assert timedelta(hours=1) <= gone_on - CENTER.starts_at < timedelta(hours=2)
    assert timedelta() <= the_day_again - CENTER.starts_at < timedelta(minutes=10)
