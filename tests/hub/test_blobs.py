"""Scans on their way to a real hub: in parts, broken off, by two at once, and damaged."""

from __future__ import annotations

import hashlib
import random
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import obstore
import pytest
from obstore.store import LocalStore, MemoryStore

from hub.scans.shelves import ScansAddressWrong, Shelf, bucket_shelf, folder_shelf
from hub.store.tables import uploads
from operator_app.adapters.sealed_files import BlobDamaged, BlobMissing, BlobUnwritable
from operator_app.adapters.seals import Seal
from tests.support.hub_process import TOKEN, HubProcess

SCAN = random.Random(7).randbytes(300_000)
NAME = hashlib.sha256(SCAN).hexdigest()
SEAL = Seal(bytes(range(32)))


class Uploader:
    """What a window does on the wire, one step at a time."""

    def __init__(self, hub: HubProcess, name: str = NAME) -> None:
        self._url = f"{hub.url}/v1/blobs/{name}"
        self._headers = {"Authorization": f"Bearer {TOKEN}"}

    def patch(self, offset: int, content: bytes, *, last: bool = False) -> httpx.Response:
        headers = {"Upload-Offset": str(offset), "Upload-Complete": "?1" if last else "?0"}
        return httpx.patch(self._url, content=content, headers={**self._headers, **headers})

    def head(self) -> tuple[int, str, str]:
        answer = httpx.head(self._url, headers=self._headers)
        return (
            answer.status_code,
            answer.headers["Upload-Offset"],
            answer.headers["Upload-Complete"],
        )

    def missing(self, hub: HubProcess) -> object:
        asked = {"sha256": [self._url[-64:]]}
        url = f"{hub.url}/v1/blobs/missing"
        return httpx.post(url, json=asked, headers=self._headers).json()


def files(hub: HubProcess) -> list[Path]:
    return [
        each
        for folder in ("blobs", "uploads")
        for each in (hub.data / folder).rglob("*")
        if each.is_file()
    ]


def test_a_scan_in_parts_goes_on_where_it_stopped_even_after_a_kill(hub: HubProcess) -> None:
    uploader = Uploader(hub)
    nothing = uploader.head()
    first = uploader.patch(0, SCAN[:100_000])
    hub.kill()
    hub.start()
    uploader = Uploader(hub)
    between = uploader.head()
    asked = uploader.missing(hub)
    last = uploader.patch(100_000, SCAN[100_000:], last=True)

    assert nothing == (404, "0", "?0")
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "100000")
    assert between == (204, "100000", "?0")
    assert asked == {"missing": [NAME], "offsets": {NAME: 100_000}}
    assert (last.status_code, last.headers["Upload-Complete"]) == (204, "?1")
    assert uploader.head() == (200, str(len(SCAN)), "?1")
    assert uploader.missing(hub) == {"missing": [], "offsets": {}}
    assert hub.rows(uploads) == []


def test_parts_lie_encrypted_and_are_gone_once_the_scan_is_whole(hub: HubProcess) -> None:
    uploader = Uploader(hub)
    uploader.patch(0, SCAN[:1000])
    (part,) = files(hub)
    sealed = part.read_bytes()
    uploader.patch(1000, SCAN[1000:], last=True)

    assert SCAN[:100] not in sealed
    (whole,) = files(hub)
    assert whole.name == NAME


def test_whoever_starts_elsewhere_is_told_where_it_goes_on(hub: HubProcess) -> None:
    uploader = Uploader(hub)
    uploader.patch(0, SCAN[:10])

    again = uploader.patch(0, SCAN[:10])
    ahead = uploader.patch(20, SCAN[20:30])

    for answer in (again, ahead):
        assert answer.status_code == 409
        assert answer.json() == {"code": "hub.upload_elsewhere", "details": {"offset": 10}}
    assert uploader.head()[1] == "10"


def test_a_lost_answer_to_the_last_part_costs_nothing(hub: HubProcess) -> None:
    uploader = Uploader(hub)
    uploader.patch(0, SCAN)
    before = uploader.head()
    finished = uploader.patch(len(SCAN), b"", last=True)
    again = uploader.patch(len(SCAN), b"", last=True)

    assert before == (204, str(len(SCAN)), "?0")
    assert [each.headers["Upload-Complete"] for each in (finished, again)] == ["?1", "?1"]


def test_two_windows_with_the_same_scan_leave_one_whole_scan(hub: HubProcess) -> None:
    def send(step: int) -> str:
        uploader = Uploader(hub)
        for _ in range(200):
            status, offset, complete = uploader.head()
            if complete == "?1":
                return f"{status} {offset}"
            end = int(offset) + step
            uploader.patch(int(offset), SCAN[int(offset) : end], last=end >= len(SCAN))
        return "never"

    with ThreadPoolExecutor(2) as pool:
        seen = list(pool.map(send, (40_000, 70_000)))

    assert seen == [f"200 {len(SCAN)}"] * 2
    assert [file.name for file in files(hub)] == [NAME]


