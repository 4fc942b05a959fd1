"""A disk that is full, failing or read-only and a store that is held: a few of each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults import bad_disk, preload
from tests.faults.bad_disk_saver import GOES
from tests.faults.outcome import Plan
from tests.faults.programs import WarmPrograms

SEED = 2018


@pytest.fixture(scope="module")
def programs() -> Iterator[WarmPrograms]:
    with preload.library() as library, WarmPrograms(library) as started:
        yield started


@pytest.mark.parametrize("fault", GOES)
def test_a_window_says_what_a_bad_disk_refused_and_goes_on(
    fault: str, programs: WarmPrograms
) -> None:
    outcome = bad_disk.run_window(fault, Plan(cycles=2, seed=SEED), programs)

    assert outcome.ok, outcome.line()
    assert outcome.also["refusals"]


@pytest.mark.parametrize("fault", bad_disk.SPOILS)
def test_a_hub_with_a_bad_disk_loses_nothing_and_goes_on(
    fault: str, programs: WarmPrograms
) -> None:
    outcome = bad_disk.run_hub(fault, Plan(cycles=3, seed=SEED), programs)

    assert outcome.ok, outcome.line()
    assert outcome.also["refusals"]
