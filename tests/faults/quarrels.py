"""Two windows change one case, both offline: one stands, one lies beside it, a person chooses."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Final

from sqlalchemy import select

from db.models import ConflictRow, OutboxRow
from hub.store.tables import conflicts
from operator_app.domain.applications import Application
from operator_app.sync.conflicts import ResolveConflict, ResolveConflictHandler
from operator_app.wire.bodies import Take
from operator_app.wire.cases import CASE_CORRECT, HubState
from operator_app.wire.envelopes import decode
from operator_app.wire.signed import envelope_of
from tests.db.builders import a_fact
from tests.faults.center import Center, StormWindow, a_center
from tests.faults.outcome import Outcome, Plan
from tests.faults.truth import Expected, judge
from tests.support.envelopes import SHA, SUBMITTED
from tests.support.sync_window import SETTLES_S, until

RACES: Final = 10_000
AT_ONCE: Final = 40
"""Cases changed at both windows in one time without a line."""
CENTERS_OF: Final = 400


def run_case_race(plan: Plan) -> Outcome:
    """A cycle is a case that both have changed."""
    outcome = Outcome(fault="case_race", seed=plan.seed, settle_most_s=SETTLES_S)
    cycles = plan.each()
    first = True
    while first or (outcome.cycles % CENTERS_OF == 0 and outcome.cycles):
        before = outcome.cycles
        with a_center() as center:
            for number in (7, 8):
                center.window(number).start()
            late: set[str] = set()
            while outcome.cycles - before < CENTERS_OF and (dice := _some(cycles)):
                late |= _Race(outcome, center, dice).run()
            judge(outcome, f"cycle {before}", center, Expected(set_aside=frozenset(late)))
        first = False
        if outcome.cycles == before:
            break
    return outcome


def _some(cycles: Iterator[tuple[int, random.Random]]) -> list[random.Random]:
    found = []
    for _, dice in cycles:
        found.append(dice)
        if len(found) == AT_ONCE:
            break
    return found


@dataclass(frozen=True, slots=True)
class _Version:
    """What a window has said of the case while there was no line."""

    window: StormWindow
    envelope: str
    due_on: str


class _Race:
    """A time without a line, a case for each of the ``dice``."""

    def __init__(self, outcome: Outcome, center: Center, dice: Sequence[random.Random]) -> None:
        self._outcome = outcome
        self._center = center
        self._dice = dice

    def run(self) -> set[str]:
        """Ids of the messages that came late."""
        center, outcome = self._center, self._outcome
        cases = [dice.choice(center.windows).accept(dice.randbytes(100)) for dice in self._dice]
        center.settle(outcome)
        seqs = [self._seq(case) for case in cases]
        center.line.down()
        said = [
            self._both_change(case, seq, dice)
            for case, seq, dice in zip(cases, seqs, self._dice, strict=True)
        ]
        center.line.up()
        center.settle(outcome, time.monotonic())
        late = [self._late(versions) for versions in said]
        for one, versions, dice in zip(late, said, self._dice, strict=True):
            self._wait_readable(one, versions)
            self._choose(one, dice)
        began = time.monotonic()
        center.settle(outcome, began)
        self._wait_solved(late)
        outcome.settled(time.monotonic() - began)
        outcome.cycles += len(cases)
        return set(late)

    def _seq(self, case: Application) -> int:
        """Where the case stands at the hub once it is whole; both windows have seen it there."""
        http = self._center.hub.http
        until(lambda: http.case(case.id).state is HubState.ACCEPTED)
        return http.case(case.id).seq

    def _both_change(self, case: Application, seq: int, dice: random.Random) -> list[_Version]:
        days = dice.sample(range(10, 28), len(self._center.windows))
        return [
            _change(window, case, seq, f"2018-02-{day}")
            for window, day in zip(self._center.windows, days, strict=True)
        ]

    def _late(self, versions: Sequence[_Version]) -> str:
        """One must stand and one be laid aside; nothing else is right."""
        states = {one.envelope: _state(one) for one in versions}
        if Counter(states.values()) != {"acknowledged": 1, "conflict": 1}:
            self._outcome.lose(self._where, [f"one applied, one in conflict: {states}"])
        return max(states, key=lambda one: states[one] == "conflict")

    def _wait_readable(self, late: str, versions: Sequence[_Version]) -> None:
        """Both versions at both windows, whole."""
        wanted = sorted(one.due_on for one in versions)
        for one in versions:
            with suppress(AssertionError):
                until(partial(_shows, one.window, late, wanted))
            if (shown := _shown(one.window, late)) != wanted:
                self._outcome.lose(self._where, [f"{one.window.device} shows {shown}"])

    def _choose(self, late: str, dice: random.Random) -> None:
        window = dice.choice(self._center.windows)
        take = dice.choice(tuple(Take))
        fields = {"due_on": "2018-02-28"} if take is Take.MERGED else {}
        resolve = ResolveConflictHandler(window.store.units, lambda: datetime.now(UTC))
        resolve(ResolveConflict(conflict_id=late, take=take, actor="А. Ахметова", fields=fields))

    def _wait_solved(self, late: Sequence[str]) -> None:
        for window in self._center.windows:
            with suppress(AssertionError):
                until(partial(_all_solved, window, late))
            left = _open(window, late)
            self._outcome.blame(self._where, [f"{window.device} still has {one}" for one in left])
        rows = {row.id: row.solved_by for row in self._center.hub.rows(conflicts)}
        unsolved = [one for one in late if not rows.get(one)]
        self._outcome.blame(self._where, [f"hub: {one} is not solved" for one in unsolved])

    @property
    def _where(self) -> str:
        return f"cycle {self._outcome.cycles}"


def _change(window: StormWindow, case: Application, base: int, due_on: str) -> _Version:
    body = {
        **SUBMITTED,
        "number": case.number,
        "service": case.service,
        "due_on": due_on,
        "revision": 2,
        "replaces": SHA,
    }
    at = datetime.now(UTC)
    fact = a_fact(case, type=CASE_CORRECT, base=base, at=at, body=body, blobs=())
    with window.store.units() as unit:
        envelope = unit.outbox.put(fact)
        unit.audit.record(
            actor=case.operator,
            action=CASE_CORRECT,
            entity=case.id,
            at=at,
            details={"due_on": due_on},
        )
        unit.commit()
    return _Version(window, envelope, due_on)


def _state(version: _Version) -> str:
    with version.window.store.engine.connect() as connection:
        wanted = select(OutboxRow.state).where(OutboxRow.id == version.envelope)
        return str(connection.execute(wanted).scalar_one())


def _shown(window: StormWindow, late: str) -> list[str]:
    """The days of both versions, as the page of conflicts would read them."""
    with window.store.units() as unit:
        found = unit.sync.conflict(late)
    if found is None:
        return []
    sides = [side for side in (found.mine, found.theirs) if side]
    return sorted(str(decode(envelope_of(side)).body["due_on"]) for side in sides)


def _shows(window: StormWindow, late: str, wanted: list[str]) -> bool:
    return _shown(window, late) == wanted


def _all_solved(window: StormWindow, late: Sequence[str]) -> bool:
    return not _open(window, late)


def _open(window: StormWindow, late: Sequence[str]) -> list[str]:
    with window.store.engine.connect() as connection:
        wanted = select(ConflictRow.id).where(
            ConflictRow.id.in_(late), ConflictRow.state != "solved"
        )
        return list(connection.execute(wanted).scalars())
