"""Whatever the network makes of the order: pushed often enough, the hub's state is the same."""

from __future__ import annotations

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import delete, text

from hub.store.tables import cases, conflicts, counters, inbox, metadata, tombstones, watermarks
from operator_app.wire.cases import CASE_CORRECT, CASE_HAND_OVER
from operator_app.wire.push import PushOutcome
from tests.support.envelopes import Device
from tests.support.hub_desk import HubDesk

CI_ORDERS: Final = 100
LONG_ORDERS: Final = 1000
KEPT: Final = ("devices", "marks", "counters", "alembic_version")


@cache
def said() -> tuple[bytes, ...]:
    """Everything three windows have said: own cases, changes, tickets, and some wrong bodies.

    No two windows touch one case: who is first there is the order's to decide, and is told by
    the tests of conflicts.
    """
    lines: list[bytes] = []
    for seed, name in enumerate(("002-07", "002-08", "002-09"), start=7):
        window = Device(name, seed=seed)
        case = {"case": seed}
        lines += [
            window.says(type="ticket.issue"),
            window.says(**case),
            window.says(type=CASE_CORRECT, **case),
            window.says(body={"number": 1}),
            window.says(**case),
        ]
        window.restored()
        lines += [window.says(type=CASE_HAND_OVER)]
    return tuple(lines)


def push_until_all_is_settled(desk: HubDesk, order: Sequence[bytes], dice: random.Random) -> None:
    """In pieces of any size, some of them twice; what came too early is pushed again."""
    waiting = list(order)
    while waiting:
        again: list[bytes] = []
        before = len(waiting)
        while waiting:
            piece = [waiting.pop(0) for _ in range(min(len(waiting), dice.choice((1, 5, 20))))]
            piece += dice.sample(piece, dice.randint(0, len(piece)))
            for line, result in zip(piece, desk.push(piece), strict=True):
                if result.result is PushOutcome.LATER and line not in again:
                    again.append(line)
        assert len(again) < before, "nothing moves any more"
        waiting = again
        dice.shuffle(waiting)


def state(desk: HubDesk) -> dict[str, object]:
    """All that follows from what was said; places in a stream are the order's own."""
    return {
        "inbox": {(row.id, row.digest, row.line) for row in desk.rows(inbox)},
        "cases": {(row.entity, row.state) for row in desk.rows(cases)},
        "watermarks": {tuple(row) for row in desk.rows(watermarks)},
        "refused": {(row.envelope, row.reason) for row in desk.rows(tombstones)},
        "conflicts": {row.id for row in desk.rows(conflicts)},
        "counted": {(row.stream, row.value) for row in desk.rows(counters)},
    }


def empty(desk: HubDesk) -> None:
    with desk.ledger.writing() as pages:
        connection = pages._connection
        for table in reversed(metadata.sorted_tables):
            if table.name not in KEPT:
                connection.execute(delete(table))
        connection.execute(text("UPDATE counters SET value = 0"))


def any_order(desk: HubDesk, orders: int) -> None:
    for name, seed in (("002-07", 7), ("002-08", 8), ("002-09", 9)):
        desk.know(Device(name, seed=seed))
    windows = [said()[first : first + 6] for first in range(0, 18, 6)]
    for line in (line for window in windows for line in window):
        desk.push([line])
    expected = state(desk)
    for seed in range(orders):
        dice = random.Random(seed)
        empty(desk)
        # A store is restored after what it had sent: its new epoch comes behind the old one.
        old = [line for line in said() if b'"epoch":0' in line]
        new = [line for line in said() if line not in old] + dice.sample(old, 4)
        for part in (old, new):
            dice.shuffle(part)
            push_until_all_is_settled(desk, part, dice)

        assert state(desk) == expected, f"seed {seed}"


@pytest.fixture
def desk(tmp_path: Path, hub_database: str | None, expected_logs: set[str]) -> HubDesk:
    expected_logs.add("hub.inbox")
    return HubDesk(tmp_path / "hub", hub_database)


def test_any_order_ends_in_the_same_state(desk: HubDesk) -> None:
    any_order(desk, CI_ORDERS if desk.on_sqlite else CI_ORDERS // 20)
    desk.close()


@pytest.mark.long
def test_a_thousand_orders_end_in_the_same_state(desk: HubDesk) -> None:
    any_order(desk, LONG_ORDERS)
    desk.close()


def test_the_same_message_eight_times_at_once_is_applied_once(desk: HubDesk) -> None:
    window = Device()
    desk.know(window)
    lines = [window.says() for _ in range(5)]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: desk.push(lines), range(8)))

    for place in range(5):
        fates = sorted(answer[place].result.value for answer in answers)
        assert fates == ["applied"] + ["duplicate"] * 7
        assert {answer[place].seq for answer in answers} == {place + 1}
    assert len(desk.rows(inbox)) == len(desk.rows(cases)) == 5
    desk.close()
