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
    def __init__(self, folder: Path, programs: WarmPrograms, plan: Plan) -> None:
        self._folder = folder
        self._programs = programs
        self._plan = plan
        self._library = Library(load_law().catalogue)
        self._outcome = Outcome(fault="rehearsal_kill", seed=plan.seed, settle_most_s=SETTLE_S)
        self._took_s = [1.5]
        self._kills: Counter[str] = Counter()
        self._outlived_s = 0.0
        self._desk = Desk(folder / "0")
        self._watch = ThreadPoolExecutor(max_workers=1)

    def __call__(self) -> Outcome:
        with self._watch:
            for cycle, dice in self._plan.each():
                self._cycle(cycle, dice)
                self._outcome.cycles += 1
        kills = sum(self._kills.values())
        self._outcome.also.update(
            kills=kills,
            killed_after=dict(sorted(self._kills.items())),
            children_outlived_s=round(self._outlived_s, 3),
        )
        if self._outlived_s > OUTLIVE_S:
            self._outcome.blame("children", [f"lived {self._outlived_s:.1f} s longer"])
        return self._outcome

    def _cycle(self, cycle: int, dice: random.Random) -> None:
        if cycle % CASES_IN_A_PROFILE == 0 or dice.random() < 0.1:
            self._desk = Desk(self._folder / str(cycle))
        desk = self._desk
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
        _age_leftovers(desk.profile)
        began = time.monotonic()
        program = self._start(story, cold=cycle % COLD_EVERY == 0)
        code = program.wait(TOO_LONG_S)
        if code is None:
            program.kill()
        self._took_s.append(time.monotonic() - began)
        self._finished(where, story, code)
        self._outcome.settled(time.monotonic() - max(killed_at, began) if killed_at else 0.0)
        self._at_the_end(where, story, marks)

    def _start(self, story: Story, *, cold: bool) -> Program:
        arguments = [
            *("rehearse", str(story.file), "--out", str(story.folder / "out")),
            *("--profile", str(self._desk.profile)),
            *("--journal", str(story.folder / "journal")),
        ]
        said = story.folder / "said.json"
        said.unlink(missing_ok=True)
        if cold:
            return ColdProgram("operator_app", arguments, said)
        return self._programs.start("window", arguments, said)

    def _start_and_kill(self, story: Story, cycle: int, dice: random.Random) -> Attempt:
        took_s = median(self._took_s[-9:])
        by_step = dice.random() < 0.5
        moment_s = dice.uniform(0, took_s)
        steps = dice.randint(0, 5 + len(story.case["documents"]))
        soon_s = dice.uniform(0, SOON_S)
        cold = cycle % COLD_EVERY == COLD_EVERY - 1
        journal = story.folder / "journal"
        before = len(_lines(journal))
        program = self._start(story, cold=cold)
        if by_step:
            _wait_for_steps(program, journal, before + steps, took_s * 3)
            code = program.wait(soon_s)
        else:
            code = program.wait(moment_s * (2 if cold else 1))
        if code is None:
            program.kill()
            new = _lines(journal)[before:]
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
        seen = window_store.look(self._desk.profile)
        acknowledged = _lines(story.folder / "journal")
        self._outcome.lose(where, window_store.unkept(story, acknowledged, seen))
        self._outcome.double(where, window_store.doubles(self._desk.stories, seen))
        self._outcome.blame(where, window_store.faults(seen))
        return self._still(where, marks, seen.marks_of(story))

    def _still(self, where: str, before: dict[str, str], now: dict[str, str]) -> dict[str, str]:
        """The number and the papers that were once there stay as they were, to the byte."""
        changed = [f"{name} {mark}" for name, mark in before.items() if now.get(name) != mark]
        self._outcome.lose(where, changed)
        return now

    def _finished(self, where: str, story: Story, code: int | None) -> None:
        said = story.folder / "said.json"
        if code != 0:
            complaint = Path(f"{said}.err").read_text(encoding="utf-8")[-600:]
            self._outcome.blame(where, [f"ended with {code}: {complaint}"])
            return
        report = json.loads(said.read_text(encoding="utf-8"))
        wanted = "open_questions" if story.state is State.DRAFT else story.state.value
        if report["state"] != wanted:
            self._outcome.blame(where, [f"ended as {report['state']}, not {wanted}"])
        for paper in report["papers"]:
            content = (story.folder / "out" / paper["file"]).read_bytes()
            if hashlib.sha256(content).hexdigest() != paper["sha256"]:
                self._outcome.blame(where, [f"{paper['file']} is not what was kept"])

    def _at_the_end(self, where: str, story: Story, marks: dict[str, str]) -> None:
        profile = self._desk.profile
        seen = window_store.look(profile)
        acknowledged = _lines(story.folder / "journal")
        self._outcome.acknowledged += len(set(acknowledged))
        lost = window_store.unkept(story, acknowledged, seen) + window_store.unsent(seen)
        doubled = window_store.doubles(self._desk.stories, seen)
        wrong = window_store.faults(seen)
        self._still(where, marks, seen.marks_of(story))
        if story.id not in seen.applications:
            lost.append(f"case {story.id}")
        hub = hub_store.look_at_hub(profile / "hub")
        lost += hub_store.not_arrived(seen.envelopes, hub)
        doubled += hub_store.hub_doubles(hub, seen.envelopes)
        wrong += hub_store.hub_faults(hub)
        wrong += _leftovers(profile)
        self._outcome.lose(where, lost)
        self._outcome.double(where, doubled)
        self._outcome.blame(where, wrong)


def run(plan: Plan, programs: WarmPrograms) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="tereze-faults-") as folder:
        return RehearsalKill(Path(folder), programs, plan)()


def _lines(journal: Path) -> list[str]:
    """Whole lines: one that the kill has cut was not acknowledged."""
    if not journal.exists():
        return []
    text = journal.read_text(encoding="utf-8")
    return text[: text.rfind("\n") + 1].splitlines()


def _wait_for_steps(program: Program, journal: Path, lines: int, most_s: float) -> None:
    give_up_at = time.monotonic() + most_s
    while len(_lines(journal)) < lines and time.monotonic() < give_up_at:
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


def _leftovers(profile: Path) -> list[str]:
    """What is there after a run that ended, and belongs to nobody."""
    known = {"store.sqlite", "profile.lock", "blobs", "hub", "stand"}
    strays = [
        file.name
        for file in profile.iterdir()
        if file.name not in known and not file.name.startswith("TRAINING-")
    ]
    return [f"left behind: {name}" for name in [*strays, *(f.name for f in _halves(profile))]]
