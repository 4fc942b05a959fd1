"""The engine at a real hub: by itself, whatever happens to the hub; nothing is lost or doubled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.store.tables import blobs, cases, inbox
from operator_app.domain.applications import State
from operator_app.gateways.hub_http import HubUnreachable
from operator_app.sync.engine import Engine
from operator_app.sync.lanes import Trouble
from operator_app.sync.turns import Turn
from operator_app.wire.cases import CaseworkStep, HubState
from tests.db.builders import AT
from tests.support.hub_process import TOKEN, HubProcess
from tests.support.sync_window import SETTLES_S, SyncWindow, a_free_port, until

BIG = bytes(range(256)) * 4000
"""About a megabyte: goes in several pieces."""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[tuple[HubProcess, SyncWindow]]:
    port = a_free_port()
    options = ("--listen", f"127.0.0.1:{port}")
    with (
        HubProcess(tmp_path / "hub", options=options) as hub,
        SyncWindow(tmp_path / "window", hub.url) as window,
    ):
        hub.http.enrol(window.store.enrolment(TOKEN))
        yield hub, window


def test_what_is_saved_arrives_by_itself(place: tuple[HubProcess, SyncWindow]) -> None:
    hub, window = place
    window.start()
    case = window.save(b"page 1", BIG)
    until(window.empty)

    assert [row.entity for row in hub.rows(cases)] == [case.id]
    assert len(hub.rows(blobs)) == 2
    assert window.engine.line().online
    assert window.case(case).hub_seq is not None


def test_a_hub_that_was_killed_and_started_again_is_found_with_no_click(
    place: tuple[HubProcess, SyncWindow],
) -> None:
    hub, window = place
    window.start()
    window.save(b"before")
    until(window.empty)
    hub.kill()
    saved = [window.save(f"page {number}".encode()) for number in range(5)]
    until(lambda: window.engine.line().trouble is Trouble.OFFLINE)
    hub.start()
    took_s = until(window.empty)

    assert took_s < SETTLES_S
    assert {case.id for case in saved} <= {row.entity for row in hub.rows(cases)}
    assert len(hub.rows(inbox)) == len({row.entity for row in hub.rows(inbox)}) == 6


def test_what_the_provider_does_comes_in_by_itself(place: tuple[HubProcess, SyncWindow]) -> None:
    hub, window = place
    window.start()
    case = window.save(b"page")
    until(window.empty)
    until(lambda: hub.http.case(case.id).state is HubState.ACCEPTED)
    hub.http.casework(
        case.id,
        CaseworkStep(step=HubState.REGISTERED, at=AT, actor="provider", official_number="01-17/1"),
    )
    until(lambda: window.case(case).state is State.REGISTERED)

    assert window.case(case).official_number == "01-17/1"
    assert case.id in window.engine.changed_cases()


def test_closing_does_not_wait_for_a_question_that_the_hub_holds(
    place: tuple[HubProcess, SyncWindow],
) -> None:
    _, window = place
    window.start()
    window.save(b"page")
    until(window.empty)
    window.engine.close()

    assert not window.push.gate.is_open


def test_what_is_done_besides_runs_by_itself_and_its_trouble_holds_up_nothing(
    place: tuple[HubProcess, SyncWindow],
) -> None:
    hub, window = place
    asked: list[int] = []

    def silent() -> Turn:
        asked.append(len(asked))
        raise HubUnreachable(reason="HTTP 503", status=503)

    engine = Engine(window.push, window.pull, window.http, lambda: 0.5, besides=(silent,))
    case = window.save(b"page")
    engine.start()
    until(window.empty)
    until(lambda: bool(asked))
    online = engine.line().online
    engine.close()

    assert online
    assert [row.entity for row in hub.rows(cases)] == [case.id]
