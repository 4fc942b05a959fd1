"""Cases the hub takes per second on PostgreSQL, against bare HTTP and the same rows.

Four windows push batches of a hundred at once, the hub and its rival by turns, until ten times
the cases of the first turn are there. Then single cases at a steady pace, for the slowest answer.
"""

from __future__ import annotations

import argparse
import http.client
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles
from typing import Final

from benchmarks.measure import Figure, report
from benchmarks.stage.light_windows import BATCH, LightHub, LightWindow
from benchmarks.stage.two_hubs import TwoHubs, bare_connection, case_lines, two_hubs

WINDOWS: Final = 4
TURNS: Final = 10
AT_ENDS: Final = 3
"""Turns whose median stands for the beginning, and for the end."""
PACE: Final = 20.0
"""Single cases a second: twenty times what a region's 30,000 a day come to."""
Ask = Callable[[bytes], None]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.sync_hub")
    parser.add_argument("--cases", type=int, default=5000, help="in each of ten turns")
    parser.add_argument("--seconds", type=float, default=20.0, help="of single cases")
    asked = parser.parse_args(sys.argv[1:] if arguments is None else arguments)
    with tempfile.TemporaryDirectory() as folder, two_hubs(Path(folder)) as hubs:
        windows = [hubs.window(number) for number in range(WINDOWS)]
        rates = [_turn(hubs, windows, asked.cases, turn) for turn in range(TURNS)]
        ours, bare = _paced(hubs, windows, asked.seconds)
    return report(*_rates(rates, asked.cases), *_slowest(ours, bare))


def _turn(
    hubs: TwoHubs, windows: Sequence[LightWindow], cases: int, turn: int
) -> tuple[float, float]:
    """Cases per second of the hub and of the rival, the same lines; who is first changes."""
    work = [batches(case_lines(window, cases // WINDOWS)) for window in windows]
    both = {
        "ours": [_to_ours(hubs, window) for window in windows],
        "bare": [_to_bare(hubs) for _ in windows],
    }
    order = ("ours", "bare") if turn % 2 == 0 else ("bare", "ours")
    took = {name: _took_s(both[name], work) for name in order}
    number = sum(len(body.split(b"\n")) for bodies in work for body in bodies)
    return number / took["ours"], number / took["bare"]


def batches(lines: Sequence[bytes]) -> list[bytes]:
    return [b"\n".join(lines[first : first + BATCH]) for first in range(0, len(lines), BATCH)]


def _took_s(asks: Sequence[Ask], work: Sequence[Sequence[bytes]]) -> float:
    def push(ask: Ask, bodies: Sequence[bytes]) -> None:
        for body in bodies:
            ask(body)

    began = time.perf_counter()
    with ThreadPoolExecutor(len(asks)) as pool:
        list(pool.map(push, asks, work))
    return time.perf_counter() - began


def _to_ours(hubs: TwoHubs, window: LightWindow) -> Ask:
    hub = LightHub(hubs.ours.url, window.token)

    def ask(body: bytes) -> None:
        status, content = hub.ask("POST", "/v1/push", body)
        assert status == http.client.OK, content
        assert content.count(b'"result":"applied"') == body.count(b"\n") + 1, content

    return ask


def _to_bare(hubs: TwoHubs) -> Ask:
    connection = bare_connection(hubs.bare_url)

    def ask(body: bytes) -> None:
        connection.request("POST", "/v1/push", body)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == http.client.OK

    return ask


def _paced(
    hubs: TwoHubs, windows: Sequence[LightWindow], seconds: float
) -> tuple[list[float], list[float]]:
    """Seconds from when each single case was due until its answer."""
    count = max(WINDOWS * 3, int(PACE * seconds))
    lines = [case_lines(window, count // WINDOWS) for window in windows]
    ours = _waits([_to_ours(hubs, window) for window in windows], lines)
    return ours, _waits([_to_bare(hubs) for _ in windows], lines)


def _waits(asks: Sequence[Ask], work: Sequence[Sequence[bytes]]) -> list[float]:
    began = time.perf_counter() + 0.1
    waits: list[float] = []
    lock = threading.Lock()

    def push(number: int) -> None:
        for count, line in enumerate(work[number]):
            due = began + (count * len(asks) + number) / PACE
            time.sleep(max(0.0, due - time.perf_counter()))
            asks[number](line)
            with lock:
                waits.append(time.perf_counter() - due)

    with ThreadPoolExecutor(len(asks)) as pool:
        list(pool.map(push, range(len(asks))))
    return waits


def _rates(rates: Sequence[tuple[float, float]], cases: int) -> list[Figure]:
    ours, bare = [rate for rate, _ in rates], [rate for _, rate in rates]
    begins, ends = ours[:AT_ENDS], ours[-AT_ENDS:]
    as_bare = median(bare[-AT_ENDS:]) / median(bare[:AT_ENDS])
    return [
        Figure(
            name="hub on PostgreSQL, batches of 100 cases of 2 KB, four windows at once",
            value=median(ours),
            unit="cases/s",
            limit_name="bare HTTP and the same rows in one transaction",
            limit=median(bare),
            budget=0.5,
            more_is_better=True,
        ),
        Figure(
            name=f"the same with {TURNS * cases} cases there, beside {cases}",
            value=median(ends) / median(begins),
            unit="of the rate at first",
            limit_name="bare HTTP and the same rows, likewise",
            limit=as_bare,
            budget=0.8,
            more_is_better=True,
        ),
    ]


def _slowest(ours: list[float], bare: list[float]) -> list[Figure]:
    """Beside the rival, and beside what is allowed."""
    value, rival = (1000 * quantiles(waits, n=100)[98] for waits in (ours, bare))
    name = f"hub on PostgreSQL, single cases, {PACE:.0f} a second, p99"
    return [
        Figure(
            name=name,
            value=value,
            unit="ms",
            limit_name=limit_name,
            limit=limit,
            budget=budget,
        )
        for limit_name, limit, budget in (
            ("100 ms", 100.0, 1.0),
            ("bare HTTP and the same rows", rival, 3.0),
        )
    ]


if __name__ == "__main__":
    sys.exit(main())
