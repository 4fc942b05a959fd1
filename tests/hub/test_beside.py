"""An administrator's commands beside a hub that runs, and on the store of one that was killed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from hub.store.opening import HEAD, open_reader
from hub.store.tables import marks
from operator_app.adapters.keys import training_key
from operator_app.wire.push import PushOutcome
from tests.support.envelopes import Device, a_blob
from tests.support.hub_process import HubProcess
from tests.support.project_files import ROOT

KEPT = Path(__file__).parent / "kept" / "0001.db"
KEY = bytes(range(32))


def tereze_hub(data: Path, *arguments: str) -> tuple[int, object]:
    done = subprocess.run(
        [sys.executable, "-m", "hub", *arguments, "--training", "--data", str(data)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, json.loads(done.stdout) if done.stdout else done.stderr.strip()


def stream_id(hub: HubProcess) -> list[str]:
    return [row.value for row in hub.rows(marks) if row.name == "stream_id"]


@pytest.mark.parametrize(
    "command",
    [
        ("check",),
        ("backup", "hub.backup"),
        ("device", "list"),
        ("device", "invite", "--center", "002", "--window", "7"),
        ("migrate",),
    ],
    ids=" ".join,
)
def test_a_command_on_the_store_of_a_killed_hub_takes_no_journal_away(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    """Without it the hub would believe that it has forgotten something, and all begin again."""
    with HubProcess(tmp_path / "hub") as hub:
        line = Device().says()
        hub.http.push([line])
        before = stream_id(hub)
        hub.kill()
        named = [str(tmp_path / word) if word.endswith(".backup") else word for word in command]
        code, _ = tereze_hub(hub.data, *named)
        hub.start()
        after = stream_id(hub)

        assert code == 0
        assert after == before
        assert "journal" not in hub.log()
        assert hub.http.push([line]).results[0].result is PushOutcome.DUPLICATE


def test_a_journal_that_is_gone_is_still_noticed_after_a_check(tmp_path: Path) -> None:
    with HubProcess(tmp_path / "hub") as hub:
        hub.http.push([Device().says()])
        before = stream_id(hub)
        hub.kill()
        for name in ("hub.db-wal", "hub.db-shm"):
            (hub.data / name).unlink()
        tereze_hub(hub.data, "check")
        tereze_hub(hub.data, "device", "list")
        hub.start()

        assert stream_id(hub) != before


def test_a_busy_hub_is_checked_and_copied_and_harmed_by_neither(tmp_path: Path) -> None:
    device, stop, fates = Device(), threading.Event(), list[PushOutcome]()
    with HubProcess(tmp_path / "hub") as hub:

        def push() -> None:
            while not stop.is_set():
                page = f"page {device.dseq}".encode()
                blob = a_blob(page)
                hub.http.put_blob(blob.sha256, page)
                answer = hub.http.push([device.says(blobs=(blob,)), device.says()])
                fates.extend(each.result for each in answer.results)

        pushing = threading.Thread(target=push)
        pushing.start()
        try:
            checked = [tereze_hub(hub.data, "check") for _ in range(3)]
            copied = tereze_hub(hub.data, "backup", str(tmp_path / "hub.backup"))
        finally:
            stop.set()
            pushing.join()
        at_the_end = tereze_hub(hub.data, "check")
        other = tmp_path / "other"
        other.mkdir()
        shutil.copy(hub.data / "TRAINING-hub.key", other)
        shutil.copytree(hub.data / "blobs", other / "blobs")
        restored = tereze_hub(other, "restore", str(tmp_path / "hub.backup"))
        sound = tereze_hub(other, "check")

    whole = (0, {"ok": True, "faults": []})
    assert set(fates) == {PushOutcome.APPLIED}
    assert checked == [whole] * 3
    assert copied[0] == restored[0] == 0
    assert at_the_end == sound == whole


@pytest.mark.parametrize("command", [("check",), ("backup", "hub.backup")], ids=" ".join)
def test_an_older_store_is_refused_and_stays_as_it_is(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    """An older hub may be running on it: only ``migrate`` and ``serve`` change a store."""
    data = tmp_path / "hub"
    data.mkdir()
    shutil.copy(KEPT, data / "hub.db")
    (data / "TRAINING-hub.key").write_bytes(
        b"TEREZE TRAINING KEY: NOT FOR CASES OF REAL PEOPLE\n" + KEY.hex().encode() + b"\n"
    )
    named = [str(tmp_path / word) if word.endswith(".backup") else word for word in command]
    refused = tereze_hub(data, *named)
    kept = open_reader(data / "hub.db", training_key(data, "hub"))
    with kept.connect() as connection:
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    kept.dispose()

    assert (refused[0], str(refused[1]).partition(":")[0]) == (2, "hub.store_older")
    assert version == "0001" != HEAD
    assert not (tmp_path / "hub.backup").exists()
