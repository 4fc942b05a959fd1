"""A training center behind the screen: its children, its store, its people, its hall."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from operator_app.bootstrap.counters import Counter, build_counter
from operator_app.bootstrap.profiles import Profile, hold_profile, hub_token, open_held_profile
from operator_app.bootstrap.training import TrainingHall, seed_training_center, training_clock
from operator_app.bootstrap.workplaces import (
    Workplace,
    build_workplace,
    load_law,
    open_outside,
)
from operator_app.gateways.training_children import start_training_children
from operator_app.ports import Clock
from resources.training import TrainingCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRoom:
    """Everything behind the screen, ready to be shown."""

    profile: Profile
    workplace: Workplace
    counter: Counter
    center: TrainingCenter
    hall: Callable[[], frozenset[str]]
    """Lets applicants in by the clock; answers the tickets that were given."""
    now: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """How a room differs from that of the first start; for rehearsals.

    ``seed`` puts people and windows into the profile; ``clock`` stands or runs on another day;
    ``fills`` is whether applicants come by themselves; ``registries`` is another address of the
    gateway to the state systems.
    """

    seed: Callable[[Profile], TrainingCenter] = seed_training_center
    clock: Clock | None = None
    fills: bool = True
    registries: str | None = None


ORDINARY = Arrangement()


@contextmanager
def open_training_room(folder: Path, arrangement: Arrangement = ORDINARY) -> Iterator[TrainingRoom]:
    """Stand and hub as children on loopback, made-up people, a hall that fills."""
    with ExitStack() as stack:
        stack.enter_context(hold_profile(folder))
        token = hub_token(folder, training=True)
        children = stack.enter_context(start_training_children(folder, token))
        profile = stack.enter_context(open_held_profile(folder, training=True))
        center = arrangement.seed(profile)
        clock = arrangement.clock or training_clock(profile, center)
        law = load_law()
        hub_url, key_folder = children.ready(arrangement.registries)
        outside = stack.enter_context(open_outside(profile, hub_url=hub_url, key_folder=key_folder))
        counter = build_counter(profile, clock)
        stack.callback(counter.close)
        yield TrainingRoom(
            profile=profile,
            workplace=build_workplace(profile, law, outside, now=clock),
            counter=counter,
            center=center,
            hall=TrainingHall(center, profile.units, counter.waiting, clock)
            if arrangement.fills
            else frozenset,
            now=clock,
        )
