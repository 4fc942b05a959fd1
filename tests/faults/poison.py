"""A message the hub never takes, a window it does not know any more, an operator put out: the
others pass in seconds, and what cannot pass is kept and says why."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
from sqlalchemy import select

from db.models import OutboxRow
from operator_app.domain.applications import State
from operator_app.domain.operators import Operator, OperatorId, Role
from operator_app.sync.lanes import Trouble
from operator_app.usecases.change_operator import ChangeOperator, ChangeOperatorHandler
from operator_app.wire.devices import proven, text_of, token_hash
from tests.db.builders import a_fact, an_application
from tests.faults.center import LONGEST_S, Center, StormWindow, a_center
from tests.faults.outcome import Outcome, Plan
from tests.faults.truth import Expected, judge
from tests.support.hub_process import TOKEN
from tests.support.sync_window import SETTLES_S, until

CYCLES: Final = 100
CENTERS_OF: Final = 20
OTHERS_S: Final = 5.0
MOST_CASES: Final = 5
PAGE_BYTES: Final = 1000
POISONS: Final[tuple[dict[str, Any], ...]] = (
    {"body": {"number": 1}},
    {"body": {"number": "1", "service": None}, "type": "case.refuse"},
    {"type": "case.resolve", "body": {"conflict": "0190d2b4-0000-7000-8000-000000000404"}},
)
"""What no window says, and one of another version might."""


def run_poison(plan: Plan) -> Outcome:
    """A cycle is one trouble, each kind in its turn."""
    outcome = Outcome(fault="poison", seed=plan.seed, settle_most_s=SETTLES_S)
    outcome.also["others_passed_s"] = 0.0
    cycles = plan.each()
    while (first := next(cycles, None)) is not None:
        set_aside: set[str] = set()
        with a_center() as center:
            center.window().start()
            center.settle(outcome)
            for number, dice in (first, *_rest(first[0], cycles)):
                set_aside |= KINDS[number % len(KINDS)](outcome, center, dice)
                outcome.cycles += 1
            judge(outcome, f"cycle {first[0]}", center, Expected(set_aside=frozenset(set_aside)))
    return outcome


def _rest(
    first: int, cycles: Iterator[tuple[int, random.Random]]
) -> list[tuple[int, random.Random]]:
    found = []
    for cycle in cycles:
        found.append(cycle)
        if cycle[0] - first == CENTERS_OF - 1:
            break
    return found


def _poisoned(outcome: Outcome, center: Center, dice: random.Random) -> set[str]:
    """One that the hub refuses among others; they must not wait for it."""
    (window,) = center.windows
    window.accept_some(dice, MOST_CASES, PAGE_BYTES)
    poison = _says(window, **dice.choice(POISONS))
    window.accept_some(dice, MOST_CASES, PAGE_BYTES)
    _others_pass(outcome, window, {poison})
    center.settle(outcome)
    with suppress(AssertionError):
        until(lambda: _state(window, poison) == "refused")
    if _state(window, poison) != "refused":
        outcome.blame(_at(outcome), [f"the poison is {_state(window, poison)}"])
    return {poison}


def _says(window: StormWindow, **changes: Any) -> str:
    with window.store.units() as unit:
        fact = a_fact(an_application(), blobs=(), at=datetime.now(UTC), **changes)
        envelope = unit.outbox.put(fact)
        unit.commit()
    return envelope


def _others_pass(outcome: Outcome, window: StormWindow, besides: set[str]) -> None:
    began = time.monotonic()
    with suppress(AssertionError):
        until(lambda: _waiting(window) <= besides, LONGEST_S)
    took_s = time.monotonic() - began
    outcome.also["others_passed_s"] = max(float(str(outcome.also["others_passed_s"])), took_s)
    if took_s > OTHERS_S:
        outcome.blame(_at(outcome), [f"the others took {took_s:.1f} s"])


def _expired(outcome: Outcome, center: Center, dice: random.Random) -> set[str]:
    """The hub knows the window's token no longer; signing in again lets everything go."""
    (window,) = center.windows
    known = window.enrolment()
    hashed = token_hash(f"another token {outcome.cycles}")
    proof = text_of(window.store.device_key.sign(proven(TOKEN, window.device, hashed)))
    center.hub.http.enrol(msgspec.structs.replace(known, token_sha256=hashed, proof=proof))
    window.accept_some(dice, MOST_CASES, PAGE_BYTES)
    _kept(outcome, window, Trouble.NOT_SIGNED_IN)
    center.hub.http.enrol(known)
    window.engine.wake()
    center.settle(outcome, time.monotonic())
    return set()


