"""What the hub does when too much is asked of it, when it stops, and what it writes of it all."""

from __future__ import annotations

import json
import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from hub.api.attendance import Attendance
from hub.api.bodies import unpack
from hub.settings import MOST_AT_ONCE, MOST_OF_ONE_CALLER
from operator_app.wire.refusals import (
    HubBusy,
    HubStopping,
    RequestBroken,
    RequestTooBig,
    TooManyAtOnce,
)
from tests.support.envelopes import Device, a_blob
from tests.support.hub_process import TOKEN, HubProcess

CANARY = {"iin": "900101300017", "surname": "КАНАРЕЙКИНА", "phone": "+77010000017"}
HEADERS = {"Authorization": f"Bearer {TOKEN}"}
PACKER = zstandard.ZstdCompressor()
MEGABYTE = 1024 * 1024


@given(st.binary(max_size=5000))
def test_what_was_packed_is_unpacked(content: bytes) -> None:
    assert unpack(PACKER.compress(content), 5000) == content


@pytest.mark.parametrize("said", [True, False], ids=["says its size", "does not say"])
def test_a_bomb_is_refused_before_it_has_grown(said: bool) -> None:
    bomb = zstandard.ZstdCompressor(write_content_size=said).compress(bytes(512 * MEGABYTE))
    assert len(bomb) < MEGABYTE

    with pytest.raises(RequestTooBig):
        unpack(bomb, 4 * MEGABYTE)


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"not zstd",
        PACKER.compress(b"cut")[:-2],
        PACKER.compress(b"one") + PACKER.compress(b"two"),
        PACKER.compress(b"x" * 1000) + b"after",
    ],
)
def test_what_is_not_one_whole_frame_is_refused(packed: bytes) -> None:
    with pytest.raises(RequestBroken):
        unpack(packed, 5000)


def test_there_is_room_for_so_many_and_no_more() -> None:
    attendance = Attendance()
    with ExitStack() as others:
        for number in range(MOST_AT_ONCE):
            others.enter_context(attendance.taken("calls", str(number).encode()))

        with pytest.raises(HubBusy), attendance.taken("calls", b"late"):
            pass
        with attendance.taken("scans", b"late"):
            assert attendance.under_way() == MOST_AT_ONCE + 1
        attendance.close()
        with pytest.raises(HubStopping), attendance.taken("scans", b"late"):
            pass
    assert attendance.under_way() == 0


def test_one_caller_cannot_take_all_the_room() -> None:
    attendance = Attendance()
    with ExitStack() as greed:
        for _ in range(MOST_OF_ONE_CALLER):
            greed.enter_context(attendance.taken("calls", b"greedy"))

        with pytest.raises(TooManyAtOnce), attendance.taken("calls", b"greedy"):
            pass
        with attendance.taken("calls", b"modest"):
            pass


SCAN = bytes(1000)
NAME = a_blob(SCAN).sha256


def half_sent(hub: HubProcess) -> socket.socket:
    """A scan of which the hub has begun to read the first half."""
    address = urlsplit(hub.url)
    line = socket.create_connection((address.hostname or "", address.port or 0))
    head = (
        f"PUT /v1/blobs/{NAME} HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {TOKEN}\r\n"
        f"Content-Length: {len(SCAN)}\r\nExpect: 100-continue\r\n\r\n"
    )
    line.sendall(head.encode())
    assert b" 100 " in line.recv(4096)
    line.sendall(SCAN[:500])
    return line


def until(status: int, url: str) -> httpx.Response:
    """Asks until it is answered so: a signal, or a socket, is noticed in its own time."""
    for _ in range(1000):
        answer = httpx.get(url, headers=HEADERS)
        if answer.status_code == status:
            return answer
    raise AssertionError(status)


