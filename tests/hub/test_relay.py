"""A center's hub hands on word for word what its windows say, and brings decisions back."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub.store.tables import blobs, cases, inbox
from operator_app.domain.applications import State
from operator_app.wire.cases import CaseworkStep, HubState
from tests.db.builders import AT
from tests.support.hub_process import TOKEN, HubProcess
from tests.support.sync_window import SyncWindow, a_free_port, until


def test_everything_reaches_the_provider_and_its_decision_the_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEREZE_HUB_UPSTREAM_TOKEN", TOKEN)
    port = a_free_port()
    with (
        HubProcess(tmp_path / "above", options=("--listen", f"127.0.0.1:{port}")) as above,
        HubProcess(tmp_path / "center", options=("--upstream", above.url)) as center,
        SyncWindow(tmp_path / "window", center.url) as window,
    ):
        center.http.enrol(window.store.enrolment(TOKEN))
        window.start()
        first = window.save(b"page 1", b"page 2" * 200_000)
        until(lambda: len(above.rows(blobs)) == 2 and len(above.rows(cases)) == 1)
        above.kill()
        second = window.save(b"page 3")
        until(window.empty)
        above.start()
        until(lambda: len(above.rows(blobs)) == 3 and len(above.rows(cases)) == 2)

        until(lambda: above.http.case(second.id).state is HubState.ACCEPTED)
        assert [row.line for row in above.rows(inbox)] == [row.line for row in center.rows(inbox)]

        step = CaseworkStep(
            step=HubState.REGISTERED, at=AT, actor="provider", official_number="01-17/1"
        )
        above.http.casework(first.id, step)
        until(lambda: window.case(first).state is State.REGISTERED)

        assert window.case(first).official_number == "01-17/1"
