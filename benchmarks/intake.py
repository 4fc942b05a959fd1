"""A whole intake on the real window: its longest stall, and what the operator waits for.

Seven steps, eight scans of two megabytes, papers made and printed, the hub asked many times more
often than ever, a store of a million cases. The hand that plays the operator works on the same
thread: its own work (looking for widgets, finding out what comes next) lies between the pieces
that are measured and is none of the window's. A piece is one event the hand sends, with all that
the window does at once about it, or one turn of the event loop, with all that the window does in
it. Processor time of the thread: what other threads and programs take is not in it.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from PySide6.QtCore import QEventLoop

from benchmarks.measure import Figure, report
from benchmarks.stage.scans import BYTES, make_scans
from benchmarks.stage.stores import LARGE, profile_copy
from operator_app.bootstrap.pages import Pages, build_pages
from operator_app.bootstrap.window_rehearsal import CaseRoom, open_case_room
from operator_app.bootstrap.window_scripts import script_of
from operator_app.cli.rehearsal.case_file import read_case
from operator_app.cli.rehearsal.on_window import place_of, window_case
from operator_app.cli.rehearsal.prepared import prepare
from operator_app.domain.applications import ApplicationId, State
from ui import conductor
from ui.program import Program
from ui.rehearsal.hand import Hand
from ui.rehearsal.script import Script
from ui.rehearsal.stage import HEIGHT, WIDTH, strike
from ui.rehearsal.walk import Walk
from ui.runtime.watchdog import STALL_MS, Stall, Watchdog

SAMPLE = Path("resources/samples/guardianship.json")
SCANS = 8
ROUNDS = 5
IDLE_S = 3.0
SYNC_EVERY_MS = 200
"""The window looks at its hub every few seconds; here so often that each step meets it."""
MACHINE_MS = 1000.0
LOOP_S = 0.05
BEFORE = ("sign_in", "ticket")
"""Steps before the case begins: the password is made slow on purpose."""


@dataclass
class Played:
    """What was measured of one case."""

    idle: Stall
    longest: Stall = field(default_factory=lambda: Stall(0.0, 0.0))
    steps: dict[str, Stall] = field(default_factory=dict)
    waited_ms: dict[str, float] = field(default_factory=dict)
    held_up: dict[str, float] = field(default_factory=dict)
    """How many times longer a loop took on the wall than on the processor, around each step."""

    @property
    def machine_ms(self) -> float:
        return sum(ms for step, ms in self.waited_ms.items() if step not in BEFORE)

    @property
    def alone_ms(self) -> float:
        """The same, had the machine had nothing else to do."""
        return sum(
            ms / self.held_up[step] for step, ms in self.waited_ms.items() if step not in BEFORE
        )


def main() -> int:
    arguments = _arguments()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="tereze-bench-") as folder:
        played = play(Path(folder), arguments)
    if arguments.steps:
        _tell_steps(played)
    return report(*figures(played, arguments))


def play(folder: Path, arguments: argparse.Namespace) -> list[Played]:
    """The same case ``rounds`` times, each on a window of its own over the same store."""
    make_scans(folder / "case", SCANS, arguments.bytes)
    profile = profile_copy(folder / "profile", arguments.cases)
    first = _case_file(folder / "case")
    with open_case_room(profile, place_of(read_case(first))) as room:
        room.workplace.outside.inspect_scan.warm()
        return [
            _play(room, _case_file(folder / "case"), arguments.idle)
            for _ in range(arguments.rounds)
        ]


def figures(played: list[Played], arguments: argparse.Namespace) -> Iterator[Figure]:
    longest = max((one.longest for one in played), key=lambda stall: stall.cpu_ms)
    idle = max((one.idle for one in played), key=lambda stall: stall.cpu_ms)
    case = f"{SCANS} scans of {arguments.bytes / 1e6:g} MB, {arguments.cases:,} cases"
    for name, stall in ((f"an intake, {case}", longest), ("an idle window", idle)):
        yield Figure(
            name=f"longest stall of the interface thread in {name}",
            value=stall.cpu_ms,
            unit="ms of CPU",
            limit_name=f"{STALL_MS:g} ms",
            limit=STALL_MS,
            budget=1.0,
        )
    for name, waited in (
        (f"machine time of an intake, {case}", [one.machine_ms for one in played]),
        (f"the same on a machine to itself, {case}", [one.alone_ms for one in played]),
    ):
        yield Figure(
            name=name,
            value=statistics.median(waited),
            unit="ms",
            limit_name="1 s",
            limit=MACHINE_MS,
            budget=1.0,
        )


def _play(room: CaseRoom, path: Path, idle_s: float) -> Played:
    prepared = prepare(read_case(path), path.parent, room.workplace)
    case = window_case(prepared, path.parent)
    script = script_of(
        case, room.room.workplace.catalogue, room.room.center.people[0], room.place.window
    )
    dog = Watchdog(tell_where=True)
    with mock.patch.object(conductor, "LOOK_EVERY_MS", SYNC_EVERY_MS):
        pages = build_pages(Program(), room.room, lambda: case.application_id)
    dog.look_on()
    try:
        pages.window.resize(WIDTH, HEIGHT)
        pages.window.show()
        pages.window.activateWindow()
        pages.conductor.start()
        played = _walked(pages, script, dog, idle_s)
        pages.window.close()
    finally:
        dog.stop()
        pages.close()
        strike(pages.window)
    view = room.workplace.look_at_case(ApplicationId(case.application_id))
    assert view is not None
    assert view.application.state is State.ACCEPTED
    return played


def _walked(pages: Pages, script: Script, dog: Watchdog, idle_s: float) -> Played:
    hand = Hand(pages.window, watched=dog.piece)
    hand.wait_until(lambda: hand.can_press("sign_in_enter"), "sign_in")
    dog.forget()
    _idle(dog, idle_s)
    played = Played(idle=dog.longest)

    @contextmanager
    def step(name: str) -> Iterator[None]:
        held_up = _held_up()
        before = dog.taken_ms
        dog.forget()
        yield
        played.steps[name] = dog.longest
        played.waited_ms[name] = dog.taken_ms - before
        played.held_up[name] = (held_up + _held_up()) / 2
        if dog.longest.cpu_ms > played.longest.cpu_ms:
            played.longest = dog.longest

    Walk(hand, script, step)()
    return played


def _held_up() -> float:
    """What other programs take of the machine now, told by a loop that only counts."""
    wall, cpu = time.perf_counter(), time.thread_time()
    while time.thread_time() - cpu < LOOP_S:
        pass
    return (time.perf_counter() - wall) / (time.thread_time() - cpu)


def _idle(dog: Watchdog, seconds: float) -> None:
    loop, ends = QEventLoop(), time.monotonic() + seconds
    while time.monotonic() < ends:
        with dog.piece():
            loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _case_file(folder: Path) -> Path:
    """The sample as a new case, its papers scanned in four pages each."""
    case = json.loads(SAMPLE.read_text(encoding="utf-8"))
    scanned = [paper for paper in case["documents"] if paper.get("scans")]
    each = SCANS // len(scanned)
    for place, paper in enumerate(scanned):
        paper["scans"] = [f"page{place * each + number}.jpg" for number in range(each)]
    case |= {"case_id": str(uuid.uuid4()), "until": "accepted"}
    path = folder / "case.json"
    path.write_text(json.dumps(case, ensure_ascii=False), encoding="utf-8")
    return path


def _tell_steps(played: list[Played]) -> None:
    for one in played:
        for name, stall in one.steps.items():
            told = f"{name}: {stall.cpu_ms:.1f} ms of CPU, {one.waited_ms[name]:.0f} ms waited"
            print(f"{told}\n{stall.where}", file=sys.stderr)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=LARGE)
    parser.add_argument("--bytes", type=int, default=BYTES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--idle", type=float, default=IDLE_S)
    parser.add_argument("--steps", action="store_true", help="each step, on standard error")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
