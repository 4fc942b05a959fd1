"""The hub and its rival, side by side: processes of their own over one PostgreSQL."""

from __future__ import annotations

import hashlib
import http.client
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from sqlalchemy import make_url

from benchmarks.stage.light_windows import LightHub, LightWindow
from operator_app.wire.envelopes import BlobRef
from tests.support.hub_process import TOKEN, HubProcess
from tests.support.postgres import PostgresServer
from tests.support.project_files import ROOT

SCANS: Final = 8
"""What a case of two kilobytes names."""
ENDS_S: Final = 10.0


@dataclass(frozen=True, kw_only=True)
class TwoHubs:
    ours: HubProcess
    bare_url: str

    def window(self, number: int) -> LightWindow:
        """Known to the hub; its messages are taken by both."""
        window = LightWindow(number)
        status, _ = LightHub(self.ours.url).ask("POST", "/v1/devices", window.enrolment(TOKEN))
        assert status == http.client.OK
        return window


@contextmanager
def two_hubs(folder: Path) -> Iterator[TwoHubs]:
    with PostgresServer() as server:
        ours, bare = server.a_database(), server.a_database()
        with (
            HubProcess(folder / "hub", database=ours) as hub,
            _bare(folder / "bare", bare) as url,
        ):
            yield TwoHubs(ours=hub, bare_url=url)


@contextmanager
def _bare(folder: Path, database: str) -> Iterator[str]:
    folder.mkdir()
    where = make_url(database)
    told = f"host={where.query['host']} dbname={where.database} user={where.username}"
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.stage.bare_hub", told, str(folder)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())["listening"]
        finally:
            process.terminate()
            process.wait(ENDS_S)


def case_lines(window: LightWindow, count: int, scans: int = SCANS) -> list[bytes]:
    """Signed submissions of two kilobytes: each names eight scans, which do not come here."""
    return [_case(window, len(window.said), scans) for _ in range(count)]


def _case(window: LightWindow, case: int, scans: int) -> bytes:
    pages = tuple(
        BlobRef(
            sha256=hashlib.sha256(f"{window.name} {case} {page}".encode()).hexdigest(),
            size=1_900_000 + page,
            type="image/jpeg",
            role="scan",
        )
        for page in range(scans)
    )
    line = window.says("case.submit", case, 0.0, blobs=pages).line
    window.pending.clear()
    return line


def bare_connection(url: str) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
