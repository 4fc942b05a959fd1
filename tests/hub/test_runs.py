"""A push of many messages does exactly what each of them pushed alone does, only faster."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import Engine, event

from hub.store.tables import (
    alarms,
    awaited_blobs,
    case_steps,
    cases,
    conflicts,
    counters,
    inbox,
    stream_rows,
    tombstones,
    watermarks,
)
from operator_app.wire.cases import CASE_CORRECT, CASE_HAND_OVER, CASE_ISSUE, CASE_KEEP, CASE_REOPEN
from tests.support.envelopes import Device, a_blob
from tests.support.hub_desk import HubDesk
from tests.support.postgres import PostgresServer

SEEDS = 12
KEPT = (
    *(inbox, stream_rows, cases, case_steps, watermarks, tombstones),
    *(conflicts, alarms, awaited_blobs, counters),
)
NAMES = ("002-07", "002-08")


@pytest.fixture(autouse=True)
def _refusals_are_logged(expected_logs: set[str]) -> None:
    expected_logs.add("hub.inbox")


def windows() -> list[Device]:
    return [Device(name, seed=seed) for seed, name in enumerate(NAMES, start=7)]


def said() -> list[bytes]:
    """Plain messages and every kind of trouble, by two windows; some about the same cases."""
    one, other = windows()
    page, known = a_blob(b"page"), a_blob(b"known")
    return [
        one.says(type="shift.open"),
        one.says(type="ticket.issue"),
        one.says(case=1, blobs=(page, page, known)),
        one.says(case=2),
        other.says(case=3),
        other.says(case=1),  # submitted at both windows
        one.says(type=CASE_REOPEN, case=2),
        one.says(type=CASE_CORRECT, case=2, blobs=(page,)),
        other.says(type=CASE_CORRECT, case=99),
        one.says(body={"number": 1}),
        one.says(case=2),  # submitted twice at one
        one.sealed(b"{}"),
        Device(NAMES[0], seed=99).says(type="ticket.call"),  # signed by a stranger
        one.says(type=CASE_KEEP, case=98),
        other.says(type=CASE_HAND_OVER, case=97),
        other.says(blobs=(msgspec.structs.replace(known, size=1),)),
        one.says(type=CASE_ISSUE, case=2),
        one.says(type="case.refuse"),
        one.says(type="nobody.knows", body={"any": "thing"}),
        other.says(type="ticket.call"),
        other.says(case=4),
        one.says(case=5),
    ]


def disordered(lines: list[bytes], dice: random.Random) -> list[bytes]:
    """Neighbours change places, some come twice, some not at all."""
    order = [line for line in lines if dice.random() < 0.95]
    for _ in range(dice.randrange(4)):
        place = dice.randrange(len(order) - 1)
        order[place : place + 2] = reversed(order[place : place + 2])
    for line in dice.sample(order, 4):
        order.insert(dice.randrange(len(order)), line)
    return order


def a_desk(folder: Path, database: str | None = None) -> HubDesk:
    desk = HubDesk(folder, database)
    desk.know(*windows())
    known = a_blob(b"known")
    desk.scan(b"known", known.sha256)
    return desk


def kept(desk: HubDesk) -> dict[str, Any]:
    return {table.name: sorted(map(repr, desk.rows(table))) for table in KEPT}


def same_in_one_push_and_alone(lines: list[bytes], together: HubDesk, alone: HubDesk) -> None:
    at_once = list(together.push(lines))
    one_by_one = [result for line in lines for result in alone.push([line])]

    assert at_once == one_by_one
    assert kept(together) == kept(alone)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_batch_does_what_its_messages_do_one_by_one(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    order = disordered(said(), dice) if seed else said()
    together, alone = a_desk(tmp_path / "together"), a_desk(tmp_path / "alone")
    same_in_one_push_and_alone(order, together, alone)
    same_in_one_push_and_alone(said(), together, alone)
    together.close()
    alone.close()


def test_it_does_so_on_postgresql_too(tmp_path: Path, postgres: PostgresServer) -> None:
    addresses = postgres.a_database(), postgres.a_database()
    together, alone = (a_desk(tmp_path, address) for address in addresses)
    same_in_one_push_and_alone(said(), together, alone)
    together.close()
    alone.close()
    for address in addresses:
        postgres.drop(address)


def test_a_hundred_cases_take_as_few_statements_as_one(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    window = windows()[0]
    desk.push([window.says(case=0)])
    with statements() as of_one:
        desk.push([window.says(case=1)])
    with statements() as of_many:
        desk.push([window.says(case=number) for number in range(2, 102)])

    assert of_many == of_one
    assert len(of_many) <= 10
    desk.close()


@contextmanager
def statements() -> Iterator[list[str]]:
    """The first word of each."""
    counted: list[str] = []

    def count(connection: object, cursor: object, statement: str, *_: object) -> None:
        counted.append(statement.split(maxsplit=1)[0])

    event.listen(Engine, "before_cursor_execute", count)
    yield counted
    event.remove(Engine, "before_cursor_execute", count)
