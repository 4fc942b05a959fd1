"""A window with a real store, its files and an engine, at whatever hub it is given."""

from __future__ import annotations

import random
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

from operator_app.adapters.sealed_files import SealedFolder
from operator_app.domain.applications import Application, State
from operator_app.gateways.hub_http import ANSWER_S, HttpHub
from operator_app.ports import BlobUse
from operator_app.sync.engine import Engine
from operator_app.sync.pull import Pull
from operator_app.sync.push import Push
from operator_app.sync.results import SignedResults, Verify
from tests.db.builders import DEVICE, Store, a_fact, an_application
from tests.support.hub_process import TOKEN

BLOBS_KEY = bytes(range(32, 64))
SETTLES_S = 30.0
"""Acceptance: how long a window may take after the end of a fault, with no click."""


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(done: Callable[[], bool], within_s: float = SETTLES_S) -> float:
    """Seconds it took; looks often."""
    began = time.monotonic()
    while not done():
        assert time.monotonic() - began < within_s, "not done in time"
        threading.Event().wait(0.02)
    return time.monotonic() - began


class SyncWindow:
    """Ends with the block; the engine runs only once it was started."""

    def __init__(
        self,
        folder: Path,
        url: str,
        *,
        device: str = DEVICE,
        token: str = TOKEN,
        answer_s: float = ANSWER_S,
        verify: Verify | None = None,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.store = Store(folder, device=device)
        self.blobs = SealedFolder(folder / "blobs", BLOBS_KEY)
        self.http = HttpHub(url, token, training=True, answer_s=answer_s)
        self.push = Push(self.store.units, self.blobs, self.http)
        results = SignedResults(self.blobs, self.http, verify) if verify is not None else None
        self.pull = Pull(self.push.gate, self.http, self.blobs, results=results)
        self.engine = Engine(self.push, self.pull, self.http, random.Random(4).random)
        self.http.listen_to_time(self.engine.skew.hear)
        self._running = False

    def start(self) -> None:
        self.store.bell.listen(self.engine.ring)
        self.engine.start()
        self._running = True

    def save(self, *pages: bytes) -> Application:
        """An accepted case with its pages, and its message."""
        application = an_application(state=State.ACCEPTED)
        scans = tuple(
            BlobUse(
                sha256=self.blobs.put(page), size=len(page), media_type="image/png", role="scan"
            )
            for page in pages
        )
        with self.store.units() as unit:
            unit.applications.add(application)
            unit.outbox.put(a_fact(application, blobs=scans))
            unit.commit()
        return application

    def case(self, application: Application) -> Application:
        with self.store.units() as unit:
            found = unit.applications.get(application.id)
        assert found is not None
        return found

    def empty(self) -> bool:
        """Nothing is left to send: no message, no page."""
        with self.store.units() as unit:
            return not unit.sync.pending(1, 1) and not unit.sync.waiting_scans(1, ())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._running:
            self.engine.close()
        self.http.close()
        self.store.engine.dispose()
