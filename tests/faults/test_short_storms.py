"""A cycle or a few of each storm; ``dev.py faults`` plays the full numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import MappingProxyType

import pytest

from tests.faults import days_offline, hub_storms, line_storms
from tests.faults.outcome import Outcome, Plan
from tests.faults.storms import STORMS
from tests.support.postgres import PostgresServer

SEED = 2018
ON_POSTGRESQL: MappingProxyType[str, Callable[[Plan, PostgresServer], Outcome]] = MappingProxyType(
    {
        "postgres_stop": hub_storms.postgres_stop,
        "postgres_backend_terminated": hub_storms.backend_terminated,
        "pool_of_one": hub_storms.pool_of_one,
    }
)
SHORT = MappingProxyType(
    {
        "hub_kill_live": 2,
        "lost_replies": 10,
        "same_message": 5,
        "id_reused": 5,
        "any_order": 5,
        "ticket_race": 10,
        "case_race": 4,
        "clock": 1,
        "copied_store": 1,
        "restored_store": 2,
        "restored_hub": 1,
        "versions": 5,
        "poison": 4,
    }
)
QUICK: MappingProxyType[str, Callable[[int], Outcome]] = MappingProxyType(
    {
        "bad_line": lambda seed: line_storms.bad_line(Plan(cycles=4, seed=seed), factor=10),
        "days_offline": lambda seed: days_offline.short(Plan(cycles=1, seed=seed)),
    }
)


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with PostgresServer() as started:
        yield started


def check(outcome: Outcome) -> None:
    assert outcome.ok, outcome.line()
    assert outcome.acknowledged > 0


@pytest.mark.parametrize("name", ON_POSTGRESQL)
def test_whatever_becomes_of_its_postgresql(name: str, server: PostgresServer) -> None:
    check(ON_POSTGRESQL[name](Plan(cycles=1, seed=SEED), server))


@pytest.mark.parametrize("name", SHORT)
def test_nothing_is_lost_and_nothing_is_there_twice(name: str) -> None:
    check(STORMS[name][0](Plan(cycles=SHORT[name], seed=SEED)))


@pytest.mark.parametrize("name", QUICK)
def test_the_same_with_less_of_everything(name: str) -> None:
    check(QUICK[name](SEED))


def test_every_storm_has_a_short_form() -> None:
    assert STORMS.keys() == {*ON_POSTGRESQL, *SHORT, *QUICK}
