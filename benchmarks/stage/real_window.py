"""A window's own store, files and sync, and the least program that does the same for a rival."""

from __future__ import annotations

import hashlib
import http.client
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from benchmarks.stage.light_windows import BATCH
from benchmarks.stage.two_hubs import SCANS, TwoHubs, bare_connection
from db.unit_of_work import units_of_work
from operator_app.adapters.identifiers import new_uuid7
from operator_app.domain.applications import ApplicationId, State
from operator_app.ports import BlobUse
from tests.db.builders import KEY, a_fact, an_application
from tests.support.hub_process import TOKEN
from tests.support.sync_window import SyncWindow

_PAGES: Final = count()
OUTBOX: Final = "CREATE TABLE outbox (id INTEGER PRIMARY KEY, line BLOB, seq INTEGER)"


def a_window(hubs: TwoHubs, folder: Path, name: str) -> SyncWindow:
    """Enrolled; nothing runs yet."""
    window = SyncWindow(folder, hubs.ours.url, device=name)
    window.http.enrol(window.store.enrolment(TOKEN))
    return window


def save_cases(window: SyncWindow, number: int, scans: int = SCANS) -> None:
    """Accepted cases of two kilobytes each, in one transaction: saving is not what is measured.

    Ids grow with time, as a window makes them; hashes are anywhere, as hashes are.
    """
    store = window.store
    units = units_of_work(store.engine, new_uuid7, store.device_key.sign, store.bell.ring)
    with units() as unit:
        for _ in range(number):
            application = an_application(id=ApplicationId(new_uuid7()), state=State.ACCEPTED)
            unit.applications.add(application)
            unit.outbox.put(a_fact(application, blobs=tuple(_page() for _ in range(scans))))
        unit.commit()


def waiting_lines(window: SyncWindow, number: int) -> list[bytes]:
    """For the rival to send the same."""
    with window.store.units() as unit:
        return [each.line for each in unit.sync.pending(number, 1 << 40)]


def _page() -> BlobUse:
    sha256 = hashlib.sha256(f"page {next(_PAGES)}".encode()).hexdigest()
    return BlobUse(sha256=sha256, size=1_900_000, media_type="image/jpeg", role="scan")


class BareWindow:
    """An encrypted file with one table; durable, and with nothing else to keep in order."""

    def __init__(self, folder: Path, url: str) -> None:
        folder.mkdir(parents=True)
        self._connection: Any = dbapi2.connect(str(folder / "bare.db"), isolation_level=None)
        for setting in (f"key=\"x'{KEY.hex()}'\"", "journal_mode=WAL", "synchronous=FULL"):
            self._connection.execute(f"PRAGMA {setting}").fetchall()
        self._connection.execute(OUTBOX)
        self._http = bare_connection(url)

    def save(self, lines: Sequence[bytes]) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany(
            "INSERT INTO outbox (line) VALUES (?)", [(line,) for line in lines]
        )
        self._connection.execute("COMMIT")

    def push(self) -> int:
        """Until nothing waits: read, send, note; the answer is how many."""
        sent = 0
        while True:
            rows = self._connection.execute(
                "SELECT id, line FROM outbox WHERE seq IS NULL ORDER BY id LIMIT ?", (BATCH,)
            ).fetchall()
            if not rows:
                return sent
            self._http.request("POST", "/v1/push", b"\n".join(line for _, line in rows))
            answer = self._http.getresponse()
            answer.read()
            assert answer.status == http.client.OK
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany(
                "UPDATE outbox SET seq = ? WHERE id = ?", [(row[0], row[0]) for row in rows]
            )
            self._connection.execute("COMMIT")
            sent += len(rows)

    def close(self) -> None:
        self._connection.close()
        self._http.close()
