"""A child that sends scans and reads news, as a window does or as barely as can be; says how fast.

A process of its own, because its greatest memory is one of the figures.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import random
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from benchmarks.stage.two_hubs import SCANS, bare_connection
from operator_app.gateways.hub_http import HttpHub
from operator_app.sync.scans import AT_ONCE
from operator_app.sync.turns import Next
from tests.support.hub_process import TOKEN
from tests.support.sync_window import SyncWindow

MEGABYTE: Final = 1_000_000
PAGE: Final = 500


def main() -> int:
    who, url, name, folder, scans, size = sys.argv[1:]
    send = _ours if who == "ours" else _bare
    up_s, down_s, down = send(url, Path(folder) / name, int(scans), int(size))
    told = {
        "up": int(scans) * int(size) / MEGABYTE / up_s,
        "down": down / MEGABYTE / down_s,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(told))
    return 0


def _ours(url: str, folder: Path, scans: int, size: int) -> tuple[float, float, int]:
    with SyncWindow(folder, url, device=folder.name) as window:
        window.http.enrol(window.store.enrolment(TOKEN))
        chance = random.Random(folder.name)
        for first in range(0, scans, SCANS):
            window.save(*(chance.randbytes(size) for _ in range(min(SCANS, scans - first))))
        while window.push.commands().acknowledged:
            pass

        def send() -> None:
            while window.push.scans().next is Next.MORE:
                pass

        up_s = _together(send)
        assert window.empty(), "a scan did not arrive"
        with HttpHub(url, TOKEN, training=True) as provider:
            began = time.perf_counter()
            down = _read_ours(provider)
            return up_s, time.perf_counter() - began, down


def _read_ours(hub: HttpHub) -> int:
    """Bytes of all lines of the stream."""
    after, read, stream_id, more = 0, 0, "", True
    while more:
        page = hub.pull("cases", stream_id, after, limit=PAGE, wait_s=0)
        stream_id, after, more = page.stream_id, page.next, page.more
        read += sum(len(row.line or "") for row in page.rows)
    return read


def _bare(url: str, folder: Path, scans: int, size: int) -> tuple[float, float, int]:
    folder.mkdir(parents=True)
    chance = random.Random(folder.name)
    for number in range(scans):
        (folder / str(number)).write_bytes(chance.randbytes(size))
    waiting = iter(sorted(folder.iterdir()))

    def send() -> None:
        connection = bare_connection(url)
        for path in waiting:
            content = path.read_bytes()
            connection.request("PUT", f"/v1/blobs/{hashlib.sha256(content).hexdigest()}", content)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == http.client.CREATED

    up_s = _together(send)
    began = time.perf_counter()
    down = _read_bare(url)
    return up_s, time.perf_counter() - began, down


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
