"""From the save of a case to the hub's word for it, while the engine of the window runs."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import quantiles
from typing import Final

from benchmarks.measure import Figure, report
from benchmarks.stage.light_windows import LightWindow
from benchmarks.stage.real_window import BareWindow, a_window, save_cases
from benchmarks.stage.two_hubs import TwoHubs, case_lines, two_hubs
from operator_app.sync.commands import CommandHub, Commands, utc_now
from operator_app.sync.engine import Engine
from operator_app.sync.gate import Transactions
from operator_app.sync.turns import Turn
from tests.support.sync_window import SyncWindow

CASES: Final = 200
ACK_S: Final = 60.0
BUDGET: Final = 3.0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.sync_live")
    parser.add_argument("--cases", type=int, default=CASES)
    asked = parser.parse_args(sys.argv[1:] if arguments is None else arguments)
    with tempfile.TemporaryDirectory() as folder, two_hubs(Path(folder)) as hubs:
        ours, bare = _played(hubs, Path(folder), asked.cases)
    figures = []
    for percent in (50, 95):
        value, limit = (1000 * quantiles(waits, n=100)[percent - 1] for waits in (ours, bare))
        figures.append(
            Figure(
                name=f"saved to acknowledged, live, p{percent}",
                value=value,
                unit="ms",
                limit_name="bare sqlcipher3, HTTP and the same rows",
                limit=limit,
                budget=BUDGET,
            )
        )
    return report(*figures)


def _played(hubs: TwoHubs, folder: Path, cases: int) -> tuple[list[float], list[float]]:
    """Seconds of each, by turns. Saving itself is in both."""
    ours: list[float] = []
    rival: list[float] = []
    bare = BareWindow(folder / "rival", hubs.bare_url)
    stranger = LightWindow(1)
    with a_window(hubs, folder / "live", "live") as window:
        heard = _acknowledgements(window)
        window.start()
        for _ in range(cases):
            heard.clear()
            began = time.perf_counter()
            save_cases(window, 1, scans=0)
            assert heard.wait(ACK_S), "not acknowledged"
            ours.append(time.perf_counter() - began)
            lines = case_lines(stranger, 1, scans=0)
            began = time.perf_counter()
            bare.save(lines)
            bare.push()
            rival.append(time.perf_counter() - began)
    bare.close()
    return ours, rival


class _HeardCommands(Commands):
    """Says when the window has written down that the hub has a case."""

    def __init__(self, units: Transactions, hub: CommandHub, heard: threading.Event) -> None:
        super().__init__(units, hub, utc_now)
        self._heard = heard

    def __call__(self) -> Turn:
        turn = super().__call__()
        if turn.acknowledged:
            self._heard.set()
        return turn


def _acknowledgements(window: SyncWindow) -> threading.Event:
    """Gives the window an engine that is listened to."""
    heard = threading.Event()
    window.push.commands = _HeardCommands(window.push.gate, window.http, heard)
    window.engine = Engine(window.push, window.pull, window.http, random.Random(4).random)
    return heard


if __name__ == "__main__":
    sys.exit(main())
