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
from operator_app.gateways.children import Child
from operator_app.ports import Clock
from resources.training import TrainingCenter

LISTEN = "127.0.0.1:0"
SHEP_PATH = "/bip-sync-wss-gost/"
SHEP_TIMEOUT_S = "3"


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
        stand = stack.enter_context(
            Child("stand", ["--data", str(folder / "stand"), "--listen", LISTEN], {})
        )
        hub = stack.enter_context(
            Child(
                "hub",
                [
                    *("--data", str(folder / "hub")),
                    *("--listen", LISTEN),
                    *("--shep", "-"),
                    *("--shep-timeout", SHEP_TIMEOUT_S),
                    "--training",
                ],
                {"TEREZE_HUB_TOKEN": hub_token(folder, training=True)},
            )
        )
        stack.callback(stand.let_go)
        stack.callback(hub.let_go)
        profile = stack.enter_context(open_held_profile(folder, training=True))
        center = arrangement.seed(profile)
        clock = arrangement.clock or training_clock(profile, center)
        law = load_law()
        said = stand.ready()
        hub.tell(arrangement.registries or said["listening"].rstrip("/") + SHEP_PATH)
        outside = stack.enter_context(
            open_outside(profile, hub_url=hub.ready()["listening"], key_folder=Path(said["pki"]))
        )
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
