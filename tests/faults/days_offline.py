"""Ten days without a line, then a bad one, and a window that is killed while it catches up."""

from __future__ import annotations

import hashlib
import json
import random
import tempfile
import time
from pathlib import Path
from typing import Any, Final

import psutil

from tests.faults.center import Center, StormWindow
from tests.faults.line import Fate
from tests.faults.offline_window import DEVICE
from tests.faults.outcome import Outcome, Plan
from tests.faults.programs import ColdProgram
from tests.faults.truth import judge
from tests.support.sync_window import SETTLES_S

CASES: Final = 1000
PAGES: Final = 8
PAGE_BYTES: Final = 6000
KILLS: Final = 5
FEW_CASES: Final = 12
MEMORY_MB: Final = 300.0
LONGEST_S: Final = 3600.0
LOOK_EVERY_S: Final = 0.1
MODULE: Final = "tests.faults.offline_window"


def run_days_offline(plan: Plan) -> Outcome:
    """A cycle is ten days of one window."""
    return days_offline(plan, CASES, PAGES, KILLS)


def short(plan: Plan) -> Outcome:
    """An hour's work and one kill."""
    return days_offline(plan, FEW_CASES, PAGES, kills=1)


def days_offline(plan: Plan, cases: int, pages: int, kills: int) -> Outcome:
    """The line is bad while the window is killed again and again, and then it is well.

    So much takes longer than any outbox of a day: ``caught_up_s`` says how long.
    """
    outcome = Outcome(fault="days_offline", seed=plan.seed, settle_most_s=SETTLES_S)
    outcome.also |= {"cases": cases, "scans": cases * pages, "kills": 0, "memory_mb": 0.0}
    for number, dice in plan.each():
        with (
            tempfile.TemporaryDirectory(prefix="tereze-storm-") as folder,
            Center(Path(folder)) as center,
        ):
            _ten_days(outcome, center, dice, (cases, pages, kills))
            judge(outcome, f"cycle {number}", center)
        outcome.cycles += 1
    return outcome


def _ten_days(
    outcome: Outcome, center: Center, dice: random.Random, amount: tuple[int, int, int]
) -> None:
    place = center.folder / DEVICE
    place.mkdir()
    said = center.folder / "saved"
    cases, pages, kills = amount
    sizes = (str(cases), str(pages), str(PAGE_BYTES), str(dice.getrandbits(32)))
    saving = ColdProgram(MODULE, ["save", str(place), *sizes], said)
    if saving.wait(LONGEST_S) != 0:
        outcome.blame("saving", [Path(f"{said}.err").read_text(encoding="utf-8")[-500:]])
        return
    saved = [json.loads(line) for line in said.read_text(encoding="utf-8").splitlines()]
    _enrol(center, place)
    center.line.choose = lambda method, path: dice.choices(tuple(Fate)[:4], (85, 5, 5, 5))[0]
    began = time.monotonic()
    for _ in range(kills):
        _killed(outcome, center, place, dice)
    center.line.well()
    sending = ColdProgram(MODULE, ["send", str(place), center.line.url], center.folder / "sent")
    _watch(outcome, sending, LONGEST_S)
    outcome.also["caught_up_s"] = round(time.monotonic() - began, 1)
    _remember(outcome, center, place, saved)
    center.settle(outcome)


def _enrol(center: Center, place: Path) -> None:
    with StormWindow(place, center.line.url, DEVICE, 7) as window:
        center.hub.http.enrol(window.enrolment())


def _killed(outcome: Outcome, center: Center, place: Path, dice: random.Random) -> None:
    sending = ColdProgram(MODULE, ["send", str(place), center.line.url], center.folder / "sent")
    _watch(outcome, sending, dice.uniform(2, 8))
    sending.kill()
    outcome.also["kills"] = int(str(outcome.also["kills"])) + 1


def _watch(outcome: Outcome, sending: ColdProgram, for_s: float) -> None:
    """Its memory, until it ends or the time is over."""
    process = psutil.Process(sending.pid)
    until = time.monotonic() + for_s
    while sending.wait(LOOK_EVERY_S) is None and time.monotonic() < until:
        try:
            taken_mb = process.memory_info().rss / 1024**2
        except psutil.NoSuchProcess:
            break
        most = max(float(str(outcome.also["memory_mb"])), taken_mb)
        outcome.also["memory_mb"] = round(most, 1)
    if float(str(outcome.also["memory_mb"])) > MEMORY_MB:
        outcome.blame("memory", [f"{outcome.also['memory_mb']} MB"])


def _remember(outcome: Outcome, center: Center, place: Path, saved: list[dict[str, Any]]) -> None:
    """What that process had acknowledged, with the bytes as they lie in its folder."""
    window = center.window(device=DEVICE, folder=place)
    with window.store.units() as unit:
        found = {each["case"]: unit.applications.get(each["case"]) for each in saved}
    outcome.lose("window", [f"case {one}" for one, case in found.items() if case is None])
    window.saved.cases |= {one: case for one, case in found.items() if case is not None}
    for case in saved:
        for sha256 in case["pages"]:
            content = window.blobs.get(sha256)
            assert hashlib.sha256(content).hexdigest() == sha256
            window.saved.pages[sha256] = content
