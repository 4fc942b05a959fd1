"""Scans of 2 MB on their way up and down, the stream of cases, and the memory it takes."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.measure import Figure, report
from benchmarks.stage.light_windows import BATCH, LightHub
from benchmarks.stage.two_hubs import TwoHubs, bare_connection, case_lines, two_hubs
from tests.support.project_files import ROOT

SCANS: Final = 100
BYTES: Final = 2_000_000
ROUNDS: Final = 3
FEWER: Final = 10
MOST_MB: Final = 150.0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.sync_scans")
    parser.add_argument("--scans", type=int, default=SCANS)
    parser.add_argument("--bytes", type=int, default=BYTES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--cases", type=int, default=5000, help="in the stream that is read")
    asked = parser.parse_args(sys.argv[1:] if arguments is None else arguments)
    few = max(1, asked.scans // FEWER)
    with tempfile.TemporaryDirectory() as name, two_hubs(Path(name)) as hubs:
        folder = Path(name)
        _fill(hubs, asked.cases)
        fewer = _sent(hubs, folder, ("ours", "few"), few, asked.bytes)
        rounds = [
            {
                who: _sent(hubs, folder, (who, str(number)), asked.scans, asked.bytes)
                for who in (("ours", "bare") if number % 2 == 0 else ("bare", "ours"))
            }
            for number in range(asked.rounds)
        ]

    def middle(who: str, what: str) -> float:
        return median(each[who][what] for each in rounds)

    return report(
        Figure(
            name=f"{asked.scans} scans of {asked.bytes} bytes up",
            value=middle("ours", "up"),
            unit="MB/s",
            limit_name="bare HTTP, file and row",
            limit=middle("bare", "up"),
            budget=0.5,
            more_is_better=True,
        ),
        Figure(
            name="the same scans down, one after the other, into a window's sealed files",
            value=middle("ours", "down"),
            unit="MB/s",
            limit_name="bare HTTP and file",
            limit=middle("bare", "down"),
            budget=0.5,
            more_is_better=True,
        ),
        Figure(
            name=f"stream of {asked.cases} cases down",
            value=middle("ours", "news"),
            unit="MB/s",
            limit_name="the same rows by bare HTTP",
            limit=middle("bare", "news"),
            budget=0.5,
            more_is_better=True,
        ),
        Figure(
            name="greatest memory of the window's side",
            value=middle("ours", "peak"),
            unit="MB",
            limit_name="150 MB",
            limit=MOST_MB,
            budget=1.0,
        ),
        Figure(
            name=f"the same with {asked.scans} scans",
            value=middle("ours", "peak"),
            unit="MB",
            limit_name=f"with {few} scans",
            limit=fewer["peak"],
            budget=1.2,
        ),
    )


def _fill(hubs: TwoHubs, cases: int) -> None:
    """Both streams hold the same cases."""
    window = hubs.window(0)
    ours, bare = LightHub(hubs.ours.url, window.token), bare_connection(hubs.bare_url)
    for _ in range(0, cases, BATCH):
        body = b"\n".join(case_lines(window, min(BATCH, cases)))
        ours.ask("POST", "/v1/push", body)
        bare.request("POST", "/v1/push", body)
        bare.getresponse().read()
    bare.close()


def _sent(
    hubs: TwoHubs, folder: Path, who: tuple[str, str], scans: int, size: int
) -> dict[str, float]:
    url = hubs.ours.url if who[0] == "ours" else hubs.bare_url
    command = [
        *(sys.executable, "-m", "benchmarks.stage.scan_sender"),
        *(who[0], url, "-".join(who), str(folder), str(scans), str(size)),
    ]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


if __name__ == "__main__":
    sys.exit(main())
