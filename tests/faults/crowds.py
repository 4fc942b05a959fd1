"""The same message many times at once, an id used twice, any order, one ticket for two windows."""

from __future__ import annotations

import random
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from hub.store.tables import inbox, tombstones
from operator_app.domain.tickets import IllegalMove, OtherWindow, Ticket
from operator_app.gateways.hub_http import HttpHub
from operator_app.usecases.move_ticket import MoveTicket, MoveTicketHandler, calling
from operator_app.wire.envelopes import Envelope, decode
from operator_app.wire.push import PushOutcome
from operator_app.wire.signed import envelope_of
from tests.db.builders import an_id, local_day
from tests.faults.center import Center, StormWindow, a_center
from tests.faults.outcome import Outcome, Plan
from tests.faults.truth import NOTHING, Expected, judge
from tests.hub.test_any_order import any_order
from tests.support.envelopes import Device
from tests.support.hub_desk import HubDesk
from tests.support.hub_process import TOKEN
from tests.support.sync_window import SETTLES_S

AT_ONCE: Final = 8
SAME: Final = 420
"""Of three messages on average: ten thousand in all."""
REUSED: Final = 1000
ORDERS: Final = 1000
RACES: Final = 10_000
CENTERS_OF: Final = 250


def run_same_message(plan: Plan) -> Outcome:
    """A cycle is a push of one to five messages, eight times at once."""
    outcome = Outcome(fault="same_message", seed=plan.seed, settle_most_s=SETTLES_S)
    cycles = plan.each()
    sent = 0
    while (first := next(cycles, None)) is not None:
        with a_center() as center, ThreadPoolExecutor(AT_ONCE) as pool:
            window = center.window()
            callers = [HttpHub(center.hub.url, TOKEN, training=True) for _ in range(AT_ONCE)]
            sent += _same(outcome, window, callers, pool, first[1])
            for number, dice in cycles:
                sent += _same(outcome, window, callers, pool, dice)
                if number % CENTERS_OF == CENTERS_OF - 1:
                    break
            for caller in callers:
                caller.close()
            window.start()
            center.settle(outcome)
            judge(outcome, f"cycle {first[0]}", center)
    outcome.also["messages_sent"] = sent
    return outcome


def _same(
    outcome: Outcome,
    window: StormWindow,
    callers: list[HttpHub],
    pool: ThreadPoolExecutor,
    dice: random.Random,
) -> int:
    entities = {window.accept().id for _ in range(dice.randint(1, 5))}
    with window.store.units() as unit:
        pending = unit.sync.pending(100_000, 1 << 30)
    lines = [one.line for one in pending if one.entity in entities]
    begin = threading.Barrier(len(callers))

    def push(caller: HttpHub) -> list[tuple[PushOutcome, int | None]]:
        begin.wait()
        return [(each.result, each.seq) for each in caller.push(lines).results]

    answers = list(pool.map(push, callers))
    for place in range(len(lines)):
        fates = Counter(answer[place][0] for answer in answers)
        if fates != {PushOutcome.APPLIED: 1, PushOutcome.DUPLICATE: len(callers) - 1}:
            outcome.blame(f"cycle {outcome.cycles}", [f"answers {dict(fates)}"])
        if len({answer[place][1] for answer in answers}) != 1:
            outcome.double(f"cycle {outcome.cycles}", ["more than one seq"])
    outcome.cycles += 1
    return len(lines) * len(callers)


def run_id_reused(plan: Plan) -> Outcome:
    """Another device uses an id that is taken, before or beside the window's own next ones."""
    outcome = Outcome(fault="id_reused", seed=plan.seed, settle_most_s=SETTLES_S)
    with a_center() as center:
        window = center.window()
        thief = Device("002-66", seed=66)
        center.hub.http.enrol(thief.enrolment(TOKEN, window=66))
        for _, dice in plan.each():
            _reuse(outcome, window, thief, center, dice)
        window.start()
        center.settle(outcome)
        alarms = frozenset({"id_reused"}) if outcome.cycles else NOTHING.alarms
        judge(outcome, "all", center, Expected(alarms=alarms))
        kept = sum(row.reason == "id_reused" for row in center.hub.rows(tombstones))
    if kept != outcome.cycles:
        outcome.lose("all", [f"{outcome.cycles - kept} refused messages"])
    return outcome


def _reuse(
    outcome: Outcome, window: StormWindow, thief: Device, center: Center, dice: random.Random
) -> None:
    application = window.accept(dice.randbytes(100))
    own = _last(window, application.id)
    window.push()
    stolen = thief.says(id=own.id, type=dice.choice(("case.submit", "ticket.call")))
    (answer,) = center.hub.http.push([stolen]).results
    if (answer.result, answer.reason) != (PushOutcome.REJECTED, "id_reused"):
        outcome.blame(f"cycle {outcome.cycles}", [f"{answer.result} {answer.reason}"])
    outcome.cycles += 1


def _last(window: StormWindow, entity: str) -> Envelope:
    with window.store.units() as unit:
        pending = unit.sync.pending(100_000, 1 << 30)
    return next(decode(envelope_of(one.line)) for one in pending if one.entity == entity)


def run_any_order(plan: Plan) -> Outcome:
    """Everything that three windows have said, in any order, in pieces, some of it twice."""
    outcome = Outcome(fault="any_order", seed=plan.seed, settle_most_s=SETTLES_S)
    with tempfile.TemporaryDirectory(prefix="tereze-storm-") as folder:
        desk = HubDesk(Path(folder) / "hub")
        try:
            for _ in plan.each():
                outcome.cycles += 1
            any_order(desk, outcome.cycles)
        except AssertionError as wrong:
            outcome.blame("order", [str(wrong).splitlines()[0]])
        outcome.acknowledged = len(desk.rows(inbox)) * outcome.cycles
        outcome.blame("hub", list(desk.ledger.faults()))
        desk.close()
    return outcome


def run_ticket_race(plan: Plan) -> Outcome:
    """Two windows call one ticket at the same moment: one has it, the other is told who.

    The queue is shared through the store of one profile; windows with stores of their own draw
    from ranges of their own, and have no ticket in common.
    """
    outcome = Outcome(fault="ticket_race", seed=plan.seed, settle_most_s=SETTLES_S)
    told: Counter[str] = Counter()
    with a_center() as center, ThreadPoolExecutor(2) as pool:
        window = center.window()
        window.start()
        move = MoveTicketHandler(window.store.units, lambda: datetime.now(UTC))
        for number, _ in plan.each():
            ticket = _issue(window, number)
            begin = threading.Barrier(2)

            def call(by: int, ticket: Ticket = ticket, begin: threading.Barrier = begin) -> str:
                begin.wait()
                try:
                    move(MoveTicket(ticket_id=ticket.id, actor=str(by), move=calling(by)))
                except (IllegalMove, OtherWindow) as refused:
                    return refused.code
                return "called"

            fates = Counter(pool.map(call, (7, 8)))
            told.update(fates)
            if fates["called"] != 1:
                outcome.double(f"cycle {number}", [f"{ticket.label}: {dict(fates)}"])
            outcome.cycles += 1
        center.settle(outcome, time.monotonic())
        judge(outcome, "all", center)
    outcome.also["told"] = dict(told)
    return outcome


def _issue(window: StormWindow, number: int) -> Ticket:
    at = datetime.now(UTC)
    ticket = Ticket(
        id=an_id(),
        center="002",
        category="general",
        day=local_day(),
        sequence=number + 1,
        issued_at=at,
        arrived_at=at,
    )
    with window.store.units() as unit:
        unit.tickets.save(ticket)
        unit.commit()
    return ticket
