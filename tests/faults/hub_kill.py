"""SIGKILL of the hub while a window pushes; started again, the push goes on where it was."""

from __future__ import annotations

import json
import random
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from types import MappingProxyType

from operator_app.adapters.sealed_files import SealedFolder
from operator_app.errors import Unavailable
from operator_app.gateways.hub_http import HttpHub
from operator_app.ports import BlobUse
from operator_app.sync.push import Push
from tests.db.builders import Store, a_fact, an_application
from tests.faults import hub_store
from tests.faults.outcome import Outcome, Plan
from tests.faults.programs import LOOK_EVERY_S, Program, WarmPrograms
from tests.support.hub_process import NOBODY, TOKEN

CYCLES = 500
SETTLE_S = 30.0
STORES_OF = 50
"""Cycles; then a new hub and a new window, or the checks would grow with the run."""
MOST_CASES = 40
MOST_PAGE_BYTES = 60_000
BLOBS_KEY = bytes(range(32, 64))


class Window:
    """A store with cases whose messages wait, each with a page of its own."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.store = Store(folder)
        self.blobs = SealedFolder(folder / "blobs", BLOBS_KEY)

    def save(self, cases: int, dice: random.Random) -> None:
        with self.store.units() as unit:
            for _ in range(cases):
                page = dice.randbytes(dice.randint(1, MOST_PAGE_BYTES))
                scan = BlobUse(
                    sha256=self.blobs.put(page),
                    size=len(page),
                    media_type="image/png",
                    role="scan",
                )
                application = an_application()
                unit.applications.add(application)
                unit.outbox.put(a_fact(application, blobs=(scan,)))
            unit.commit()

    def waiting(self) -> int:
        with self.store.units() as unit:
            return len(unit.outbox.pending(100_000))


class HubKill:
    fault = "hub_kill"

    def __init__(self, folder: Path, programs: WarmPrograms, plan: Plan) -> None:
        self._folder = folder
        self._programs = programs
        self._plan = plan
        self._outcome = Outcome(fault=self.fault, seed=plan.seed, settle_most_s=SETTLE_S)
        self._took_s = [0.3]
        self._kills_in_time = 0

    def __call__(self) -> Outcome:
        window, data = self._fresh(0)
        for cycle, dice in self._plan.each():
            if cycle and cycle % STORES_OF == 0:
                self._check(f"cycle {cycle}", window, data)
                window, data = self._fresh(cycle)
            self._cycle(window, data, dice)
            self._outcome.cycles += 1
        self._check(f"cycle {self._outcome.cycles}", window, data)
        self._outcome.also["kills_during_push"] = self._kills_in_time
        return self._outcome

    def _fresh(self, cycle: int) -> tuple[Window, Path]:
        folder = self._folder / str(cycle)
        return Window(folder / "window"), folder / "hub"

    def _cycle(self, window: Window, data: Path, dice: random.Random) -> None:
        window.save(dice.randint(1, MOST_CASES), dice)
        hub, url = self._start(data)
        timer = threading.Timer(dice.uniform(0, 1.5 * median(self._took_s[-9:])), hub.kill)
        timer.start()
        self._push(window, url)
        timer.join()
        killed_at = time.monotonic()
        if window.waiting():
            self._kills_in_time += 1
        hub, url = self._start(data)
        began = time.monotonic()
        self._push(window, url)
        self._took_s.append(max(time.monotonic() - began, 0.05))
        self._outcome.settled(time.monotonic() - killed_at)
        hub.kill()

    def _start(
        self, data: Path, program: str = "hub", watched: Mapping[str, str] = MappingProxyType({})
    ) -> tuple[Program, str]:
        said = data.parent.with_suffix(".said")
        said.parent.mkdir(parents=True, exist_ok=True)
        said.unlink(missing_ok=True)
        arguments = [
            *("serve", "--data", str(data), "--listen", "127.0.0.1:0"),
            *("--shep", NOBODY, "--training"),
        ]
        hub = self._programs.start(program, arguments, said, {"TEREZE_HUB_TOKEN": TOKEN, **watched})
        while not (said.exists() and said.read_text(encoding="utf-8").endswith("\n")):
            assert hub.wait(LOOK_EVERY_S) is None, Path(f"{said}.err").read_text(encoding="utf-8")
        return hub, str(json.loads(said.read_text(encoding="utf-8"))["listening"])

    def _push(self, window: Window, url: str) -> None:
        with HttpHub(url, TOKEN, training=True) as http:
            try:
                http.enrol(window.store.enrolment(TOKEN))
                pushed = Push(window.store.units, window.blobs, http)()
            except Unavailable:
                return
        self._outcome.acknowledged += pushed.acknowledged
        if pushed.refused:
            self._outcome.blame("push", [f"{pushed.refused} refused"])

    def _check(self, where: str, window: Window, data: Path) -> None:
        with window.store.engine.connect() as connection:
            query = "SELECT id, entity, type, line, state FROM outbox"
            envelopes = connection.exec_driver_sql(query).all()
        seen = hub_store.look_at_hub(data)
        waiting = [
            f"message {row.id} is {row.state}" for row in envelopes if row.state == "pending"
        ]
        self._outcome.lose(where, waiting + hub_store.not_arrived(envelopes, seen))
        self._outcome.double(where, hub_store.hub_doubles(seen, envelopes))
        self._outcome.blame(where, hub_store.hub_faults(seen))
        window.store.engine.dispose()


def run(plan: Plan, programs: WarmPrograms) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="tereze-faults-") as folder:
        return HubKill(Path(folder), programs, plan)()
