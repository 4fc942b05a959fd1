"""The checks of the fault runs see the faults that they are there for."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, text

from db.engine import open_engine
from db.profile_folder import STORE
from operator_app.adapters.keys import training_key
from operator_app.sync.push import Push
from tests.db.builders import DEVICE
from tests.faults import hub_store, saver, window_store
from tests.faults.hub_kill import Window
from tests.faults.outcome import Outcome, Plan
from tests.faults.save_kill import stories_of
from tests.faults.stories import Story
from tests.support.hub_process import TOKEN, HubProcess


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("played")
    saver.rehearse_once(folder, datetime(2018, 2, 6, tzinfo=UTC))
    return folder


@pytest.fixture
def desk(played: Path, tmp_path: Path) -> Path:
    """A profile with four cases, and the cases as they were brought."""
    return Path(shutil.copytree(played, tmp_path / "desk"))


@pytest.fixture
def stories(desk: Path) -> list[Story]:
    return stories_of(desk / "cases")


def change(desk: Path, statement: str, **values: str) -> None:
    """What no program of ours would do."""
    profile = desk / "profile"
    engine = open_engine(profile / STORE, training_key(profile, "store"))
    with engine.begin() as connection:
        connection.execute(text(statement), values)
    engine.dispose()


def accepted(stories: list[Story], desk: Path) -> Story:
    seen = window_store.look(desk / "profile")
    return next(one for one in stories if seen.applications[one.id].state.value == "accepted")


def steps(story: Story) -> list[str]:
    documents = [f"document:{one['requirement']}" for one in story.case["documents"]]
    return ["ticket", "service", "consent", "applicant", *documents, "signature", "ticket_closed"]


def test_what_was_kept_is_found(desk: Path, stories: list[Story]) -> None:
    seen = window_store.look(desk / "profile")
    story = accepted(stories, desk)

    assert window_store.unkept(story, steps(story), seen) == []
    assert window_store.doubles(stories, seen) == []
    assert window_store.faults(seen) == []


def test_a_case_that_is_gone_has_lost_every_step(desk: Path, stories: list[Story]) -> None:
    story = accepted(stories, desk)
    change(desk, "DELETE FROM papers WHERE application_id = :id", id=story.id)
    change(desk, "DELETE FROM applications WHERE id = :id", id=story.id)
    change(desk, "DELETE FROM tickets WHERE id = :id", id=story.ticket_id)
    seen = window_store.look(desk / "profile")

    assert len(window_store.unkept(story, steps(story), seen)) == len(steps(story))


def test_a_page_with_other_bytes_is_lost(desk: Path, stories: list[Story]) -> None:
    story = accepted(stories, desk)
    page = next(story.folder.glob("*.png"))
    page.write_bytes(page.read_bytes() + b"\0")

    assert window_store.unkept(story, steps(story), window_store.look(desk / "profile")) != []


def test_a_message_put_twice_and_a_gap_are_seen(desk: Path, stories: list[Story]) -> None:
    change(
        desk,
        "INSERT INTO outbox (id, dseq, epoch, entity, type, line, blobs, state, put_at)"
        " SELECT 'again', 900, epoch, entity, type, line, blobs, state, put_at"
        " FROM outbox WHERE type = 'case.submit'",
    )
    seen = window_store.look(desk / "profile")

    assert [one for one in window_store.doubles(stories, seen) if "case.submit" in one]
    assert [one for one in window_store.faults(seen) if "gap" in one]


def test_a_case_of_nobody_is_a_double(desk: Path, stories: list[Story]) -> None:
    seen = window_store.look(desk / "profile")

    assert window_store.doubles(stories[1:], seen) != []


def test_an_audit_row_that_was_changed_is_seen(desk: Path) -> None:
    change(desk, "UPDATE audit SET actor = 'somebody' WHERE seq = 2")

    assert window_store.faults(window_store.look(desk / "profile")) != []


@pytest.fixture
def pushed(tmp_path: Path) -> Iterator[tuple[Window, Path]]:
    """A hub that holds three cases of a window, and is not running any more."""
    window, data = Window(tmp_path / "window"), tmp_path / "hub"
    window.save(3, random.Random(1))
    with HubProcess(data) as hub:
        hub.http.enrol(window.store.enrolment(TOKEN))
        Push(window.store.units, window.blobs, hub.http)()
    yield window, data
    window.store.engine.dispose()


def envelopes(window: Window) -> list[Row[Any]]:
    with window.store.engine.connect() as connection:
        return list(connection.exec_driver_sql("SELECT id, entity, type, line FROM outbox"))


def at_hub(data: Path, statement: str) -> None:
    engine = open_engine(data / "hub.db", training_key(data, "hub"))
    with engine.begin() as connection:
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        connection.execute(text(statement))
    engine.dispose()


def test_what_arrived_is_found(pushed: tuple[Window, Path]) -> None:
    window, data = pushed
    seen = hub_store.look_at_hub(data)

    assert len(seen.rows["cases"]) == 3
    assert hub_store.not_arrived(envelopes(window), seen) == []
    assert hub_store.hub_doubles(seen, envelopes(window)) == []
    assert hub_store.hub_faults(seen) == []


def test_a_case_or_a_file_that_the_hub_lacks_is_lost(pushed: tuple[Window, Path]) -> None:
    window, data = pushed
    scan = next(file for file in (data / "blobs").rglob("*") if len(file.name) == 64)
    scan.unlink()
    at_hub(
        data,
        "DELETE FROM cases WHERE envelope ="
        " (SELECT id FROM inbox WHERE stream = 'cases' AND seq = 1)",
    )
    lost = hub_store.not_arrived(envelopes(window), hub_store.look_at_hub(data))

    assert len([one for one in lost if "lacks file" in one]) == 1
    assert len([one for one in lost if "lacks case" in one]) == 1


def test_a_fact_applied_twice_is_a_double(pushed: tuple[Window, Path]) -> None:
    window, data = pushed
    at_hub(
        data,
        "INSERT INTO inbox (id, stream, seq, device, epoch, dseq, prev, digest, type, entity,"
        " at, received_at, line) SELECT 'again', stream, 99, device, epoch, dseq, prev, digest,"
        " type, entity, at, received_at, line FROM inbox WHERE seq = 1",
    )
    doubled = hub_store.hub_doubles(hub_store.look_at_hub(data), envelopes(window))

    assert [one for one in doubled if "case.submit" in one]
    assert [one for one in doubled if DEVICE in one]
    assert [one for one in doubled if "unknown again" in one]


def test_an_outcome_is_ok_only_without_any_trouble() -> None:
    clean = Outcome(fault="f", seed=1, settle_most_s=1.0, cycles=1)
    slow = Outcome(fault="f", seed=1, settle_most_s=1.0, cycles=1, settle_s=1.5)
    idle = Outcome(fault="f", seed=1, settle_most_s=1.0)
    bad = Outcome(fault="f", seed=1, settle_most_s=1.0, cycles=1)
    bad.lose("cycle 0", ["case"])

    assert [one.ok for one in (clean, slow, idle, bad)] == [True, False, False, False]


def test_the_same_seed_throws_the_same_dice() -> None:
    first, second = (
        [dice.random() for _, dice in Plan(cycles=3, seed=seed).each()] for seed in (7, 7)
    )

    assert first == second
    assert len(set(first)) == 3
