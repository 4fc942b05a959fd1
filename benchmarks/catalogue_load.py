"""Loading the whole catalogue at start, the first time in a fresh process, against 50 ms."""

from __future__ import annotations

import statistics
import subprocess
import sys

from benchmarks.measure import Figure, cpu_ms, report
from resources.load import load_catalogue

LIMIT_MS = 50.0
ROUNDS = 7
FIRST = "first"


def main() -> int:
    if FIRST in sys.argv[1:]:
        print(cpu_ms(load_catalogue))
        return 0
    times = [_in_a_fresh_process() for _ in range(ROUNDS)]
    return report(
        Figure(
            name="catalogue load",
            value=statistics.median(times),
            unit="ms of CPU",
            limit_name="50 ms",
            limit=LIMIT_MS,
            budget=1.0,
        )
    )


def _in_a_fresh_process() -> float:
    command = [sys.executable, "-m", "benchmarks.catalogue_load", FIRST]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    sys.exit(main())
