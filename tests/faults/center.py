"""A center under a storm: a real hub, a line that can be spoiled, windows with real stores."""

from __future__ import annotations

import contextlib
import hashlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Self

import msgspec

from operator_app.domain.applications import Application, State
from operator_app.gateways.hub_http import ANSWER_S
from operator_app.ports import BlobUse
from operator_app.wire.devices import Enrolment
from tests.db.builders import a_fact, an_application
from tests.faults.line import Line
from tests.faults.outcome import Outcome
from tests.support.hub_process import TOKEN, HubProcess
from tests.support.project_files import ROOT
from tests.support.sync_window import SETTLES_S, SyncWindow, a_free_port, until

LONGEST_S: Final = 4 * SETTLES_S
"""Nobody waits longer for what should have come in a quarter of it."""
MOST_PAGE_BYTES: Final = 60_000


@dataclass(slots=True)
class Saved:
    """What an operator was told is saved: cases, and the bytes of their pages by hash."""

    pages: dict[str, bytes] = field(default_factory=dict)
    cases: dict[str, Application] = field(default_factory=dict)


class StormWindow(SyncWindow):
    """Signs in with its own device's token, as a window of a center does."""

    def __init__(
        self, folder: Path, url: str, device: str, number: int, answer_s: float = ANSWER_S
    ) -> None:
        super().__init__(folder, url, device=device, token=f"token of {device}", answer_s=answer_s)
        self.folder = folder
        self.device = device
        self.number = number
        self.saved = Saved()

    def enrolment(self, code: str = TOKEN) -> Enrolment:
        return msgspec.structs.replace(self.store.enrolment(code), window=self.number)

    def accept(self, *pages: bytes, number: str | None = None) -> Application:
        """An accepted case: its row, audit, message and pages; saved when this returns."""
        application = an_application(state=State.ACCEPTED, window=self.number)
        if number is not None:
            application = replace(application, number=number)
        scans = tuple(
            BlobUse(sha256=self.blobs.put(one), size=len(one), media_type="image/png", role="scan")
            for one in pages
        )
        now = datetime.now(UTC)
        with self.store.units() as unit:
            unit.applications.add(application)
            unit.audit.record(
                actor=application.operator,
                action="case.accepted",
                entity=application.id,
                at=now,
                details={"number": application.number},
            )
            unit.outbox.put(a_fact(application, blobs=scans, at=now))
            unit.commit()
        self.saved.cases[application.id] = application
        self.saved.pages |= {hashlib.sha256(one).hexdigest(): one for one in pages}
        return application

    def accept_some(self, dice: random.Random, most: int, most_bytes: int = MOST_PAGE_BYTES) -> int:
        """How many cases it was, one page each."""
        count = dice.randint(1, most)
        for _ in range(count):
            self.accept(dice.randbytes(dice.randint(1, most_bytes)))
        return count

    def rest(self) -> None:
        """Nothing is sent any more; the store stays open."""
        if self._running:
            self.engine.close()
            self._running = False


class Center:
    """Ends with the block. Windows reach their hub through ``line`` only."""

    def __init__(self, folder: Path, *, database: str | None = None, module: str = "hub") -> None:
        self.folder = folder
        self.answer_s = ANSWER_S
        """How long windows wait for an answer."""
        self.windows: list[StormWindow] = []
        self._stack = ExitStack()
        listen = ("--listen", f"127.0.0.1:{a_free_port()}")
        self.hub = self._stack.enter_context(
            HubProcess(folder / "hub", options=listen, database=database, module=module)
        )
        self.line = self._stack.enter_context(Line(self.hub.url))

    def window(
        self, number: int = 7, *, device: str = "", folder: Path | None = None
    ) -> StormWindow:
        """Enrolled, its engine not started yet."""
        device = device or f"window-002-{number:02}"
        place = folder or self.folder / device
        window = self._stack.enter_context(
            StormWindow(place, self.line.url, device, number, self.answer_s)
        )
        self.hub.http.enrol(window.enrolment())
        self.windows.append(window)
        return window

    def put_away(self, window: StormWindow) -> None:
        """Its store is closed, and it is no window of this center any more."""
        window.rest()
        window.store.engine.dispose()
        self.windows.remove(window)

    def command(self, *arguments: str) -> dict[str, Any]:
        """``tereze-hub`` on this hub's store."""
        where = ["--training", "--data", str(self.hub.data)]
        if self.hub.database:
            where += ["--database", self.hub.database]
        done = subprocess.run(
            [sys.executable, "-m", "hub", *arguments, *where],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        said: dict[str, Any] = json.loads(done.stdout)
        return said

    def settle(self, outcome: Outcome, since: float | None = None) -> None:
        """I6: waits with no click until nothing is left to send, and notes how long it took."""
        began = time.monotonic() if since is None else since
        for window in self.windows:
            with contextlib.suppress(AssertionError):
                until(window.empty, LONGEST_S)
        outcome.settled(time.monotonic() - began)

    def rest(self) -> None:
        """Everybody stops; what is looked at from now on does not move."""
        for window in self.windows:
            window.rest()
        if self.hub.process.poll() is None:
            self.hub.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()


@contextmanager
def a_center(database: str | None = None, module: str = "hub") -> Iterator[Center]:
    """In a folder of its own that goes with it."""
    with (
        tempfile.TemporaryDirectory(prefix="tereze-storm-") as folder,
        Center(Path(folder), database=database, module=module) as center,
    ):
        yield center