def test_a_hub_told_to_stop_ends_what_it_took_and_refuses_what_is_new(
    one_hub: HubProcess,
) -> None:
    with half_sent(one_hub) as line:
        one_hub.process.send_signal(signal.SIGTERM)
        refused = until(503, f"{one_hub.url}/v1/health")
        line.sendall(SCAN[500:])
        answered = line.recv(4096)

        assert one_hub.process.wait(timeout=10) == 0
    one_hub.end()
    assert (refused.json()["code"], refused.headers["Retry-After"]) == ("hub.stopping", "1")
    assert answered.startswith(b"HTTP/1.1 201")
    one_hub.start()
    assert one_hub.http.missing_blobs([NAME]) == ()


def test_a_caller_who_wants_too_much_at_once_is_told_to_wait(one_hub: HubProcess) -> None:
    address = urlsplit(one_hub.url)
    head = (
        f"POST /v1/push HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {TOKEN}\r\n"
        "Content-Length: 10\r\n\r\n"
    )
    with ExitStack() as lines:
        for _ in range(MOST_OF_ONE_CALLER):
            line = socket.create_connection((address.hostname or "", address.port or 0))
            lines.enter_context(line).sendall(head.encode())
        refused = until(429, f"{one_hub.url}/metrics")

        assert refused.json()["code"] == "hub.too_many_at_once"
        assert refused.headers["Retry-After"] == "1"
        assert httpx.get(f"{one_hub.url}/v1/health").status_code == 200


def test_a_packed_push_is_taken_and_a_packed_bomb_is_not(one_hub: HubProcess) -> None:
    headers = {**HEADERS, "Content-Encoding": "zstd"}
    url = f"{one_hub.url}/v1/push"
    line = Device().says()

    taken = httpx.post(url, content=PACKER.compress(line), headers=headers)
    bomb = httpx.post(url, content=PACKER.compress(bytes(64 * MEGABYTE)), headers=headers)
    other = httpx.post(url, content=line, headers={**HEADERS, "Content-Encoding": "br"})

    assert taken.json()["results"][0]["result"] == "applied"
    assert (bomb.status_code, bomb.json()["code"]) == (413, "hub.too_big")
    assert (other.status_code, other.json()["details"]) == (400, {"reason": "content-encoding"})


def test_figures_tell_how_much_and_never_of_whom(hub: HubProcess) -> None:
    hub.http.push([Device().says(body={**CANARY})])
    page = httpx.get(f"{hub.url}/metrics", headers=HEADERS)
    stranger = httpx.get(f"{hub.url}/metrics")

    samples = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(page.text)
        for sample in family.samples
    }
    assert samples["tereze_hub_answers_total", "/v1/push", "POST", "200"] == 1
    assert samples["tereze_hub_under_way", "calls"] == 1
    assert ("tereze_hub_stream_seq", "cases") in samples
    assert sum(v for k, v in samples.items() if k[0] == "tereze_hub_envelopes_total") == 1
    assert not [value for value in CANARY.values() if value in page.text]
    assert stranger.status_code == 401


def test_no_log_names_the_canary_whatever_goes_wrong(hub: HubProcess) -> None:
    device = Device()
    said = device.says(body={**CANARY})
    hub.http.push([said, said.replace(b"case.submit", b"case.unknown"), device.says()])
    for path in ("registries/person", "casework/0190d2b4-0000-7000-8000-00000000000a", "push"):
        httpx.post(f"{hub.url}/v1/{path}", json=CANARY, headers=HEADERS)
    httpx.get(f"{hub.url}/v1/cases/{CANARY['surname']}", headers=HEADERS)
    httpx.get(f"{hub.url}/{CANARY['iin']}", headers={"Authorization": CANARY["phone"]})
    hub.end()

    lines = [json.loads(line) for line in hub.log().splitlines()]
    assert len(lines) >= 6
    assert {"at", "level", "logger", "message"} <= set(lines[0])
    assert not [value for value in CANARY.values() if value in hub.log()]


@pytest.fixture
def one_hub(tmp_path: Path) -> Iterator[HubProcess]:
    """For what has nothing to do with the database."""
    with HubProcess(tmp_path / "hub") as process:
        yield process
