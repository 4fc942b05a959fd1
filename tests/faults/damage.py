"""Files of a store changed behind its back: seen, named, and made good from what is left.

A bit flipped or the end cut off, in the store or in a scan; a scan or the journal taken away. Seen
is: it does not open, or the check says so. Made good is: the backup brings back every case, the
applicant's paper the page, the hub whatever was said since.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType

from db.check import StoreState
from db.profile import read_profile
from db.profile_folder import STORE
from hub import upkeep
from hub.bootstrap import open_ledger
from hub.settings import Place
from operator_app.adapters.keys import training_key
from operator_app.bootstrap import open_profile, restore_profile
from operator_app.errors import OperatorAppError
from stand.pki import make_pki
from tests.faults import hub_store, saver, window_store
from tests.faults.hub_kill import HubKill, Window
from tests.faults.outcome import Outcome, Plan
from tests.faults.power_cut import judge_hub, promised
from tests.faults.programs import WarmPrograms
from tests.faults.save_kill import judge, stories_of

CYCLES = 300
SETTLE_S = 30.0
AT = datetime(2018, 2, 6, tzinfo=UTC)
JOURNAL_EVERY = 4
"""A journal takes a window that was killed: one cycle of so many."""


def flip(file: Path, dice: random.Random) -> None:
    content = bytearray(file.read_bytes())
    content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    file.write_bytes(content)


def cut(file: Path, dice: random.Random) -> None:
    file.write_bytes(file.read_bytes()[: dice.randrange(1, file.stat().st_size)])


def remove(file: Path, _dice: random.Random) -> None:
    file.unlink()


HARMS = (flip, cut, remove)


class DamagedWindow:
    def __init__(self, folder: Path, programs: WarmPrograms, plan: Plan) -> None:
        self._folder = folder
        self._programs = programs
        self._plan = plan
        self._outcome = Outcome(fault="damage_window", seed=plan.seed, settle_most_s=SETTLE_S)
        self._pki = make_pki(folder / "pki")
        self._whole = folder / "whole"
        self._backup = folder / "backup.tar"
        self._seen: Counter[str] = Counter()

    def __call__(self) -> Outcome:
        saver.rehearse_once(self._whole, AT)
        with open_profile(self._whole / "profile") as profile:
            profile.store.back_up(self._backup, at=AT)
        for cycle, dice in self._plan.each():
            desk = self._folder / str(cycle)
            if cycle % JOURNAL_EVERY == JOURNAL_EVERY - 1:
                self._journal(f"cycle {cycle}", desk, dice)
            else:
                shutil.copytree(self._whole, desk)
                act = dice.choice((self._store, self._scan))
                act(f"cycle {cycle}", desk, dice)
            shutil.rmtree(desk)
            self._outcome.cycles += 1
        self._outcome.also["seen"] = dict(self._seen)
        return self._outcome

    def _store(self, where: str, desk: Path, dice: random.Random) -> None:
        harm = dice.choice((flip, cut))
        harm(desk / "profile" / STORE, dice)
        self._note(where, f"store {harm.__name__}", _code_of(desk / "profile"))
        began = time.monotonic()
        restore_profile(desk / "profile", self._backup, at=AT)
        self._made_good(where, desk)
        with open_profile(desk / "profile") as profile:
            if read_profile(profile.store.engine).numbers_confirmed:
                self._outcome.blame(where, ["a restored store gives numbers at once"])
        self._outcome.settled(time.monotonic() - began)

    def _scan(self, where: str, desk: Path, dice: random.Random) -> None:
        """A page of a case is named, and scanned again from the paper."""
        cases = window_store.look(desk / "profile").applications
        scanned = [one for one in stories_of(desk / "cases") if cases[one.id].documents]
        story = dice.choice(scanned)
        case = cases[story.id]
        document = dice.choice([one for one in case.documents if one.scans])
        page = dice.randrange(len(document.scans))
        sha256 = document.scans[page].sha256
        file = desk / "profile" / "blobs" / sha256[:2] / sha256[2:4] / sha256
        harm = dice.choice(HARMS)
        harm(file, dice)
        state = _state_of(desk / "profile")
        named = [(one.case, one.requirement, one.page) for one in state.rescan]
        wanted = (case.number, document.requirement, page + 1)
        seen = "named" if not state.ok and wanted in named else None
        self._note(where, f"scan {harm.__name__}", seen)
        with open_profile(desk / "profile") as profile:
            profile.blobs.put(story.pages(document.requirement)[page])
        self._made_good(where, desk)

    def _journal(self, where: str, desk: Path, dice: random.Random) -> None:
        """Killed in the act, then the journal goes: the store is older than what was said."""
        desk.mkdir()
        arguments = [str(desk / "profile"), str(self._pki), str(desk / "cases")]
        program = self._programs.start(
            "saver", [*arguments, str(dice.getrandbits(64))], desk / "said"
        )
        while program.wait(0.02) is None and not _said(desk):
            continue
        program.wait(dice.uniform(0, 0.5))
        program.kill()
        (desk / "profile" / f"{STORE}-wal").unlink()
        with open_profile(desk / "profile") as profile:
            here = read_profile(profile.store.engine)
            fresh = here.epoch == 2 and not here.numbers_confirmed
            ok = profile.store.check().ok
        self._note(where, "journal removed", "new epoch, no numbers" if fresh else None)
        if not ok:
            self._outcome.blame(where, ["the older store does not hold together"])

    def _made_good(self, where: str, desk: Path) -> None:
        before = window_store.look(self._whole / "profile")
        after = window_store.look(desk / "profile")
        self._outcome.acknowledged += len(before.applications)
        gone = [one for one in before.applications if one not in after.applications]
        self._outcome.lose(where, [f"case {one}" for one in gone])
        judge(self._outcome, where, desk, desk / "profile")

    def _note(self, where: str, harm: str, seen: str | None) -> None:
        if seen is None:
            self._outcome.blame(where, [f"{harm}: not seen"])
        self._seen[f"{harm}: {seen}"] += 1


class DamagedHub(HubKill):
    """The window keeps all it ever said; the hub gets back what its backup has not."""

    fault = "damage_hub"

    def __init__(self, folder: Path, programs: WarmPrograms, plan: Plan) -> None:
        super().__init__(folder, programs, plan)
        self._seen: Counter[str] = Counter()

    def __call__(self) -> Outcome:
        whole = self._folder / "whole"
        window, data = Window(whole / "window"), whole / "hub"
        window.save(12, random.Random(self._plan.seed))
        hub, url = self._start(data)
        self._push(window, url)
        hub.kill()
        upkeep.backup(_place(data), self._folder / "backup")
        for cycle, dice in self._plan.each():
            copy = self._folder / str(cycle)
            if cycle % JOURNAL_EVERY == JOURNAL_EVERY - 1:
                self._harm_journal(f"cycle {cycle}", copy, dice)
            else:
                shutil.copytree(data, copy)
                act = dice.choice((self._harm_store, self._harm_scan))
                act(f"cycle {cycle}", window, copy, dice)
            shutil.rmtree(copy)
            self._outcome.cycles += 1
        self._outcome.also = {"seen": dict(self._seen)}
        window.store.engine.dispose()
        return self._outcome

    def _harm_store(self, where: str, window: Window, data: Path, dice: random.Random) -> None:
        """With a journal the page may be whole in there: then nothing is wrong, and all is read."""
        journal = dice.random() < 0.5
        if not journal:
            _fold(data)
        harm = dice.choice((flip, cut))
        harm(data / "hub.db", dice)
        complaint = _hub_complaint(data)
        if complaint is None and journal:
            self._note(where, f"store {harm.__name__} beside its journal", "whole in it")
            self._made_good(where, window, data)
            _fold(data)
            complaint = _hub_complaint(data)
            if complaint:
                self._outcome.blame(where, [f"called whole, and was not: {complaint}"])
            self._made_good(where, window, data)
            return
        self._note(where, f"store {harm.__name__}", complaint)
        for file in data.glob("hub.db*"):
            file.unlink()
        began = time.monotonic()
        upkeep.restore(_place(data), self._folder / "backup")
        self._outcome.settled(time.monotonic() - began)
        self._made_good(where, window, data)

    def _harm_scan(self, where: str, _window: Window, data: Path, dice: random.Random) -> None:
        scans = [one.sha256 for one in hub_store.look_at_copy(data).rows["blobs"]]
        sha256 = dice.choice(scans)
        harm = dice.choice(HARMS)
        harm(data / "blobs" / sha256[:2] / sha256[2:4] / sha256, dice)
        complaint = _hub_complaint(data)
        named = complaint if complaint and sha256 in complaint else None
        self._note(where, f"scan {harm.__name__}", "named" if named else None)

    def _harm_journal(self, where: str, folder: Path, dice: random.Random) -> None:
        """The hub forgets what it had acknowledged; the next message brings all of it again."""
        window, data = Window(folder / "window"), folder / "hub" / "data"
        window.save(dice.randint(2, 12), dice)
        hub, url = self._start(data)
        named = _stream_of(data)
        self._push(window, url)
        hub.kill()
        (data / "hub.db-wal").unlink()
        hub, url = self._start(data)
        began = time.monotonic()
        self._note(where, "journal removed", "seen" if _stream_of(data) != named else None)
        window.save(1, dice)
        self._push(window, url)
        self._outcome.settled(time.monotonic() - began)
        hub.kill()
        self._made_good(where, window, data)
        if window.waiting() or promised(window):
            self._outcome.blame(where, ["not all of it was sent again"])
        window.store.engine.dispose()

    def _made_good(self, where: str, window: Window, data: Path) -> None:
        judge_hub(self._outcome, where, window, data)
        self._outcome.acknowledged += 12

    def _note(self, where: str, harm: str, seen: str | None) -> None:
        if seen is None:
            self._outcome.blame(where, [f"{harm}: not seen"])
        self._seen[f"{harm}: {'seen' if seen else 'not seen'}"] += 1


def _stream_of(data: Path) -> str:
    ledger = open_ledger(_place(data), training_key(data, "hub"))
    with closing(ledger), ledger.reading() as pages:
        return pages.streams.stream_id()


def _fold(data: Path) -> None:
    """The last to close a store takes its journal into the file."""
    open_ledger(_place(data), training_key(data, "hub")).close()
    assert not (data / "hub.db-wal").exists()


def _place(data: Path) -> Place:
    return Place(data=data, training=True)


def _hub_complaint(data: Path) -> str | None:
    try:
        found = upkeep.check(_place(data), quick=False)
    except OperatorAppError as error:
        return error.code
    return None if found["ok"] else str(found["faults"])


def _code_of(profile: Path) -> str | None:
    """How the damage is told: by the code at opening, or by the check."""
    try:
        state = _state_of(profile)
    except OperatorAppError as error:
        return error.code
    return None if state.ok else "check"


def _state_of(folder: Path) -> StoreState:
    with open_profile(folder) as profile:
        return profile.store.check()


def _said(desk: Path) -> bool:
    said = desk / "said"
    return said.exists() and said.stat().st_size > 0


def _run(
    make: Callable[[Path, WarmPrograms, Plan], Callable[[], Outcome]],
    plan: Plan,
    programs: WarmPrograms,
) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="tereze-faults-") as folder:
        return make(Path(folder), programs, plan)()


DAMAGES: Mapping[str, tuple[Callable[[Plan, WarmPrograms], Outcome], int]] = MappingProxyType(
    {
        "damage_window": (partial(_run, DamagedWindow), CYCLES),
        "damage_hub": (partial(_run, DamagedHub), CYCLES),
    }
)
"""With the full number of cycles."""