def _revoked(outcome: Outcome, center: Center, dice: random.Random) -> set[str]:
    """Put out while it had no line; a fresh code lets it in, and its work goes on."""
    (window,) = center.windows
    center.line.down()
    window.accept_some(dice, MOST_CASES, PAGE_BYTES)
    center.command("device", "revoke", window.device)
    center.line.up()
    _kept(outcome, window, Trouble.REVOKED)
    code = center.command("device", "invite", "--center", "002", "--window", str(window.number))[
        "code"
    ]
    center.hub.http.enrol(window.enrolment(code))
    window.engine.wake()
    center.settle(outcome, time.monotonic())
    return set()


def _removed(outcome: Outcome, center: Center, dice: random.Random) -> set[str]:
    """A login that is closed while there is no line: what that person has done arrives."""
    (window,) = center.windows
    center.line.down()
    window.accept_some(dice, MOST_CASES, PAGE_BYTES)
    draft = an_application(operator="removed")
    chief = Operator(
        id=OperatorId("chief"),
        login="chief",
        full_name="Серікбаева А.",
        roles=frozenset({Role.ADMINISTRATOR}),
    )
    clerk = Operator(
        id=OperatorId("removed"),
        login="removed",
        full_name="Ахметова А. Б.",
        roles=frozenset({Role.OPERATOR}),
    )
    with window.store.units() as unit:
        unit.operators.save(chief)
        unit.operators.save(clerk)
        unit.applications.add(draft)
        unit.commit()
    ChangeOperatorHandler(window.store.units, lambda: datetime.now(UTC))(
        ChangeOperator(operator_id=clerk.id, by=chief.id, active=False)
    )
    center.line.up()
    center.settle(outcome, time.monotonic())
    with window.store.units() as unit:
        kept = unit.applications.get(draft.id)
    if kept is None or kept.state is not State.DRAFT:
        outcome.lose(_at(outcome), [f"draft {draft.id}"])
    return set()


def _kept(outcome: Outcome, window: StormWindow, trouble: Trouble) -> None:
    """Everything waits, and the window says why."""
    waiting = _waiting(window)
    window.engine.wake()
    with suppress(AssertionError):
        until(lambda: window.engine.line().trouble is trouble)
    if window.engine.line().trouble is not trouble:
        outcome.blame(_at(outcome), [f"it says {window.engine.line()}, not {trouble}"])
    if _waiting(window) != waiting or not waiting:
        outcome.lose(_at(outcome), sorted(waiting - _waiting(window)) or ["nothing waited"])


def _waiting(window: StormWindow) -> set[str]:
    with window.store.engine.connect() as connection:
        wanted = select(OutboxRow.id).where(OutboxRow.state == "pending")
        return set(connection.execute(wanted).scalars())


def _state(window: StormWindow, envelope: str) -> str:
    with window.store.engine.connect() as connection:
        wanted = select(OutboxRow.state).where(OutboxRow.id == envelope)
        return str(connection.execute(wanted).scalar_one())


def _at(outcome: Outcome) -> str:
    return f"cycle {outcome.cycles}"


Kind = Callable[[Outcome, Center, random.Random], set[str]]
KINDS: Final[tuple[Kind, ...]] = (_poisoned, _expired, _revoked, _removed)
