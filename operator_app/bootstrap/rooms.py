"""A training center behind the screen: its children, its store, its people, its hall."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from operator_app.bootstrap.counters import Counter
from operator_app.bootstrap.front import ORDINARY, Arrangement, Front, open_held_front
from operator_app.bootstrap.profiles import Profile, hold_profile, hub_token
from operator_app.bootstrap.syncing import syncing
from operator_app.bootstrap.training import TrainingHall
from operator_app.bootstrap.workplaces import (
    Workplace,
    build_workplace,
    load_law,
    open_outside,
)
from operator_app.gateways.training_children import TrainingChildren, start_training_children
from operator_app.ports import Clock
from operator_app.sync.engine import Engine
from operator_app.usecases.rules import local
from resources.error_texts import LANGUAGES
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
    sync: Engine | None = None
    """Sends what is saved, by itself; without it somebody has to push."""


@contextmanager
def open_training_room(folder: Path, arrangement: Arrangement = ORDINARY) -> Iterator[TrainingRoom]:
    """Stand and hub as children on loopback, made-up people, a hall that fills."""
    with ExitStack() as stack:
        stack.enter_context(hold_profile(folder))
        token = hub_token(folder, training=True)
        children = stack.enter_context(start_training_children(folder, token))
        front = stack.enter_context(open_held_front(folder, arrangement))
        yield stack.enter_context(_open_behind(front, children, arrangement))


@contextmanager
def open_room_behind(front: Front) -> Iterator[TrainingRoom]:
    """The same behind a sign-in that can be used already."""
    folder = front.profile.folder
    token = hub_token(folder, training=True)
    with (
        start_training_children(folder, token) as children,
        _open_behind(front, children, ORDINARY) as room,
    ):
        yield room


@contextmanager
def _open_behind(
    front: Front, children: TrainingChildren, arrangement: Arrangement
) -> Iterator[TrainingRoom]:
    """This process loads its own part while the children load theirs."""
    law = load_law()
    for language in LANGUAGES:  # the first day of a language reads its calendar from the disk
        law.texts(language).date(local(front.now()).date())
    hub_url, key_folder = children.ready(arrangement.registries)
    profile, counter, center = front.profile, front.counter, front.center
    with ExitStack() as stack:
        outside = stack.enter_context(open_outside(profile, hub_url=hub_url, key_folder=key_folder))
        workplace = build_workplace(profile, law, outside, now=front.now)
        engine = stack.enter_context(syncing(profile, workplace)) if arrangement.syncs else None
        yield TrainingRoom(
            profile=profile,
            workplace=workplace,
            counter=counter,
            center=center,
            hall=TrainingHall(center, profile.units, counter.waiting, front.now)
            if arrangement.fills
            else frozenset,
            now=front.now,
            sync=engine,
        )
