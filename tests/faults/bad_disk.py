"""A disk that is full at any byte, fails a sync, takes no writes, or a store somebody else holds.

No half case, a refusal with a code of its own, and everything goes on once the disk is good;
what was acknowledged meanwhile is there even if the power goes as well.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

from operator_app.errors import OperatorAppError
from operator_app.gateways.hub_http import HttpHub, HubUnreachable
from operator_app.sync.push import Push
from stand.pki import make_pki
from tests.faults import preload
from tests.faults.bad_disk_saver import GOES, MOST_ROOM, MOST_SYNCS
from tests.faults.disk import Disk, How
from tests.faults.hub_kill import HubKill, Window
from tests.faults.outcome import Outcome, Plan
from tests.faults.power_cut import judge_hub, promised
from tests.faults.preload import Control
from tests.faults.programs import WarmPrograms
from tests.faults.save_kill import judge
from tests.support.hub_process import TOKEN

CYCLES = 300
SETTLE_S = 30.0
GIVE_UP_S = 120.0
CLEAR = frozenset({"store.unwritable", "store.busy", "blob.unwritable", "store.folder_unwritable"})
"""What an operator may be told by a disk like this; any other code would send them elsewhere."""
MOST_CASES = 12


class BadDiskWindow:
    def __init__(self, folder: Path, programs: WarmPrograms, plan: Plan, *, fault: str) -> None:
        self._folder = folder
        self._programs = programs
        self._plan = plan
        self._fault = fault
        self._outcome = Outcome(fault=f"{fault}_window", seed=plan.seed, settle_most_s=SETTLE_S)
        self._pki = make_pki(folder / "pki")
        self._codes: Counter[str] = Counter()

    def __call__(self) -> Outcome:
        for cycle, dice in self._plan.each():
            desk = self._folder / str(cycle)
            (desk / "disk").mkdir(parents=True)
            self._cycle(f"cycle {cycle}", desk, dice)
            shutil.rmtree(desk)
            self._outcome.cycles += 1
        self._outcome.also["refusals"] = dict(self._codes)
        return self._outcome

    def _cycle(self, where: str, desk: Path, dice: random.Random) -> None:
        said, log, control = desk / "said", desk / "log", desk / "control"
        with Control(control):
            disk = Disk(desk / "disk")
            profile, seed = str(desk / "disk" / "profile"), str(dice.getrandbits(64))
            arguments = [profile, str(self._pki), str(desk / "cases"), seed]
            arguments += [str(control), self._fault]
            watched = preload.watching(desk / "disk", log, control)
            began = time.monotonic()
            code = self._programs.start("bad_disk_saver", arguments, said, watched).wait(GIVE_UP_S)
        if code != 0:
            complaint = Path(f"{said}.err").read_text(encoding="utf-8")[-900:]
            self._outcome.blame(where, [f"ended with {code}: {complaint}"])
            return
        self._heard(where, said)
        disk.play(log)
        disk.write_to(desk / "after", How.NOTHING, dice)
        for state, folder in (("as it is", desk / "disk"), ("power cut", desk / "after")):
            try:
                judge(self._outcome, f"{where} ({state})", desk, folder / "profile")
            except OperatorAppError as error:
                self._outcome.lose(where, [f"{state}: the store does not open: {error}"])
        self._outcome.settled((time.monotonic() - began) / 10)

    def _heard(self, where: str, said: Path) -> None:
        lines = said.read_text(encoding="utf-8").splitlines()
        codes = [line.split(" ")[2] for line in lines if " refused " in line]
        self._codes.update(codes)
        self._outcome.acknowledged += len(lines) - len(codes)
        self._outcome.blame(
            where, [f"said {code} of a bad disk" for code in codes if code not in CLEAR]
        )


def _full(control: Control, dice: random.Random) -> None:
    control.set(room=dice.choice((0, dice.randrange(MOST_ROOM))))


def _failing(control: Control, dice: random.Random) -> None:
    control.set(syncs=dice.randrange(MOST_SYNCS))


def _read_only(control: Control, _dice: random.Random) -> None:
    control.set(read_only=True)


SPOILS: Mapping[str, Callable[[Control, random.Random], None]] = MappingProxyType(
    {"disk_full": _full, "eio_on_fsync": _failing, "read_only": _read_only}
)


class BadDiskHub(HubKill):
    """One hub; its disk goes bad while a window pushes, and is mended before the next push."""

    def __init__(self, folder: Path, programs: WarmPrograms, plan: Plan, *, fault: str) -> None:
        self.fault = f"{fault}_hub"
        super().__init__(folder, programs, plan)
        self._spoil = SPOILS[fault]
        self._codes: Counter[str] = Counter()

    def __call__(self) -> Outcome:
        outcome = super().__call__()
        outcome.also = {"refusals": dict(self._codes)}
        return outcome

    def _fresh(self, cycle: int) -> tuple[Window, Path]:
        folder = self._folder / str(cycle)
        return Window(folder / "window"), folder / "disk" / "hub"

    def _cycle(self, window: Window, data: Path, dice: random.Random) -> None:
        where = f"cycle {self._outcome.cycles}"
        window.save(dice.randint(1, MOST_CASES), dice)
        folder, log = data.parent, data.parent.with_name("log")
        folder.mkdir(exist_ok=True)
        log.unlink(missing_ok=True)
        disk = Disk(folder)
        with Control(folder.with_name("control")) as control:
            control.set()
            watched = preload.watching(folder, log, folder.with_name("control"))
            hub, url = self._start(data, "hub", watched)
            if self._outcome.cycles:
                self._spoil(control, dice)
            self._try(where, window, url)
            control.set()
            mended_at = time.monotonic()
            self._push(window, url)
            if window.waiting() or promised(window):
                self._outcome.blame(where, ["the outbox is not empty on a good disk"])
            self._outcome.settled(time.monotonic() - mended_at)
            hub.kill()
        disk.play(log)
        after = folder.with_name("after")
        disk.write_to(after, How.NOTHING, dice)
        judge_hub(self._outcome, f"{where} (power cut)", window, after / "hub")
        shutil.rmtree(after)

    def _try(self, where: str, window: Window, url: str) -> None:
        """The window goes on without a click; here it is asked once, to hear the code."""
        with HttpHub(url, TOKEN, training=True) as http:
            try:
                http.enrol(window.store.enrolment(TOKEN))
                pushed = Push(window.store.units, window.blobs, http)()
            except OperatorAppError as error:
                self._codes[error.code] += 1
                if error.code not in CLEAR | {HubUnreachable.code}:
                    self._outcome.blame(where, [f"a bad disk was called {error}"])
                return
        self._outcome.acknowledged += pushed.acknowledged
        if pushed.refused:
            self._outcome.blame(where, [f"{pushed.refused} refused for a bad disk"])


def run_window(fault: str, plan: Plan, programs: WarmPrograms) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="tereze-faults-") as folder:
        return BadDiskWindow(Path(folder), programs, plan, fault=fault)()


def run_hub(fault: str, plan: Plan, programs: WarmPrograms) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="tereze-faults-") as folder:
        return BadDiskHub(Path(folder), programs, plan, fault=fault)()


BAD_DISKS: Mapping[str, tuple[Callable[[Plan, WarmPrograms], Outcome], int]] = MappingProxyType(
    {
        **{f"{fault}_window": (partial(run_window, fault), CYCLES) for fault in GOES},
        **{f"{fault}_hub": (partial(run_hub, fault), CYCLES) for fault in SPOILS},
    }
)
"""With the full number of cycles."""
