"""Power cuts as power cuts: a few of each, and proof that they would find what is to be found."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import power_cut, preload, window_store
from tests.faults.disk import Disk, How, contents
from tests.faults.outcome import Plan
from tests.faults.programs import WarmPrograms
from tests.faults.save_kill import stories_of
from tests.support.project_files import ROOT

SEED = 2018
CASES = """
from datetime import UTC, datetime
from pathlib import Path
import sys
from obstore import put
from obstore.store import LocalStore
from tests.faults import saver
folder = Path(sys.argv[1])
saver.rehearse_once(folder, datetime(2018, 2, 6, tzinfo=UTC))
(folder / "shelf").mkdir()
put(LocalStore(folder / "shelf"), "ab/cd/scan", b"scan" * 50_000, use_multipart=False)
"""


@pytest.fixture(scope="module")
def library() -> Iterator[Path]:
    with preload.library() as built:
        yield built


@pytest.fixture(scope="module")
def programs(library: Path) -> Iterator[WarmPrograms]:
    with WarmPrograms(library) as started:
        yield started


def test_every_write_is_seen_and_a_new_profile_is_kept_whole(library: Path, tmp_path: Path) -> None:
    folder, log = tmp_path / "disk", tmp_path / "log"
    folder.mkdir()
    disk = Disk(folder)
    watched = {"LD_PRELOAD": str(library), **preload.watching(folder, log)}
    subprocess.run(
        [sys.executable, "-c", CASES, str(folder)],
        env={**os.environ, **watched},
        cwd=ROOT,
        check=True,
    )
    disk.play(log)
    disk.write_to(tmp_path / "all", How.ALL, random.Random(SEED))
    disk.write_to(tmp_path / "cut", How.NOTHING, random.Random(SEED))
    stories = stories_of(folder / "cases")
    before, after = (window_store.look(root / "profile") for root in (folder, tmp_path / "cut"))

    assert contents(tmp_path / "all") == contents(folder)
    assert contents(tmp_path / "cut") != contents(folder), "nothing was taken back"
    assert after.applications == before.applications
    assert len(after.applications) == len(stories)
    assert window_store.faults(after) == []


def test_a_window_keeps_what_it_acknowledged_when_the_power_goes(programs: WarmPrograms) -> None:
    outcome = power_cut.run_window(Plan(cycles=3, seed=SEED), programs)

    assert outcome.ok, outcome.line()
    assert outcome.also["writes_taken_back"]


def test_a_hub_keeps_what_it_acknowledged_when_the_power_goes(programs: WarmPrograms) -> None:
    outcome = power_cut.run_hub(Plan(cycles=2, seed=SEED), programs)

    assert outcome.ok, outcome.line()
    assert outcome.also["writes_taken_back"]


def test_a_window_that_does_not_sync_is_found_out(programs: WarmPrograms) -> None:
    plan = Plan(cycles=1, seed=SEED)
    outcome = power_cut.run_window(plan, programs, program="careless_saver")

    assert outcome.lost > 0, outcome.line()


def test_a_hub_that_does_not_sync_is_found_out(programs: WarmPrograms) -> None:
    plan = Plan(cycles=2, seed=SEED)
    outcome = power_cut.run_hub(plan, programs, program="careless_hub")

    assert outcome.lost > 0, outcome.line()
