"""A window that was offline sends 5,000 cases of 2 KB: signed, in order, durable on both sides."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.measure import Figure, report
from benchmarks.stage.real_window import BareWindow, a_window, save_cases, waiting_lines
from benchmarks.stage.two_hubs import TwoHubs, two_hubs

ROUNDS: Final = 3
FEWER: Final = 10


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.sync_push")
    parser.add_argument("--cases", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args(sys.argv[1:] if arguments is None else arguments)
    few = max(1, asked.cases // FEWER)
    with tempfile.TemporaryDirectory() as folder, two_hubs(Path(folder)) as hubs:
        rounds = [
            (
                _round(hubs, Path(folder) / f"few-{number}", few, number),
                _round(hubs, Path(folder) / f"many-{number}", asked.cases, number),
            )
            for number in range(asked.rounds)
        ]
    ours, bare = (median(many[who] for _, many in rounds) for who in (0, 1))
    ours_few, bare_few = (median(fewer[who] for fewer, _ in rounds) for who in (0, 1))
    return report(
        Figure(
            name=f"push of {asked.cases} cases of 2 KB in batches of 100, by a real window",
            value=ours,
            unit="cases/s",
            limit_name="the same lines by bare sqlcipher3, HTTP and rows in one transaction",
            limit=bare,
            budget=0.5,
            more_is_better=True,
        ),
        Figure(
            name=f"the same of {asked.cases} cases beside {few}",
            value=ours / ours_few,
            unit="of the rate of few",
            limit_name="the bare programs, likewise",
            limit=bare / bare_few,
            budget=0.8,
            more_is_better=True,
        ),
    )


def _round(hubs: TwoHubs, folder: Path, cases: int, number: int) -> tuple[float, float]:
    """Cases per second of both, by turns; each round has a window of its own."""
    with a_window(hubs, folder / "window", folder.name) as window:
        save_cases(window, cases)
        bare = BareWindow(folder / "bare", hubs.bare_url)
        bare.save(waiting_lines(window, cases))

        def ours() -> int:
            sent = 0
            while turn := window.push.commands().acknowledged:
                sent += turn
            return sent

        work: list[Callable[[], int]] = [ours, bare.push]
        order = (0, 1) if number % 2 == 0 else (1, 0)
        rates = {which: _rate(work[which], cases) for which in order}
        bare.close()
    return rates[0], rates[1]


def _rate(work: Callable[[], int], cases: int) -> float:
    began = time.perf_counter()
    sent = work()
    took_s = time.perf_counter() - began
    assert sent == cases, f"{sent} of {cases} were taken"
    return cases / took_s


if __name__ == "__main__":
    sys.exit(main())
