"""``dev.py faults [NAME …] [--minutes N]``: the long fault runs, one JSON line each."""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from tests.faults import (
    hub_kill,
    power_cut,
    preload,
    rehearsal_kill,
    save_kill,
    window_kill,
)
from tests.faults.bad_disk import BAD_DISKS
from tests.faults.damage import DAMAGES
from tests.faults.outcome import Outcome, Plan
from tests.faults.programs import WarmPrograms
from tests.faults.storms import STORMS

Run = Callable[[Plan, WarmPrograms], Outcome]


def _alone(storm: Callable[[Plan], Outcome]) -> Run:
    """A storm starts its programs itself."""
    return lambda plan, programs: storm(plan)


FAULTS: Mapping[str, tuple[Run, int]] = MappingProxyType(
    {
        "rehearsal_kill": (rehearsal_kill.run, rehearsal_kill.CYCLES),
        "window_kill": (window_kill.run, window_kill.CYCLES),
        "hub_kill": (hub_kill.run, hub_kill.CYCLES),
        "save_kill": (save_kill.run, save_kill.CYCLES),
        "power_cut_window": (power_cut.run_window, power_cut.CYCLES),
        "power_cut_hub": (power_cut.run_hub, power_cut.CYCLES),
        **{name: (_alone(storm), cycles) for name, (storm, cycles) in STORMS.items()},
        **BAD_DISKS,
        **DAMAGES,
    }
)
"""With the full number of cycles."""


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    names = asked.name or list(FAULTS)
    seed = asked.seed if asked.seed is not None else random.SystemRandom().randrange(1 << 32)
    ends_at = time.monotonic() + asked.minutes * 60
    all_ok = True
    with preload.library() as library, WarmPrograms(library) as programs:
        for place, name in enumerate(names):
            run, cycles = FAULTS[name]
            share_s = (ends_at - time.monotonic()) / (len(names) - place)
            plan = Plan(cycles=asked.cycles or cycles, seed=seed, until=time.monotonic() + share_s)
            outcome = run(plan, programs)
            print(outcome.line(), flush=True)
            all_ok = all_ok and outcome.ok
    return 0 if all_ok else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py faults", description=__doc__)
    parser.add_argument("name", nargs="*", choices=[*FAULTS, []], metavar="NAME")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="all of them together")
    parser.add_argument("--cycles", type=int, help="in place of each fault's full number")
    parser.add_argument("--seed", type=int, help="throws the same dice again")
    return parser


if __name__ == "__main__":
    sys.exit(main())