def test_another_hash_than_promised_discards_all_of_it(hub: HubProcess) -> None:
    uploader = Uploader(hub)
    uploader.patch(0, SCAN[:1000])
    answer = uploader.patch(1000, b"!" + SCAN[1001:], last=True)

    assert (answer.status_code, answer.json()["code"]) == (400, "hub.blob_mismatch")
    assert uploader.head() == (404, "0", "?0")
    assert files(hub) == []


def test_what_came_before_the_line_broke_is_kept(hub: HubProcess) -> None:
    address = urlsplit(hub.url)
    with socket.create_connection((address.hostname or "", address.port or 0)) as line:
        head = (
            f"PATCH /v1/blobs/{NAME} HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {TOKEN}\r\n"
            f"Upload-Offset: 0\r\nContent-Length: {len(SCAN)}\r\nExpect: 100-continue\r\n\r\n"
        )
        line.sendall(head.encode())
        assert b" 100 " in line.recv(4096)
        line.sendall(SCAN[:5000])
        line.shutdown(socket.SHUT_WR)
        while line.recv(4096):
            pass

    uploader = Uploader(hub)
    seen = [uploader.head()]
    while seen[-1][0] == 404 and len(seen) < 500:  # the hub finds out in its own time
        seen.append(uploader.head())

    assert seen[-1] == (204, "5000", "?0")


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({}, "Upload-Offset"),
        ({"Upload-Offset": "-1"}, "Upload-Offset"),
        ({"Upload-Offset": "9" * 30}, "Upload-Offset"),
        ({"Upload-Offset": "0", "Upload-Complete": "yes"}, "Upload-Complete"),
    ],
)
def test_a_part_that_does_not_say_where_it_belongs_is_refused(
    blob_hub: HubProcess, headers: dict[str, str], reason: str
) -> None:
    answer = httpx.patch(
        f"{blob_hub.url}/v1/blobs/{NAME}",
        content=b"x",
        headers={"Authorization": f"Bearer {TOKEN}", **headers},
    )

    assert (answer.status_code, answer.json()["details"]) == (400, {"reason": reason})


@pytest.mark.parametrize("name", ["..%2F..%2Fetc%2Fpasswd", "A" * 64, "'; DROP TABLE blobs; --"])
def test_a_name_that_is_no_hash_reaches_neither_files_nor_rows(
    blob_hub: HubProcess, name: str
) -> None:
    answer = httpx.put(
        f"{blob_hub.url}/v1/blobs/{name}",
        content=b"x",
        headers={"Authorization": f"Bearer {TOKEN}"},
    )

    assert answer.status_code in {400, 404}
    assert answer.json()["code"] == "hub.request_broken"


def test_a_part_past_the_limit_is_refused(blob_hub: HubProcess) -> None:
    answer = Uploader(blob_hub).patch(64 * 1024 * 1024, b"x")

    assert answer.status_code == 409


@pytest.fixture(scope="module")
def blob_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubProcess]:
    """Refuses all that these tests bring, so one is enough."""
    with HubProcess(tmp_path_factory.mktemp("hub")) as process:
        yield process


def test_a_shelf_in_memory_keeps_what_a_folder_keeps(tmp_path: Path) -> None:
    memory = MemoryStore()
    for shelf in (Shelf(memory, SEAL), folder_shelf(tmp_path, SEAL)):
        shelf.put(NAME, SCAN)
        shelf.put(NAME, SCAN)

        assert shelf.get(NAME) == SCAN
    stored = bytes(obstore.get(memory, f"{NAME[:2]}/{NAME[2:4]}/{NAME}").bytes())
    assert SCAN[:100] not in stored
    assert (tmp_path / NAME[:2] / NAME[2:4] / NAME).is_file()


def test_a_scan_that_is_gone_or_changed_is_named(tmp_path: Path) -> None:
    shelf = folder_shelf(tmp_path, SEAL)
    shelf.put(NAME, SCAN)
    file = tmp_path / NAME[:2] / NAME[2:4] / NAME
    content = bytearray(file.read_bytes())
    content[1000] ^= 1
    file.write_bytes(content)

    with pytest.raises(BlobDamaged):
        shelf.get(NAME)
    shelf.remove(NAME)
    shelf.remove(NAME)
    with pytest.raises(BlobMissing):
        shelf.get(NAME)


def test_a_place_that_takes_nothing_is_a_coded_error(tmp_path: Path) -> None:
    (tmp_path / NAME[:2]).write_bytes(b"a file where a folder should be")
    shelf = Shelf(LocalStore(tmp_path), SEAL)

    with pytest.raises(BlobUnwritable):
        shelf.put(NAME, SCAN)


@pytest.mark.parametrize("address", ["https://example.test/", "s3://", "nothing", "file:///tmp"])
def test_only_a_bucket_is_taken_for_a_bucket(address: str) -> None:
    with pytest.raises(ScansAddressWrong):
        bucket_shelf(address, SEAL)
