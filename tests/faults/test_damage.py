"""Files of a store changed behind its back: a few of each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.damage import DAMAGES
from tests.faults.outcome import Plan
from tests.faults.programs import WarmPrograms


@pytest.fixture(scope="module")
def programs() -> Iterator[WarmPrograms]:
    with WarmPrograms() as started:
        yield started


@pytest.mark.parametrize("fault", DAMAGES)
def test_damage_is_seen_and_made_good(fault: str, programs: WarmPrograms) -> None:
    run, _ = DAMAGES[fault]
    outcome = run(Plan(cycles=4, seed=2018), programs)

    assert outcome.ok, outcome.line()
    assert "journal removed" in outcome.line()
