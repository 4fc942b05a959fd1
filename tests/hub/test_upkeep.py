"""Stores over their lives: older ones upgraded, copies made and restored, damage named."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from msgspec import UNSET
from sqlalchemy import Engine, MetaData, insert, inspect, select, text

from hub.store import postgresql
from hub.store.chain_rows import Watermark
from hub.store.ledger import Ledger
from hub.store.opening import HEAD, needs_upgrade, open_reader, open_writer
from hub.store.streams import Stream
from hub.store.tables import inbox, metadata
from hub.store.upgrade import downgrade, upgrade
from operator_app.wire.cases import HubState
from operator_app.wire.push import PushOutcome
from tests.support.envelopes import Device, a_blob, an_envelope, an_id
from tests.support.hub_process import HubProcess
from tests.support.postgres import PostgresServer
from tests.support.project_files import ROOT

KEPT = Path(__file__).parent / "kept" / "0001.db"
KEPT_READY = Path(__file__).parent / "kept" / "0002.db"
"""Of a hub that knew of no signed results; its case's result lies at the center."""
KEY = bytes(range(32))
SCAN = b"a scan of a made-up document"


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without tables."""
    if request.param == "sqlite":
        engine = open_writer(tmp_path / "hub.db", KEY)
        yield engine
        engine.dispose()
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    address = server.a_database(empty=True)
    engine = postgresql.open_writer(address)
    yield engine
    engine.dispose()
    server.drop(address)


def fill_as_0001_did(engine: Engine, folder: Path) -> None:
    """The rows that a hub of migration 0001 has left, in tables as it knew them."""
    upgrade(engine, "0001")
    shutil.copy(KEPT, folder / "kept.db")
    kept = open_reader(folder / "kept.db", KEY)
    tables = MetaData()
    tables.reflect(engine)
    with kept.connect() as old, engine.begin() as new:
        new.execute(text("DELETE FROM counters"))
        for table in tables.sorted_tables:
            rows = [dict(row) for row in old.execute(select(table)).mappings()]
            if rows and table.name != "alembic_version":
                new.execute(insert(table), rows)
    kept.dispose()


def test_the_migrations_make_the_tables_the_program_knows(empty: Engine) -> None:
    upgrade(empty)

    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        different = compare_metadata(context, metadata)
    assert different == []
    assert not needs_upgrade(empty)


def test_each_migration_goes_up_down_and_up_again(empty: Engine) -> None:
    upgrade(empty)
    downgrade(empty, "base")
    with empty.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]

    upgrade(empty)

    assert not needs_upgrade(empty)


def test_a_store_of_the_first_hub_keeps_its_cases(empty: Engine, tmp_path: Path) -> None:
    fill_as_0001_did(empty, tmp_path)

    upgrade(empty)

    ledger = Ledger(empty, empty)
    with ledger.writing() as pages:
        case = pages.cases.get(an_envelope(1).entity)
        told = pages.streams.after(Stream.CASES, 0, 100)
        tickets = pages.streams.after(Stream.TICKETS, 0, 100)
        known = pages.inbox.received(an_id(2))
        marks = [pages.chains.watermark(device, 0) for device in ("002-07", "002-08")]
        following = pages.streams.next_seq()
    assert case is not None
    assert (case.state, case.official_number, len(case.steps)) == (HubState.ISSUED, "ЗТ-1", 5)
    assert [row.seq for row in told] == list(range(1, 10))
    assert [row.kind for row in told] == ["envelope"] * 4 + ["case"] * 4 + ["envelope"]
    assert [row.seq for row in tickets] == [1]
    assert known is not None
    assert known.seq == 2
    assert [mark and mark.dseq for mark in marks] == [6, 1]
    assert isinstance(marks[0], Watermark)
    assert following == 10
    assert list(ledger.faults()) == []


def test_a_case_decided_before_there_were_signed_results_has_none(tmp_path: Path) -> None:
    shutil.copy(KEPT_READY, tmp_path / "hub.db")
    engine = open_writer(tmp_path / "hub.db", KEY)
    upgrade(engine)

    ledger = Ledger(engine, engine)
    with ledger.reading() as pages:
        case = pages.cases.get(Device().envelope(case=1).entity)
    faults = list(ledger.faults())
    ledger.close()
    assert case is not None
    assert (case.state, case.result) == (HubState.READY, UNSET)
    assert faults == []


def test_the_kept_file_itself_is_upgraded_in_its_place(tmp_path: Path) -> None:
    shutil.copy(KEPT, tmp_path / "hub.db")
    engine = open_writer(tmp_path / "hub.db", KEY)
    before = needs_upgrade(engine)
    upgrade(engine)

    with engine.connect() as connection:
        assert len(connection.execute(select(inbox)).all()) == 6
    assert (before, needs_upgrade(engine)) == (True, False)
    engine.dispose()


def tereze_hub(hub: HubProcess, *arguments: str, data: Path | None = None) -> tuple[int, object]:
    where = ["--training", "--data", str(data or hub.data)]
    if hub.database and data is None:
        where += ["--database", hub.database]
    done = subprocess.run(
        [sys.executable, "-m", "hub", *arguments, *where],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, json.loads(done.stdout) if done.stdout else done.stderr


def test_a_backup_beside_a_running_hub_is_restored_whole(hub: HubProcess, tmp_path: Path) -> None:
    blob = a_blob(SCAN)
    hub.http.put_blob(blob.sha256, SCAN)
    device = Device()
    first, second, third = device.says(blobs=(blob,)), device.says(), device.says()
    hub.http.push([first, second])
    file = tmp_path / "hub.backup"

    made = tereze_hub(hub, "backup", str(file))
    hub.http.push([third])
    again = tereze_hub(hub, "backup", str(file))
    hub.end()
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(hub.data / "TRAINING-hub.key", other)
    shutil.copytree(hub.data / "blobs", other / "blobs")
    restored = tereze_hub(hub, "restore", str(file), data=other)
    twice = tereze_hub(hub, "restore", str(file), data=other)
    sound = tereze_hub(hub, "check", data=other)

    assert made[0] == restored[0] == 0
    assert b"SQLite format" not in file.read_bytes()
    assert (again[0], str(again[1]).partition(":")[0]) == (2, "hub.backup_exists")
    assert (twice[0], str(twice[1]).strip()) == (2, "hub.store_not_empty")
    assert sound == (0, {"ok": True, "faults": []})
    with HubProcess(other) as anew:
        results = anew.http.push([first, second, third]).results
        assert [each.result for each in results] == [
            PushOutcome.DUPLICATE,
            PushOutcome.DUPLICATE,
            PushOutcome.APPLIED,
        ]
        ids = {row.value for row in anew.rows(metadata.tables["marks"])}
    hub.start()
    assert ids.isdisjoint({row.value for row in hub.rows(metadata.tables["marks"])})


def test_check_names_what_does_not_hold_together(hub: HubProcess) -> None:
    blob = a_blob(SCAN)
    hub.http.put_blob(blob.sha256, SCAN)
    device = Device()
    hub.http.push([device.says(blobs=(blob,)), device.says(id=an_id(2))])
    hub.end()
    sound = tereze_hub(hub, "check")
    (file,) = (each for each in (hub.data / "blobs").rglob("*") if each.is_file())
    file.write_bytes(file.read_bytes()[:-1])
    engine = hub.writer()
    with engine.begin() as connection:
        connection.execute(text("UPDATE counters SET value = 1 WHERE stream = 'cases'"))
        connection.execute(inbox.update().where(inbox.c.id == an_id(2)).values(line=b"{}"))
    engine.dispose()

    code, said = tereze_hub(hub, "check")
    quick = tereze_hub(hub, "check", "--quick")

    assert sound == (0, {"ok": True, "faults": []})
    assert code == 1
    assert said == {
        "ok": False,
        "faults": [
            f"message {an_id(2)} is not what was received",
            "stream cases has rows past its counter",
            f"scan {blob.sha256} is missing or damaged",
        ],
    }
    assert isinstance(quick[1], dict)
    assert len(quick[1]["faults"]) == 2
    hub.start()


def test_migrate_says_which_shape_the_store_has(hub: HubProcess) -> None:
    done = tereze_hub(hub, "migrate")

    assert done == (0, {"ok": True, "version": HEAD})


def test_without_arguments_it_is_a_training_hub_on_its_own_store(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "hub"],
        cwd=ROOT,
        env={"XDG_DATA_HOME": str(tmp_path), "PATH": ""},
        stdout=subprocess.PIPE,
    ) as hub:
        assert hub.stdout is not None
        said = json.loads(hub.stdout.readline())
        hub.terminate()

        assert said["listening"].startswith("http://127.0.0.1:")
        assert len(said["training_token"]) > 40
        assert hub.wait(timeout=10) == 0
    assert (tmp_path / "tereze-hub-training" / "hub.db").is_file()
