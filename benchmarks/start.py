"""Start of the window to a usable sign-in, and its memory, against an empty Qt window.

Each start is a process of its own, by turns. A start is ready when a key pressed in the field of
the login has put its letter there; the store is open when a password could be checked. Both
windows are drawn off the screen.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import LEAST_ROUNDS, Figure, report
from benchmarks.stage.stores import LARGE, profile_copy

START_BUDGET = 1.5
MEMORY_BUDGET = 2.0
ROUNDS = 7
OURS = "benchmarks.stage.our_window"
EMPTY = "benchmarks.stage.empty_window"
RIVAL = "an empty Qt window with what sign-in imports (Qt, SQLCipher, SQLAlchemy, Argon2, keyring)"


def main() -> int:
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="tereze-bench-") as folder:
        profile = profile_copy(Path(folder) / "profile", arguments.cases)
        started(OURS, profile)  # makes the people of a first start
        starts = [
            (started(OURS, profile), started(EMPTY, profile)) for _ in range(arguments.rounds)
        ]
    return report(*figures(starts, arguments.cases))


def started(module: str, profile: Path) -> dict[str, float]:
    """What the window said of itself: milliseconds since it was started, kilobytes it holds."""
    began = time.perf_counter()
    said: dict[str, float] = {}
    with subprocess.Popen(
        [sys.executable, "-m", module, str(profile)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as window:
        assert window.stdout is not None
        for line in window.stdout:
            told = json.loads(line)
            said[f"{told['what']}_ms"] = (time.perf_counter() - began) * 1000
            said[f"{told['what']}_kb"] = told["kb"]
    assert window.returncode == 0
    return said


def figures(
    starts: list[tuple[dict[str, float], dict[str, float]]], cases: int
) -> Iterator[Figure]:
    def median(name: str, *, empty: bool = False) -> float:
        named = name if not empty else f"ready_{name.rpartition('_')[2]}"
        return statistics.median(start[empty][named] for start in starts)

    for name, what in (
        (f"start to a usable sign-in, {cases:,} cases", "ready"),
        (f"start until a password can be checked, {cases:,} cases", "open"),
    ):
        yield Figure(
            name=name,
            value=median(f"{what}_ms"),
            unit="ms",
            limit_name=RIVAL,
            limit=median("ms", empty=True),
            budget=START_BUDGET,
        )
    for name, what in (
        ("resident memory at sign-in", "open"),
        ("resident memory when all is loaded", "loaded"),
    ):
        yield Figure(
            name=f"{name}, {cases:,} cases",
            value=median(f"{what}_kb") / 1024,
            unit="MB",
            limit_name=RIVAL,
            limit=median("kb", empty=True) / 1024,
            budget=MEMORY_BUDGET,
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=LARGE)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    arguments = parser.parse_args()
    if arguments.rounds < LEAST_ROUNDS:
        parser.error(f"fewer than {LEAST_ROUNDS} rounds are no measurement")
    return arguments


if __name__ == "__main__":
    sys.exit(main())
