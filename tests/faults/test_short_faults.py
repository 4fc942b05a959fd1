"""A few cycles of each long fault run; ``dev.py faults`` plays the full numbers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults import hub_kill, rehearsal_kill, save_kill, window_kill
from tests.faults.outcome import Plan
from tests.faults.programs import WarmPrograms

SEED = 2018


@pytest.fixture(scope="module")
def programs() -> Iterator[WarmPrograms]:
    with WarmPrograms() as started:
        yield started


def test_a_killed_rehearsal_goes_on_where_it_was(programs: WarmPrograms) -> None:
    outcome = rehearsal_kill.run(Plan(cycles=10, seed=SEED), programs)

    assert outcome.ok, outcome.line()


def test_a_killed_window_reopens_where_it_was(programs: WarmPrograms) -> None:
    outcome = window_kill.run(Plan(cycles=5, seed=SEED), programs)

    assert outcome.ok, outcome.line()
    assert outcome.also["kills"] == 5


def test_a_killed_hub_takes_each_message_once(programs: WarmPrograms) -> None:
    outcome = hub_kill.run(Plan(cycles=4, seed=SEED), programs)

    assert outcome.ok, outcome.line()
    assert outcome.acknowledged > 0


def test_what_a_killed_window_acknowledged_is_kept(programs: WarmPrograms) -> None:
    outcome = save_kill.run(Plan(cycles=8, seed=SEED), programs)

    assert outcome.ok, outcome.line()
    assert outcome.acknowledged > 0
