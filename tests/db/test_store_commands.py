"""The commands that look after a profile: JSON out, coded refusals, nothing made by looking."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from operator_app.bootstrap import open_profile
from operator_app.cli.main import main
from tests.db.builders import AT, an_application


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """A training profile with one case."""
    folder = tmp_path / "profile"
    with open_profile(folder, training=True) as opened, opened.units() as unit:
        application = an_application()
        unit.applications.add(application)
        unit.audit.record(actor="a", action="b", entity=application.id, at=AT, details={})
        unit.commit()
    return folder


def said(capsys: pytest.CaptureFixture[str], *command: str) -> dict[str, object]:
    assert main(command) == 0
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


def test_a_profile_goes_into_a_file_and_comes_back_elsewhere(
    profile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, new = str(tmp_path / "backup.tar"), str(tmp_path / "new")

    written = said(capsys, "store", "backup", file, "--profile", str(profile))
    restored = said(capsys, "store", "restore", file, "--profile", new)
    checked = said(capsys, "store", "check", "--profile", new)

    assert (written["epoch"], restored["epoch"]) == (1, 2)
    assert (checked["ok"], checked["applications"]) == (True, 1)
    assert said(capsys, "audit", "verify", "--profile", new)["entries"] == 2


def test_a_broken_chain_is_told_and_coded(
    profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_profile(profile) as opened, opened.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE audit SET actor = 'somebody else'")

    assert main(("audit", "verify", "--profile", str(profile))) == 2
    out, err = capsys.readouterr()
    assert json.loads(out)["broken"] == {"seq": 1, "why": "hash"}
    assert err.startswith("audit.broken")
    assert main(("store", "check", "--profile", str(profile))) == 1


@pytest.mark.parametrize(
    "command", [("store", "check"), ("store", "backup", "x.tar"), ("audit", "verify")]
)
def test_looking_into_an_empty_folder_makes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    assert main((*command, "--profile", str(tmp_path / "nobody"))) == 2
    assert capsys.readouterr().err.startswith("store.no_profile")
    assert list(tmp_path.iterdir()) == []


def test_a_backup_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(("store", "restore", str(tmp_path / "no.tar"), "--profile", str(tmp_path))) == 2
    assert capsys.readouterr().err.startswith("store.backup_missing")
