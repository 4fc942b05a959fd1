"""SIGKILL of a rehearsal at a random moment, then the same case again until it has ended.

Half of the kills fall at a uniformly random moment of the whole duration, half shortly after a
randomly chosen step: the steps are short beside the start of hub and stand. Most windows are
forked from a warm process, some started cold; some profiles are new, some hold many cases; some
windows start again while the hub of the killed one is still there.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import tempfile
import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import ClassVar

from operator_app.bootstrap import load_law
from operator_app.domain.applications import State
from tests.faults import hub_store, window_store
from tests.faults.outcome import Outcome, Plan
from tests.faults.programs import (
    LOOK_EVERY_S,
    ColdProgram,
    Program,
    WarmPrograms,
    children_of,
    outlived_s,
)
from tests.faults.stories import Library, Story
from tests.faults.window_store import Seen

CYCLES = 200
SETTLE_S = 30.0
OUTLIVE_S = 2.0
"""No child may live longer than its killed parent."""
CASES_IN_A_PROFILE = 10
COLD_EVERY = 25
TOO_LONG_S = 120.0
SOON_S = 0.06
"""A kill after a step comes within this time."""
LONG_AGO_S = 2 * 3600.0


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """How one run of the window went: ``code`` is nothing if it was killed."""

    code: int | None
    killed_at: float
    pid: int


@dataclass
class Desk:
    """One profile folder with all the cases that were played in it."""

    folder: Path
    stories: list[Story] = field(default_factory=list)

    @property
    def profile(self) -> Path:
        return self.folder / "profile"


class RehearsalKill:
    """``window_kill`` is the same with a window: what differs is in the methods without ``_``."""

    fault: ClassVar[str] = "rehearsal_kill"
    known: ClassVar[frozenset[str]] = frozenset(
        {"store.sqlite", "profile.lock", "blobs", "hub", "stand"}
    )
    """What may lie in a profile, beside its training keys."""

    def __init__(self, folder: Path, programs: WarmPrograms, plan: Plan) -> None:
        self._folder = folder
        self.programs = programs
        self._plan = plan
        self._library = Library(load_law().catalogue)
        self.outcome = Outcome(fault=self.fault, seed=plan.seed, settle_most_s=SETTLE_S)
        self._took_s = [1.5]
        self._kills: Counter[str] = Counter()
        self._outlived_s = 0.0
        self.desk = Desk(folder / "0")
        self._watch = ThreadPoolExecutor(max_workers=1)

    def __call__(self) -> Outcome:
        with self._watch:
            for cycle, dice in self._plan.each():
                self.cycle(cycle, dice)
                self.outcome.cycles += 1
        kills = sum(self._kills.values())
        self.outcome.also.update(
            kills=kills,
            killed_after=dict(sorted(self._kills.items())),
            children_outlived_s=round(self._outlived_s, 3),
        )
        if self._outlived_s > OUTLIVE_S:
            self.outcome.blame("children", [f"lived {self._outlived_s:.1f} s longer"])
        return self.outcome

    def cycle(self, cycle: int, dice: random.Random) -> None:
        if cycle % CASES_IN_A_PROFILE == 0 or dice.random() < 0.1:
            self.desk = Desk(self._folder / str(cycle))
        desk = self.desk
        story = self._library.story(cycle, desk.folder, dice)
        desk.stories.append(story)
        where = f"cycle {cycle} ({story.name})"
        marks: dict[str, str] = {}
        hasty = dice.random() < 0.5
        killed_at = 0.0
        for _ in range(1 + dice.choice((0, 0, 1, 2))):
            attempt = self._start_and_kill(story, cycle, dice)
            if attempt.code is not None:
                self._finished(where, story, attempt.code)
                marks = self._look_again(where, story, marks)
                continue
            killed_at = attempt.killed_at
            watched = self._watch_children(attempt)
            marks = self._look_again(where, story, marks)
            if not hasty:
                watched.result()
        self._to_the_end(where, story, marks, killed_at, cold=cycle % COLD_EVERY == 0)

    def _to_the_end(
        self, where: str, story: Story, marks: dict[str, str], killed_at: float, *, cold: bool
    ) -> None:
        """Nobody disturbs it any more: everything is there in the end, and once."""
        _age_leftovers(self.desk.profile)
        began = time.monotonic()
        program = self.start(story, None, cold=cold)
        code = program.wait(TOO_LONG_S)
        if code is None:
            program.kill()
        self._took_s.append(time.monotonic() - began)
        self._finished(where, story, code)
        self.outcome.settled(time.monotonic() - max(killed_at, began) if killed_at else 0.0)
        self._at_the_end(where, story, marks)

    def start(self, story: Story, dice: random.Random | None, *, cold: bool) -> Program:
        """``dice`` are given to a program that is to be killed."""
        arguments = [
            *("rehearse", str(story.file), "--out", str(story.folder / "out")),
            *("--profile", str(self.desk.profile)),
            *("--journal", str(story.folder / "journal")),
        ]
        said = story.folder / "said.json"
        said.unlink(missing_ok=True)
        if cold:
            return ColdProgram("operator_app", arguments, said)
        return self.programs.start("window", arguments, said)

    def moment(self, story: Story, dice: random.Random) -> tuple[int | None, float]:
        """After how many lines of its journal and how long after the last of them it is killed;
        without lines, how long after its start."""
        moment_s = dice.uniform(0, median(self._took_s[-9:]))
        if dice.random() < 0.5:
            return dice.randint(0, 5 + len(story.case["documents"])), dice.uniform(0, SOON_S)
        return None, moment_s

    def unkept(self, story: Story, acknowledged: list[str], seen: Seen) -> list[str]:
        return window_store.unkept(story, acknowledged, seen)

    def doubles(self, seen: Seen) -> list[str]:
        return window_store.doubles(self.desk.stories, seen)

    def _start_and_kill(self, story: Story, cycle: int, dice: random.Random) -> Attempt:
        steps, soon_s = self.moment(story, dice)
        cold = cycle % COLD_EVERY == COLD_EVERY - 1
        journal = story.folder / "journal"
        before = len(lines_of(journal))
        program = self.start(story, dice, cold=cold)
        if steps is None:
            code = program.wait(soon_s * (2 if cold else 1))
        else:
            _wait_for_steps(program, journal, before + steps, median(self._took_s[-9:]) * 3)
            code = program.wait(soon_s)
        if code is None:
            program.kill()
            new = lines_of(journal)[before:]
            self._kills[(new[-1].partition(":")[0] if new else "start")] += 1
        return Attempt(code=code, killed_at=time.monotonic(), pid=program.pid)

    def _watch_children(self, attempt: Attempt) -> Future[None]:
        children = children_of(attempt.pid)

        def watch() -> None:
            longest = outlived_s(children, attempt.killed_at)
            self._outlived_s = max(self._outlived_s, longest)

        return self._watch.submit(watch)

    def _look_again(self, where: str, story: Story, marks: dict[str, str]) -> dict[str, str]:
        """I1 at once: a run that plays the case again could hide what was lost."""
        seen = window_store.look(self.desk.profile)
        acknowledged = lines_of(story.folder / "journal")
        self.outcome.lose(where, self.unkept(story, acknowledged, seen))
        self.outcome.double(where, self.doubles(seen))
        self.outcome.blame(where, window_store.faults(seen))
        return self._still(where, marks, seen.marks_of(story))

    def _still(self, where: str, before: dict[str, str], now: dict[str, str]) -> dict[str, str]:
        """The number and the papers that were once there stay as they were, to the byte."""
        changed = [f"{name} {mark}" for name, mark in before.items() if now.get(name) != mark]
        self.outcome.lose(where, changed)
        return now

    def _finished(self, where: str, story: Story, code: int | None) -> None:
        said = story.folder / "said.json"
        if code != 0:
            complaint = Path(f"{said}.err").read_text(encoding="utf-8")[-600:]
            self.outcome.blame(where, [f"ended with {code}: {complaint}"])
            return
        report = json.loads(said.read_text(encoding="utf-8"))
        wanted = "open_questions" if story.state is State.DRAFT else story.state.value
        if report["state"] != wanted:
            self.outcome.blame(where, [f"ended as {report['state']}, not {wanted}"])
        for paper in report["papers"]:
            content = (story.folder / "out" / paper["file"]).read_bytes()
            if hashlib.sha256(content).hexdigest() != paper["sha256"]:
                self.outcome.blame(where, [f"{paper['file']} is not what was kept"])

    def _at_the_end(self, where: str, story: Story, marks: dict[str, str]) -> None:
        profile = self.desk.profile
        seen = window_store.look(profile)
        acknowledged = lines_of(story.folder / "journal")
        self.outcome.acknowledged += len(set(acknowledged))
        lost = self.unkept(story, acknowledged, seen) + window_store.unsent(seen)
        doubled = self.doubles(seen)
        wrong = window_store.faults(seen)
        self._still(where, marks, seen.marks_of(story))
        if story.id not in seen.applications:
            lost.append(f"case {story.id}")
        hub = hub_store.look_at_hub(profile / "hub")
        lost += hub_store.not_arrived(seen.envelopes, hub)
        doubled += hub_store.hub_doubles(hub, seen.envelopes)
        wrong += hub_store.hub_faults(hub)
        wrong += _leftovers(profile, self.known)
        self.outcome.lose(where, lost)
        self.outcome.double(where, doubled)
        self.outcome.blame(where, wrong)


def run(plan: Plan, programs: WarmPrograms) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="tereze-faults-") as folder:
        return RehearsalKill(Path(folder), programs, plan)()


def lines_of(journal: Path) -> list[str]:
    """Whole lines: one that the kill has cut was not acknowledged."""
    if not journal.exists():
        return []
    text = journal.read_text(encoding="utf-8")
    return text[: text.rfind("\n") + 1].splitlines()


def _wait_for_steps(program: Program, journal: Path, lines: int, most_s: float) -> None:
    give_up_at = time.monotonic() + most_s
    while len(lines_of(journal)) < lines and time.monotonic() < give_up_at:
        if program.wait(LOOK_EVERY_S) is not None:
            return


def _halves(profile: Path) -> list[Path]:
    """Half-written files of killed writers."""
    folders = (profile / "blobs" / "incoming", profile / "hub" / "blobs" / "incoming")
    return [file for folder in folders if folder.is_dir() for file in folder.iterdir()]


def _age_leftovers(profile: Path) -> None:
    """As if the kill had been long ago: the next start has to clear them away."""
    for file in _halves(profile):
        then = time.time() - LONG_AGO_S
        try:
            os.utime(file, (then, then))
        except FileNotFoundError:
            continue


def _leftovers(profile: Path, known: frozenset[str]) -> list[str]:
    """What is there after a run that ended, and belongs to nobody."""
    strays = [
        file.name
        for file in profile.iterdir()
        if file.name not in known and not file.name.startswith("TRAINING-")
    ]
    return [f"left behind: {name}" for name in [*strays, *(f.name for f in _halves(profile))]]
