"""A child that sends scans, fetches them and reads news, as a window does or barely; says how fast.

A process of its own, because its greatest memory is one of the figures.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.stage.two_hubs import SCANS, bare_connection
from operator_app.adapters.sealed_files import SealedFolder
from operator_app.gateways.hub_http import HttpHub
from operator_app.sync.scans import AT_ONCE
from operator_app.sync.turns import Next
from tests.support.hub_process import TOKEN
from tests.support.sync_window import BLOBS_KEY, SyncWindow

MEGABYTE: Final = 1_000_000
PAGE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """Scans up, the same down to a folder of their own, and ``news`` bytes of the stream."""

    up_s: float
    down_s: float
    news_s: float
    news: int


def main() -> int:
    who, url, name, folder, scans, size = sys.argv[1:]
    send = _ours if who == "ours" else _bare
    took = send(url, Path(folder) / name, int(scans), int(size))
    bytes_of_scans = int(scans) * int(size)
    told = {
        "up": bytes_of_scans / MEGABYTE / took.up_s,
        "down": bytes_of_scans / MEGABYTE / took.down_s,
        "news": took.news / MEGABYTE / took.news_s,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(told))
    return 0


def _ours(url: str, folder: Path, scans: int, size: int) -> Took:
    with SyncWindow(folder, url, device=folder.name) as window:
        window.http.enrol(window.store.enrolment(TOKEN))
        chance = random.Random(folder.name)
        names: list[tuple[str, str]] = []
        for first in range(0, scans, SCANS):
            names += _saved(window, [chance.randbytes(size) for _ in range(scans - first)[:SCANS]])
        while window.push.commands().acknowledged:
            pass

        def send() -> None:
            while window.push.scans().next is Next.MORE:
                pass

        up_s = _together(send)
        assert window.empty(), "a scan did not arrive"
        elsewhere = SealedFolder(folder / "elsewhere", BLOBS_KEY)
        began = time.perf_counter()
        for case_id, sha256 in names:
            elsewhere.put(window.http.case_file(case_id, sha256))
        down_s = time.perf_counter() - began
        with HttpHub(url, TOKEN, training=True) as provider:
            began = time.perf_counter()
            news = _read_ours(provider)
            news_s = time.perf_counter() - began
    return Took(up_s=up_s, down_s=down_s, news_s=news_s, news=news)


def _saved(window: SyncWindow, pages: Sequence[bytes]) -> list[tuple[str, str]]:
    case = window.save(*pages)
    return [(case.id, hashlib.sha256(page).hexdigest()) for page in pages]


def _read_ours(hub: HttpHub) -> int:
    """Bytes of all lines of the stream."""
    after, read, stream_id, more = 0, 0, "", True
    while more:
        page = hub.pull("cases", stream_id, after, limit=PAGE, wait_s=0)
        stream_id, after, more = page.stream_id, page.next, page.more
        read += sum(len(row.line or "") for row in page.rows)
    return read


def _bare(url: str, folder: Path, scans: int, size: int) -> Took:
    folder.mkdir(parents=True)
    chance = random.Random(folder.name)
    for number in range(scans):
        (folder / str(number)).write_bytes(chance.randbytes(size))
    files = sorted(folder.iterdir())
    names: list[str] = []
    waiting = iter(files)

    def send() -> None:
        connection = bare_connection(url)
        for path in waiting:
            content = path.read_bytes()
            name = hashlib.sha256(content).hexdigest()
            connection.request("PUT", f"/v1/blobs/{name}", content)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == http.client.CREATED
            names.append(name)

    up_s = _together(send)
    began = time.perf_counter()
    _fetch_bare(url, names, folder)
    down_s = time.perf_counter() - began
    began = time.perf_counter()
    news = _read_bare(url)
    return Took(up_s=up_s, down_s=down_s, news_s=time.perf_counter() - began, news=news)


def _fetch_bare(url: str, names: Sequence[str], folder: Path) -> None:
    connection = bare_connection(url)
    for name in names:
        connection.request("GET", f"/v1/blobs/{name}")
        with (folder / name).open("wb") as file:
            file.write(connection.getresponse().read())
            os.fsync(file.fileno())


def _read_bare(url: str) -> int:
    connection = bare_connection(url)
    after, read = 0, 0
    while True:
        connection.request("GET", f"/v1/read?after={after}&limit={PAGE}")
        last, _, lines = connection.getresponse().read().partition(b"\n")
        if not lines:
            return read
        after = int(last)
        read += len(lines)


def _together(send: Callable[[], None]) -> float:
    """Seconds until all uploads have ended, as many at once as a window has."""
    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for ended in [pool.submit(send) for _ in range(AT_ONCE)]:
            ended.result()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
