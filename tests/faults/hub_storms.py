"""The hub dies, its PostgreSQL stops, its connections are cut or too few; windows go on saving."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Final

from operator_app.gateways.hub_http import HubUnreachable
from operator_app.wire.refusals import HubRefusal
from tests.faults.center import Center, a_center
from tests.faults.outcome import Outcome, Plan
from tests.faults.truth import judge
from tests.support.postgres import PostgresServer
from tests.support.sync_window import SETTLES_S

KILLS: Final = 500
STOPS: Final = 50
CUTS: Final = 100
POOLS: Final = 100
CENTERS_OF: Final = 25
"""Cycles; then a new center, or the checks would grow with the run."""
MOST_CASES: Final = 12
LONGEST_S: Final = 0.6
"""From the first save to the fault."""
PILE: Final = 4
CROWD: Final = 12
"""Windows that send at once through a pool of one, and questions asked beside them."""

TERMINATE: Final = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tereze-hub'"
)

Break = Callable[[Center, random.Random], None]


class Storm:
    """Windows save while something breaks; when it is over everything arrives by itself."""

    def __init__(
        self, fault: str, plan: Plan, breaks: Break, *, windows: int = 2, module: str = "hub"
    ) -> None:
        self._plan = plan
        self._breaks = breaks
        self._windows = windows
        self._module = module
        self.outcome = Outcome(fault=fault, seed=plan.seed, settle_most_s=SETTLES_S)

    def __call__(self, server: PostgresServer | None = None) -> Outcome:
        cycles = self._plan.each()
        while self._several(cycles, server):
            continue
        return self.outcome

    def _several(
        self, cycles: Iterator[tuple[int, random.Random]], server: PostgresServer | None
    ) -> bool:
        database = server.a_database() if server else None
        where = f"cycle {self.outcome.cycles}"
        done = 0
        with a_center(database, self._module) as center:
            for number in range(self._windows):
                center.window(7 + number).start()
            for _, dice in cycles:
                self._cycle(center, dice)
                done += 1
                if done == CENTERS_OF:
                    break
            if done:
                judge(self.outcome, where, center)
        if server and database:
            server.drop(database)
        return done == CENTERS_OF

    def _cycle(self, center: Center, dice: random.Random) -> None:
        for window in center.windows:
            window.accept_some(dice, MOST_CASES)
        threading.Event().wait(dice.uniform(0, LONGEST_S))
        saving = random.Random(dice.random())
        during = threading.Thread(target=center.windows[0].accept_some, args=(saving, MOST_CASES))
        during.start()
        self._breaks(center, dice)
        during.join()
        ended = time.monotonic()
        center.settle(self.outcome, ended)
        self.outcome.cycles += 1


def run_hub_kill(plan: Plan) -> Outcome:
    """With the engine running; ``hub_kill`` is the same with one push at a time."""
    waiting = 0

    def kill(center: Center, dice: random.Random) -> None:
        nonlocal waiting
        center.hub.kill()
        waiting += not all(window.empty() for window in center.windows)
        threading.Event().wait(dice.uniform(0, LONGEST_S))
        center.hub.start()

    outcome = Storm("hub_kill_live", plan, kill)()
    outcome.also["kills_while_sending"] = waiting
    return outcome


def run_postgres_stop(plan: Plan) -> Outcome:
    with PostgresServer() as server:
        return postgres_stop(plan, server)


def postgres_stop(plan: Plan, server: PostgresServer) -> Outcome:
    """What a power cut does to its processes, and up again."""

    def stop(center: Center, dice: random.Random) -> None:
        del center
        server.stop("immediate")
        threading.Event().wait(dice.uniform(0, LONGEST_S))
        server.start()

    return Storm("postgres_stop", plan, stop)(server)


def run_backend_terminated(plan: Plan) -> Outcome:
    with PostgresServer() as server:
        return backend_terminated(plan, server)


def backend_terminated(plan: Plan, server: PostgresServer) -> Outcome:
    cut = 0

    def terminate(center: Center, dice: random.Random) -> None:
        nonlocal cut
        del center
        for _ in range(dice.randint(1, 5)):
            cut += len(server.sql(TERMINATE))
            threading.Event().wait(dice.uniform(0, LONGEST_S / 5))

    outcome = Storm("postgres_backend_terminated", plan, terminate)(server)
    outcome.also["backends_terminated"] = cut
    return outcome


def run_pool_of_one(plan: Plan) -> Outcome:
    with PostgresServer() as server:
        return pool_of_one(plan, server)


def pool_of_one(plan: Plan, server: PostgresServer) -> Outcome:
    """One connection that writes and one that reads, for four windows and a crowd at once."""

    def crowd(center: Center, dice: random.Random) -> None:
        cases = [each for window in center.windows for each in window.saved.cases]
        asked = dice.choices(cases, k=CROWD)
        with ThreadPoolExecutor(CROWD) as pool:
            list(pool.map(lambda entity: _ask(center, entity), asked))

    storm = Storm("pool_of_one", plan, crowd, windows=PILE, module="tests.faults.narrow_hub")
    return storm(server)


def _ask(center: Center, entity: str) -> None:
    """A case that has not come yet, or a hub too busy to say, are answers too."""
    with suppress(HubRefusal, HubUnreachable):
        center.hub.http.case(entity)
