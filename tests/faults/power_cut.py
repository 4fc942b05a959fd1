"""The power goes while a window saves or a hub takes in: what was not synced may be gone."""

from __future__ import annotations

import random
import shutil
import tempfile
import threading
import time
from pathlib import Path
from statistics import median

from operator_app.errors import OperatorAppError
from stand.pki import make_pki
from tests.faults import hub_kill, hub_store, preload
from tests.faults.disk import CUTS, Disk, How, replace
from tests.faults.hub_kill import HubKill, Window
from tests.faults.outcome import Outcome, Plan
from tests.faults.programs import WarmPrograms
from tests.faults.save_kill import judge

CYCLES = 500
SETTLE_S = 30.0
CUTS_OF_A_STORE = 8
LONGEST_S = 0.6
FIRST_S = 3.0
"""A store is made first; the cut must also come right after that."""


class PowerCutWindow:
    """Each cut is looked at with nothing, with the first and with some of the unsynced writes;
    then the window goes on with one of these disks."""

    def __init__(
        self, folder: Path, programs: WarmPrograms, plan: Plan, *, program: str = "saver"
    ) -> None:
        self._folder = folder
        self._programs = programs
        self._plan = plan
        self._program = program
        self._outcome = Outcome(fault="power_cut_window", seed=plan.seed, settle_most_s=SETTLE_S)
        self._pki = make_pki(folder / "pki")
        self._unsynced = 0

    def __call__(self) -> Outcome:
        desk = self._folder / "0"
        for cycle, dice in self._plan.each():
            if cycle % CUTS_OF_A_STORE == 0:
                shutil.rmtree(desk, ignore_errors=True)
                desk = self._folder / str(cycle)
                (desk / "disk").mkdir(parents=True)
            self._cycle(f"cycle {cycle}", desk, dice)
            self._outcome.cycles += 1
        self._outcome.also["disks_checked"] = self._outcome.cycles * len(CUTS)
        self._outcome.also["writes_taken_back"] = self._unsynced
        return self._outcome

    def _cycle(self, where: str, desk: Path, dice: random.Random) -> None:
        said, log = desk / "said", desk / "log"
        before = said.read_bytes().count(b"\n") if said.exists() else 0
        log.unlink(missing_ok=True)
        disk = Disk(desk / "disk")
        seed = str(dice.getrandbits(64))
        arguments = [str(desk / "disk" / "profile"), str(self._pki), str(desk / "cases"), seed]
        watched = preload.watching(desk / "disk", log)
        program = self._programs.start(self._program, arguments, said, watched)
        longest_s = FIRST_S if before == 0 else LONGEST_S
        if program.wait(dice.uniform(0, longest_s)) is not None:
            complaint = Path(f"{said}.err").read_text(encoding="utf-8")[-600:]
            self._outcome.blame(where, [f"ended by itself: {complaint}"])
            return
        program.kill()
        self._outcome.acknowledged += said.read_bytes().count(b"\n") - before
        disk.play(log)
        self._unsynced += disk.unsynced
        kept = dice.choice(CUTS)
        for how in CUTS:
            after = desk / f"after-{how}"
            disk.write_to(after, how, dice)
            power_at = time.monotonic()
            self._judge(f"{where} ({how} of the unsynced)", desk, after)
            self._outcome.settled(time.monotonic() - power_at)
        _keep(desk, desk / "disk", kept)

    def _judge(self, where: str, desk: Path, after: Path) -> None:
        try:
            judge(self._outcome, where, desk, after / "profile")
        except OperatorAppError as error:
            self._outcome.lose(where, [f"the store does not open: {error}"])


class PowerCutHub(HubKill):
    fault = "power_cut_hub"

    def __init__(
        self, folder: Path, programs: WarmPrograms, plan: Plan, *, program: str = "hub"
    ) -> None:
        super().__init__(folder, programs, plan)
        self._program = program
        self._unsynced = 0

    def __call__(self) -> Outcome:
        outcome = super().__call__()
        outcome.also["disks_checked"] = outcome.cycles * len(CUTS)
        outcome.also["writes_taken_back"] = self._unsynced
        return outcome

    def _fresh(self, cycle: int) -> tuple[Window, Path]:
        folder = self._folder / str(cycle)
        return Window(folder / "window"), folder / "disk" / "hub"

    def _cycle(self, window: Window, data: Path, dice: random.Random) -> None:
        window.save(dice.randint(1, hub_kill.MOST_CASES), dice)
        disk_folder, log = data.parent, data.parent.with_name("log")
        disk_folder.mkdir(exist_ok=True)
        log.unlink(missing_ok=True)
        disk = Disk(disk_folder)
        watched = preload.watching(disk_folder, log)
        hub, url = self._start(data, self._program, watched)
        timer = threading.Timer(dice.uniform(0, 1.5 * median(self._took_s[-9:])), hub.kill)
        timer.start()
        self._push(window, url)
        timer.join()
        self._kills_in_time += bool(window.waiting() or promised(window))
        disk.play(log)
        self._unsynced += disk.unsynced
        kept = dice.choice(CUTS)
        for how in CUTS:
            after = disk_folder.with_name(f"after-{how}")
            disk.write_to(after, how, dice)
            judge_hub(
                self._outcome,
                f"cut {self._outcome.cycles} ({how} of the unsynced)",
                window,
                after / "hub",
            )
        _keep(disk_folder.parent, disk_folder, kept)
        # The power is back only now: until here three disks were looked at.
        power_at = time.monotonic()
        hub, url = self._start(data)
        began = time.monotonic()
        self._push(window, url)
        self._took_s.append(max(time.monotonic() - began, 0.05))
        self._outcome.settled(time.monotonic() - power_at)
        hub.kill()


def judge_hub(outcome: Outcome, where: str, window: Window, data: Path) -> None:
    """What the window was told is kept must be at the hub; nothing else is asked yet."""
    with window.store.engine.connect() as connection:
        query = "SELECT id, entity, type, line, state FROM outbox"
        envelopes = connection.exec_driver_sql(query).all()
    acknowledged = [row for row in envelopes if row.state != "pending"]
    try:
        seen = hub_store.look_at_copy(data)
    except OperatorAppError as error:
        outcome.lose(where, [f"the store does not open: {error}"])
        return
    outcome.lose(where, hub_store.not_arrived(acknowledged, seen, promised(window)))
    outcome.double(where, hub_store.hub_doubles(seen, envelopes))
    outcome.blame(where, hub_store.hub_faults(seen))


def promised(window: Window) -> frozenset[str]:
    """Scans of acknowledged cases that the hub has not acknowledged yet."""
    with window.store.engine.connect() as connection:
        waiting = "SELECT sha256 FROM scans WHERE state = 'waiting'"
        return frozenset(connection.exec_driver_sql(waiting).scalars())


def _keep(around: Path, folder: Path, kept: How) -> None:
    replace(folder, around / f"after-{kept}")
    for how in CUTS:
        shutil.rmtree(around / f"after-{how}", ignore_errors=True)


def run_window(plan: Plan, programs: WarmPrograms, *, program: str = "saver") -> Outcome:
    with tempfile.TemporaryDirectory(prefix="tereze-faults-") as folder:
        return PowerCutWindow(Path(folder), programs, plan, program=program)()


def run_hub(plan: Plan, programs: WarmPrograms, *, program: str = "hub") -> Outcome:
    with tempfile.TemporaryDirectory(prefix="tereze-faults-") as folder:
        return PowerCutHub(Path(folder), programs, plan, program=program)()
