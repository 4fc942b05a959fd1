"""SIGKILL of a windowed rehearsal at a random moment, then the same case until it has ended.

Beside what ``rehearsal_kill`` looks at: what the window shows when the case is open again, before
anything is pressed. It is the step, the field and the typed text of a moment at most a second
before the kill, or the step after it if the store had taken the fact that leads there.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

from operator_app.domain.applications import State
from tests.faults import window_store
from tests.faults.outcome import Outcome, Plan
from tests.faults.programs import ColdProgram, Program, WarmPrograms
from tests.faults.rehearsal_kill import CASES_IN_A_PROFILE, Attempt, Desk, RehearsalKill, lines_of
from tests.faults.stories import Story
from tests.faults.window_store import Promise, Seen

CYCLES = 200
OLDEST_S = 1.0
"""What was typed is in the store that soon."""
ENDS = 0.25
"""How often a killed case is left alone then, and comes to its end."""
BY_STEP = 0.75
"""How often the kill comes soon after a page: half of a run is the start of hub and stand."""
MOST_STEPS = 6
SOON_S = 0.6
NEW_PROFILE = 0.1
PACES_MS = (0, 0, 20)
"""After each letter; a hand of a program is quicker than any store."""
LEADS_TO: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "service": ("consent", "ending"),
        "consent": ("applicant", "ending"),
        "applicant": ("documents", "ending"),
        "documents": ("sign", "refuse"),
        "refuse": ("ending",),
        "sign": ("receipt",),
        "receipt": ("dispatch",),
        "dispatch": (),
        "ending": (),
    }
)
"""Which page the next fact in the store brings."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """What could be seen of the case at one moment."""

    at: float
    step: str
    focus: str
    typed: Mapping[str, str]
    reopened: bool = False


@dataclass
class Memory:
    """What was seen of one case before it was killed the last time."""

    read: int = 0
    """Lines of the trail that belong to earlier runs."""
    before: tuple[Look, ...] = ()
    """Everything that could be the truth when it was killed, the oldest first."""


@dataclass
class Checked:
    """How often a window was looked at again."""

    reopened: int = 0
    steps: Counter[str] = field(default_factory=Counter)
    fields: int = 0
    texts: int = 0


class WindowKill(RehearsalKill):
    fault: ClassVar[str] = "window_kill"
    known: ClassVar[frozenset[str]] = RehearsalKill.known | {"papers"}

    def __init__(self, folder: Path, programs: WarmPrograms, plan: Plan) -> None:
        super().__init__(folder, programs, plan)
        self._cycles = plan.cycles
        self._memories: dict[str, Memory] = {}
        self._checked = Checked()
        self._story: Story | None = None
        self._marks: dict[str, str] = {}
        self._number = 0

    def __call__(self) -> Outcome:
        outcome = super().__call__()
        checked = self._checked
        outcome.also.update(
            reopened=checked.reopened,
            reopened_on=dict(sorted(checked.steps.items())),
            fields=checked.fields,
            texts=checked.texts,
        )
        return outcome

    def cycle(self, cycle: int, dice: random.Random) -> None:
        """One kill. A case is killed about three times before it may come to its end; one that
        was quicker than the kill makes room for the next."""
        attempt = self._attempt(cycle, dice)
        while attempt.code is not None:
            self._end(f"cycle {cycle}", 0.0)
            attempt = self._attempt(cycle, dice)
        self._watch_children(attempt)
        if cycle + 1 == self._cycles or dice.random() < ENDS:
            self._end(f"cycle {cycle}", attempt.killed_at)

    def _attempt(self, cycle: int, dice: random.Random) -> Attempt:
        story = self._story or self._next_story(dice)
        where = f"cycle {cycle} ({story.name})"
        attempt = self._start_and_kill(story, cycle, dice)
        if attempt.code is None:
            self._killed(where, story, attempt.killed_at)
        else:
            self._finished(where, story, attempt.code)
            self._reopened(where, story)
        self._marks = self._look_again(where, story, self._marks)
        return attempt

    def _end(self, cycle: str, killed_at: float) -> None:
        story, self._story = self._story, None
        if story is not None:
            where = f"{cycle} ({story.name})"
            self._to_the_end(where, story, self._marks, killed_at, cold=False)
            self._reopened(where, story)

    def moment(self, story: Story, dice: random.Random) -> tuple[int | None, float]:
        if dice.random() < BY_STEP:
            return dice.randint(2, MOST_STEPS), dice.uniform(0, SOON_S)
        return super().moment(story, dice)

    def start(self, story: Story, dice: random.Random | None, *, cold: bool) -> Program:
        arguments = [
            *(str(story.file), "--out", str(story.folder / "out")),
            *("--profile", str(self.desk.profile)),
            *("--journal", str(story.folder / "journal")),
            *("--trail", str(story.folder / "trail")),
            *("--pace", str(0 if dice is None else dice.choice(PACES_MS))),
        ]
        said = story.folder / "said.json"
        said.unlink(missing_ok=True)
        if cold:
            return ColdProgram("tests.faults.watched_window", arguments, said)
        return self.programs.start("watched_window", arguments, said)

    def unkept(self, story: Story, acknowledged: list[str], seen: Seen) -> list[str]:
        return window_store.unkept(story, acknowledged, seen, PROMISES)

    def doubles(self, seen: Seen) -> list[str]:
        return window_doubles(self.desk.stories, seen)

    def _next_story(self, dice: random.Random) -> Story:
        if self._number % CASES_IN_A_PROFILE == 0 or dice.random() < NEW_PROFILE:
            self.desk = Desk(self._folder / str(self._number))
        story = self._library.story(self._number, self.desk.folder, dice)
        self.desk.stories.append(story)
        self._number += 1
        self._story, self._marks = story, {}
        return story

    def _killed(self, where: str, story: Story, at: float) -> None:
        """What it showed within the last second, and what it had shown before that."""
        memory = self._memories.setdefault(story.id, Memory())
        self._reopened(where, story)
        run = _trail(story)[memory.read :]
        memory.read += len(run)
        if run:
            memory.before = last_second(run, at)

    def _reopened(self, where: str, story: Story) -> None:
        """Compares the first look of the last run with what was seen before the kill."""
        memory = self._memories.setdefault(story.id, Memory())
        run = _trail(story)[memory.read :]
        again = next((look for look in run if look.reopened), None)
        if again is None or not memory.before:
            return
        self.outcome.lose(where, differences(memory.before, again))
        checked = self._checked
        checked.reopened += 1
        checked.steps[again.step] += 1
        checked.fields += bool(again.focus)
        checked.texts += len(again.typed)
        memory.before = ()


def run(plan: Plan, programs: WarmPrograms) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="tereze-faults-") as folder:
        return WindowKill(Path(folder), programs, plan)()


def last_second(run: Sequence[Look], killed_at: float) -> tuple[Look, ...]:
    """The looks that were true at some moment of the last second."""
    early = [look for look in run if look.at < killed_at - OLDEST_S]
    late = [look for look in run if look.at >= killed_at - OLDEST_S]
    return (*early[-1:], *late)


def differences(before: Sequence[Look], again: Look) -> list[str]:
    """In what the window is not as it was. A step further on has its own first field, and so has
    one that was left by a key and in no field.
    """
    there = [look for look in before if look.step == again.step]
    if not there:
        last = before[-1].step
        ahead = again.step in {step for look in before for step in LEADS_TO[look.step]}
        return [] if ahead else [f"was on {last}, reopened on {again.step}"]
    found = []
    fields = {look.focus for look in there}
    if "" not in fields and again.focus not in fields:
        found.append(f"{again.step}: was in {sorted(fields)}, reopened in {again.focus!r}")
    for name in sorted({name for look in there for name in look.typed} | set(again.typed)):
        texts = [look.typed.get(name, "") for look in there]
        now = again.typed.get(name, "")
        if now not in texts:
            found.append(f"{again.step}: {name} was {texts[-1]!r}, reopened with {now!r}")
    return found


def window_doubles(stories: Sequence[Story], seen: Seen) -> list[str]:
    """The window gives the tickets itself: one for each applicant, and one case on each."""
    served = Counter(one.ticket_id for one in seen.applications.values() if one.ticket_id)
    found = [f"ticket {one} has two cases" for one, times in served.items() if times > 1]
    if len(seen.tickets) > len(stories):
        found.append(f"{len(seen.tickets)} tickets for {len(stories)} applicants")
    return found + window_store.case_doubles(stories, seen)


def _trail(story: Story) -> list[Look]:
    return [Look(**json.loads(line)) for line in lines_of(story.folder / "trail")]


def _state(story: Story, seen: Seen) -> State | None:
    case = seen.applications.get(story.id)
    return None if case is None else case.state


def _documents(story: Story, _row: str, seen: Seen) -> bool:
    """Every page of every row, byte for byte, once."""
    rows = {document["requirement"] for document in story.case["documents"]}
    return all(window_store.document_kept(story, row, seen) for row in rows)


def _signed(story: Story, _row: str, seen: Seen) -> bool:
    return _state(story, seen) not in {None, State.DRAFT} and bool(seen.papers_of(story))


def _refused(story: Story, row: str, seen: Seen) -> bool:
    """With a question that nobody has answered the panel is only looked at."""
    return story.state is State.DRAFT or _signed(story, row, seen)


def _closed(story: Story, _row: str, seen: Seen) -> bool:
    """The last page of a case: its ticket is closed as well."""
    case = seen.applications.get(story.id)
    return case is not None and seen.tickets.get(case.ticket_id or "") == "served"


def _any_ticket(_story: Story, _row: str, seen: Seen) -> bool:
    return bool({"serving", "served"} & set(seen.tickets.values()))


PROMISES: Mapping[str, Promise] = MappingProxyType(
    {
        **{name: window_store.PROMISES[name] for name in ("service", "consent")},
        "applicant": window_store.PROMISES["applicant"],
        "ticket": _any_ticket,
        "documents": _documents,
        "sign": _signed,
        "refuse": _refused,
        "receipt": _signed,
        "dispatch": _closed,
        "ending": _closed,
        "push": window_store.PROMISES["dispatch"],
    }
)
"""What each page of the window has promised once the next one was there."""
