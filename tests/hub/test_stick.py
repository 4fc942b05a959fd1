"""What a window could not send is brought to the hub by hand, once or twice, by anybody."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from hub.store.tables import blobs, inbox
from operator_app.sync.stick import ExportOutbox, NoSealingKey, learn_sealing_key
from tests.db.builders import AT
from tests.support.hub_process import TOKEN, HubProcess
from tests.support.project_files import ROOT
from tests.support.sync_window import SyncWindow

PAGES = (b"page 1", b"page 2" * 50_000)


def take_in(data: Path, stick: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hub", "import", "--training", "--data", str(data), str(stick)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Three cases, written while there was no line; the hub is known from before."""
    with (
        HubProcess(tmp_path / "hub") as hub,
        SyncWindow(tmp_path / "window", hub.url) as window,
    ):
        hub.http.enrol(window.store.enrolment(TOKEN))
        learn_sealing_key(window.store.units, hub.http)
        hub.kill()
        for _ in range(3):
            window.save(*PAGES)
        export = ExportOutbox(
            window.store.units, window.blobs, window.store.device_key.sign, lambda: AT
        )
        carried = export(tmp_path / "stick.bin", actor="А. Ахметова")

        assert (carried.messages, carried.scans, carried.unreadable) == (3, 2, 0)
    return tmp_path / "stick.bin"


def test_a_stick_brings_everything_and_a_second_time_changes_nothing(
    tmp_path: Path, stick: Path
) -> None:
    content = stick.read_bytes()
    stick.write_bytes(content[:400] + bytes([content[400] ^ 1]) + content[401:])
    changed = take_in(tmp_path / "hub", stick)
    stick.write_bytes(content)
    first = take_in(tmp_path / "hub", stick)
    second = take_in(tmp_path / "hub", stick)

    assert b"page" not in content
    assert b"guardianship" not in content
    assert (changed.returncode, changed.stdout) == (2, "")
    assert "sync.stick_damaged" in changed.stderr
    assert json.loads(first.stdout) == {"ok": True, "applied": 3, "scans_new": 2}
    assert json.loads(second.stdout) == {"ok": True, "duplicate": 3, "scans_known": 2}
    with (
        HubProcess(tmp_path / "hub") as hub,
        SyncWindow(tmp_path / "window", hub.url) as window,
    ):
        assert len(hub.rows(inbox)) == 3
        assert len(hub.rows(blobs)) == 2
        assert window.push().acknowledged == 3
        assert window.empty()
        assert len(hub.rows(inbox)) == 3


def test_a_window_that_never_met_its_hub_cannot_seal_anything_to_it(tmp_path: Path) -> None:
    with SyncWindow(tmp_path / "window", "http://127.0.0.1:9/") as window:
        export = ExportOutbox(
            window.store.units, window.blobs, window.store.device_key.sign, lambda: AT
        )
        with pytest.raises(NoSealingKey):
            export(tmp_path / "stick.bin", actor="А. Ахметова")

    assert not (tmp_path / "stick.bin").exists()
