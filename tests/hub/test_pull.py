"""A stream as those see it who follow it: in order, in pages, their own only, and no other's."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from hub.access import Caller
from hub.pull import Pull, Pulls
from hub.store.streams import Stream
from operator_app.gateways.hub_http import HttpHub
from operator_app.wire.catalogue import CATALOGUE_EDITION, CATALOGUE_PROPOSE
from operator_app.wire.devices import Role
from operator_app.wire.manifests import MANIFEST_OPEN, MANIFEST_PUT
from operator_app.wire.refusals import OtherStream
from operator_app.wire.supervision import (
    DAY_CLOSED,
    QUESTIONNAIRE_ANSWERED,
    REVIEW_DECIDED,
    REVIEW_MARKED,
)
from tests.support.envelopes import Device
from tests.support.hub_desk import HubDesk
from tests.support.hub_process import TOKEN, HubProcess

OTHER = Device("002-08", 8)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubProcess]:
    folder: Path = tmp_path_factory.mktemp("hub")
    with HubProcess(folder) as process:
        process.http.enrol(OTHER.enrolment(TOKEN))
        process.http.push([OTHER.says(case=number) for number in range(1, 6)])
        yield process


def test_pages_follow_each_other_in_order_and_the_end_is_said(hub: HubProcess) -> None:
    first = hub.http.pull("cases", "", 0, limit=3, wait_s=0)
    second = hub.http.pull("cases", first.stream_id, first.next, limit=100, wait_s=0)

    assert [row.seq for row in first.rows] == [1, 2, 3]
    assert (first.more, second.more) == (True, False)
    assert [row.seq for row in second.rows] == list(range(4, 4 + len(second.rows)))
    assert all(row.line for row in first.rows)


def test_a_window_is_told_of_its_own_cases_only(hub: HubProcess) -> None:
    with (
        HttpHub(hub.url, OTHER.token, training=True) as other,
        HttpHub(hub.url, Device().token, training=True) as stranger,
    ):
        assert len(other.pull("cases", "", 0, limit=100, wait_s=0).rows) >= 5

        nothing = stranger.pull("cases", "", 0, limit=100, wait_s=0)
        assert nothing.rows == ()
        assert nothing.next >= 5


@pytest.mark.parametrize(("stream_id", "after"), [("another", 0), ("", 10**9)])
def test_a_place_in_another_stream_is_refused(hub: HubProcess, stream_id: str, after: int) -> None:
    with pytest.raises(OtherStream):
        hub.http.pull("cases", stream_id, after, limit=100, wait_s=0)


@pytest.mark.parametrize(
    "query",
    [
        "stream=people",
        "stream=cases&after=-1",
        "stream=cases&after=1' OR 1",
        "stream=cases&wait=99",
    ],
)
def test_a_question_that_is_none_is_refused(hub: HubProcess, query: str) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    answer = httpx.get(f"{hub.url}/v1/pull?{query}", headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (400, "hub.request_broken")


def test_a_held_question_is_answered_as_soon_as_there_is_news(hub: HubProcess) -> None:
    here = hub.http.pull("cases", "", 0, limit=100, wait_s=0)
    said = OTHER.says(case=77)
    timer = threading.Timer(0.3, lambda: hub.http.push([said]))
    began = time.monotonic()
    timer.start()
    with HttpHub(hub.url, TOKEN, training=True) as follower:
        news = follower.pull("cases", here.stream_id, here.next, limit=100, wait_s=8)
    timer.join()

    assert [row.line for row in news.rows] == [said.decode("utf-8")]
    assert time.monotonic() - began < 8


@pytest.mark.parametrize(
    ("center", "kinds"),
    [
        ("009", (MANIFEST_OPEN, MANIFEST_PUT)),
        ("011", (CATALOGUE_PROPOSE, CATALOGUE_EDITION)),
        ("013", (DAY_CLOSED, REVIEW_MARKED, REVIEW_DECIDED, QUESTIONNAIRE_ANSWERED)),
    ],
)
def test_what_a_center_is_told_goes_to_every_window_of_it_and_to_no_other(
    hub: HubProcess, center: str, kinds: tuple[str, ...]
) -> None:
    here, beside, far = (Device(f"{center}-{place}", int(center) + place) for place in (21, 42, 63))
    for device, at in ((here, center), (beside, center), (far, f"1{center}")):
        hub.http.enrol(device.enrolment(TOKEN, center=at))
    case = 500 + 10 * int(center)
    said = [here.says(type=kind, case=case) for kind in kinds]
    hub.http.push([*said, here.says(case=case + 1)])
    with (
        HttpHub(hub.url, beside.token, training=True) as neighbour,
        HttpHub(hub.url, far.token, training=True) as stranger,
    ):
        told = neighbour.pull("cases", "", 0, limit=500, wait_s=0).rows
        nothing = stranger.pull("cases", "", 0, limit=500, wait_s=0).rows

    assert [row.line for row in told] == [line.decode("utf-8") for line in said]
    assert nothing == ()


def test_places_at_which_nothing_is_told_are_passed_over(
    tmp_path: Path, hub_database: str | None
) -> None:
    desk = HubDesk(tmp_path / "desk", hub_database)
    device = Device()
    desk.know(device)
    desk.push([device.says(case=1)])
    with desk.ledger.writing() as pages:
        pages.streams.next_seqs(Stream.CASES, 25)
    desk.push([device.says(case=2)])
    seen: list[int] = []
    after, more = 0, True
    while more:
        asked = Pull(
            caller=Caller(role=Role.PROVIDER),
            stream=Stream.CASES,
            stream_id="",
            after=after,
            limit=10,
            wait_s=0,
        )
        answer = asyncio.run(Pulls(desk.ledger).pull(asked))
        seen += [row.seq for row in answer.rows]
        after, more = answer.next, answer.more

    desk.close()
    assert seen == [1, 27]
