"""What signing in needs behind the screen: the store, the people in it, the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from operator_app.bootstrap.counters import Counter, build_counter
from operator_app.bootstrap.profiles import Profile, hold_profile, open_held_profile
from operator_app.bootstrap.training import seed_training_center, training_clock
from operator_app.ports import Clock
from resources.training import TrainingCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The part of a training center that is there before its children and the law are."""

    profile: Profile
    counter: Counter
    center: TrainingCenter
    now: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """How a room differs from that of the first start; for rehearsals.

    ``seed`` puts people and windows into the profile; ``clock`` stands or runs on another day;
    ``fills`` is whether applicants come by themselves; ``registries`` is another address of the
    gateway to the state systems; ``syncs`` is whether what is saved goes to the hub by itself.
    """

    seed: Callable[[Profile], TrainingCenter] = seed_training_center
    clock: Clock | None = None
    fills: bool = True
    registries: str | None = None
    syncs: bool = True


ORDINARY = Arrangement()


@contextmanager
def open_front(folder: Path) -> Iterator[Front]:
    """For the window on the screen; waits for whoever has the profile open."""
    with hold_profile(folder), open_held_front(folder) as front:
        yield front


@contextmanager
def open_held_front(folder: Path, arrangement: Arrangement = ORDINARY) -> Iterator[Front]:
    with ExitStack() as stack:
        profile = stack.enter_context(open_held_profile(folder, training=True))
        center = arrangement.seed(profile)
        clock = arrangement.clock or training_clock(profile, center)
        counter = build_counter(profile, clock)
        stack.callback(counter.close)
        yield Front(profile=profile, counter=counter, center=center, now=clock)
