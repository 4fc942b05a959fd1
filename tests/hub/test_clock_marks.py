"""A window learns which of its messages the hub has marked for a wrong clock, and shows it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from db.queries.sync_state import SqlStateOfSync
from operator_app.gateways.hub_http import HttpHub
from operator_app.wire.clock_marks import ClockMarks
from operator_app.wire.refusals import RoleMissing
from tests.support.envelopes import DEVICE, Device
from tests.support.hub_process import TOKEN, HubProcess
from tests.support.sync_window import SyncWindow


def push_at(hub: HubProcess, token: str, clock: datetime, *lines: bytes) -> None:
    headers = {"Authorization": f"Bearer {token}", "Tereze-Time": clock.isoformat()}
    answer = httpx.post(f"{hub.url}/v1/push", content=b"\n".join(lines), headers=headers)
    assert {each["result"] for each in answer.json()["results"]} == {"applied"}


def test_marks_are_counted_for_the_window_itself_and_nobody_else(hub: HubProcess) -> None:
    seven = Device()
    wrong = datetime.now(UTC) - timedelta(minutes=6)
    push_at(hub, seven.token, wrong, seven.says(), seven.says())
    push_at(hub, seven.token, datetime.now(UTC), seven.says())

    with HttpHub(hub.url, seven.token, training=True) as own:
        told = own.clock_marks(DEVICE)
        with pytest.raises(RoleMissing):
            own.clock_marks("002-08")

    assert told.marked == 2
    assert told.last_at is not None
    assert datetime.now(UTC) - told.last_at < timedelta(minutes=1)
    assert hub.http.clock_marks("002-08") == ClockMarks(marked=0)


def test_the_page_of_the_connection_is_given_what_the_hub_has_marked(tmp_path: Path) -> None:
    with (
        HubProcess(tmp_path / "hub") as hub,
        SyncWindow(tmp_path / "window", hub.url) as window,
    ):
        hub.http.enrol(window.store.enrolment(TOKEN))
        counts = SqlStateOfSync(window.store.engine)
        window.save()
        with window.store.units() as unit:
            [message] = unit.outbox.pending(1)
        ahead = datetime.now(UTC) + timedelta(minutes=7)
        push_at(hub, f"token of {window.store.device}", ahead, message.line)
        before = counts()
        window.pull()
        after = counts()

    assert (before.clock_marked, before.clock_marked_at) == (0, None)
    assert after.clock_marked == 1
    assert after.clock_marked_at is not None
