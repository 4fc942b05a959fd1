"""A store restored from a copy gives no number until a supervisor says so."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from operator_app.bootstrap import open_profile
from operator_app.cli.main import main
from operator_app.domain.applications import ApplicationId
from operator_app.errors import OperatorAppError
from operator_app.gateways.clocks import StandingClock
from operator_app.usecases.open_draft import OpenDraft, OpenDraftHandler
from tests.journeys.conftest import Center

DAY = datetime(2018, 2, 6, 6, 0, tzinfo=UTC)


def open_one(center: Center, folder: Path, case: str) -> str:
    with open_profile(folder, training=True) as profile:
        handler = OpenDraftHandler(profile.units, StandingClock(DAY), center.law.catalogue)
        return handler(
            OpenDraft(
                application_id=ApplicationId(case),
                access_code="CODE",
                region="almaty",
                center="002",
                window=7,
                operator="А. Ахметова",
                service="guardianship_certificate",
                language="kk",
            )
        ).number


def test_numbers_wait_after_a_restore_until_they_are_confirmed(
    center: Center, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile, copy = tmp_path / "profile", tmp_path / "backup.tar"
    first = open_one(center, profile, "0190f3a0-0000-7000-8000-00000000000a")
    assert main(["store", "backup", str(copy), "--profile", str(profile)]) == 0
    assert main(["store", "restore", str(copy), "--profile", str(profile)]) == 0

    with pytest.raises(OperatorAppError) as waiting:
        open_one(center, profile, "0190f3a0-0000-7000-8000-00000000000b")
    assert waiting.value.code == "store.numbers_wait_after_restore"

    capsys.readouterr()
    assert main(["store", "confirm", "--by", "Супервайзер", "--profile", str(profile)]) == 0
    assert json.loads(capsys.readouterr().out)["numbers_confirmed"]
    assert open_one(center, profile, "0190f3a0-0000-7000-8000-00000000000b") != first
    assert main(["audit", "verify", "--profile", str(profile)]) == 0
