"""A window of a real center: nothing goes to the hub until its code was typed, then all of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from db.queries.case_story import SqlCaseStory
from hub.store.tables import cases
from operator_app.bootstrap import hub_token, open_profile
from operator_app.bootstrap.desk import Desk
from operator_app.bootstrap.sync_page import connect_window
from operator_app.domain.operators import NotAllowed, Page
from operator_app.gateways.hub_http import HttpHub
from operator_app.sync.lanes import Trouble
from operator_app.wire.refusals import CodeWrong, NotSignedIn
from tests.db.builders import AT, DEVICE
from tests.support.hub_process import HubProcess
from tests.support.project_files import ROOT
from tests.support.sync_window import SyncWindow, until


def invited(hub: HubProcess) -> str:
    """What the administrator of the hub gives out, beside the running hub."""
    command = [sys.executable, "-m", "hub", "device", "invite", "--center", "002", "--window", "7"]
    done = subprocess.run(
        [*command, "--training", "--data", str(hub.data)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return str(json.loads(done.stdout)["code"])


def test_a_window_goes_to_work_by_a_code_that_is_good_once(tmp_path: Path) -> None:
    with (
        HubProcess(tmp_path / "hub") as hub,
        SyncWindow(tmp_path / "window", hub.url, token=f"token of {DEVICE}") as window,
    ):
        code = invited(hub)
        saved = window.save(b"page")
        window.start()
        until(lambda: window.engine.line().trouble is Trouble.NOT_SIGNED_IN)
        with pytest.raises(CodeWrong):
            window.http.enrol(window.store.enrolment(f"{code}x"))
        kept = not window.empty()

        window.http.enrol(window.store.enrolment(code))
        window.engine.wake()
        until(window.empty)
        until(lambda: window.engine.line().online)
        with (
            SyncWindow(tmp_path / "another", hub.url, device="another") as another,
            pytest.raises(CodeWrong),
        ):
            another.http.enrol(another.store.enrolment(code))

        assert kept
        assert [row.entity for row in hub.rows(cases)] == [saved.id]


def test_the_page_connects_the_window_at_which_somebody_sits(tmp_path: Path) -> None:
    with (
        HubProcess(tmp_path / "hub") as hub,
        open_profile(tmp_path / "window", training=True) as profile,
        HttpHub(hub.url, hub_token(tmp_path / "window", training=True), training=True) as http,
    ):
        desk = SimpleNamespace(
            session=object(),
            opens=lambda page: page is Page.SYNC,
            actor=lambda: "Ахметова А. Б.",
            seat=lambda: SimpleNamespace(center="002", window=7),
            room=SimpleNamespace(
                profile=profile,
                workplace=SimpleNamespace(outside=SimpleNamespace(hub=http)),
                sync=None,
                now=lambda: AT,
            ),
        )
        stranger = SimpleNamespace(**{**vars(desk), "session": None})
        with pytest.raises(NotAllowed):
            connect_window(cast("Desk", stranger), invited(hub))
        with pytest.raises(NotSignedIn):
            http.clock_marks(profile.store.device)
        connect_window(cast("Desk", desk), invited(hub))
        story = SqlCaseStory(profile.store.reader)(profile.store.device)

        assert http.clock_marks(profile.store.device).marked == 0
        assert [(line.code, line.details) for line in story] == [
            ("sync.enrolled", {"center": "002", "window": 7})
        ]
