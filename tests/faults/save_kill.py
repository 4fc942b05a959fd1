"""SIGKILL of a window that saves as fast as it can: what it said it kept is there."""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from operator_app.domain.applications import State
from stand.pki import make_pki
from tests.faults import window_store
from tests.faults.outcome import Outcome, Plan
from tests.faults.programs import WarmPrograms
from tests.faults.stories import Story

CYCLES = 1000
SETTLE_S = 10.0
KILLS_OF_A_STORE = 20
LONGEST_S = 0.5


class SaveKill:
    def __init__(self, folder: Path, programs: WarmPrograms, plan: Plan) -> None:
        self._folder = folder
        self._programs = programs
        self._plan = plan
        self._outcome = Outcome(fault="save_kill", seed=plan.seed, settle_most_s=SETTLE_S)
        self._pki = make_pki(folder / "pki")

    def __call__(self) -> Outcome:
        desk = self._folder / "0"
        for cycle, dice in self._plan.each():
            if cycle % KILLS_OF_A_STORE == 0:
                desk = self._folder / str(cycle)
                desk.mkdir()
            self._cycle(f"cycle {cycle}", desk, dice)
            self._outcome.cycles += 1
        return self._outcome

    def _cycle(self, where: str, desk: Path, dice: random.Random) -> None:
        said = desk / "said"
        before = said.stat().st_size if said.exists() else 0
        seed = str(dice.getrandbits(64))
        arguments = [str(desk / "profile"), str(self._pki), str(desk / "cases"), seed]
        program = self._programs.start("saver", arguments, said)
        moment_s = dice.uniform(0, LONGEST_S)
        if program.wait(moment_s) is not None:
            complaint = Path(f"{said}.err").read_text(encoding="utf-8")[-600:]
            self._outcome.blame(where, [f"ended by itself: {complaint}"])
            return
        program.kill()
        killed_at = time.monotonic()
        self._check(where, desk, before)
        self._outcome.settled(time.monotonic() - killed_at)

    def _check(self, where: str, desk: Path, before: int) -> None:
        said = (desk / "said").read_bytes() if (desk / "said").exists() else b""
        self._outcome.acknowledged += said[before:].count(b"\n")
        judge(self._outcome, where, desk, desk / "profile")


def judge(outcome: Outcome, where: str, desk: Path, profile: Path) -> None:
    """Everything that a window at this desk has said it kept, looked for in ``profile``."""
    said = (desk / "said").read_text(encoding="utf-8") if (desk / "said").exists() else ""
    kept: defaultdict[str, list[str]] = defaultdict(list)
    for line in said.splitlines():
        case_id, _, step = line.partition(" ")
        if step != "dispatch":
            kept[case_id].append(step)
    stories = stories_of(desk / "cases")
    seen = window_store.look(profile)
    for story in stories:
        outcome.lose(where, window_store.unkept(story, kept[story.id], seen))
    outcome.double(where, window_store.doubles(stories, seen))
    outcome.blame(where, window_store.faults(seen))


def stories_of(cases: Path) -> list[Story]:
    """As they lie in the folder; the last one may not have been written to its end."""
    found = []
    for file in cases.glob("*/case.json") if cases.exists() else ():
        text = file.read_text(encoding="utf-8")
        if text.endswith("}"):
            story = Story(
                name="saved", folder=file.parent, case=json.loads(text), state=State.ACCEPTED
            )
            found.append(story)
    return found


def run(plan: Plan, programs: WarmPrograms) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="tereze-faults-") as folder:
        return SaveKill(Path(folder), programs, plan)()
