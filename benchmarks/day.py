"""A region's day in compressed time: 10 centers, 600 windows, 30,000 cases, one hub on PostgreSQL.

Every message is signed and chained, every case brings a scan; each center in turn is cut off for a
twentieth of the day, and one answer in a hundred is lost. What was said is compared with what the
hub holds at the end, one by one and by hash; the hub's own ``check`` opens every scan.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final

from sqlalchemy import Connection, func, select

from benchmarks.measure import Figure, report
from hub.store import postgresql
from hub.store.tables import awaited_blobs, blobs, cases, counters, inbox, stream_rows
from operator_app.wire.cases import HubState
from operator_app.wire.envelopes import digest
from operator_app.wire.signed import envelope_of
from tests.support.hub_process import TOKEN, HubProcess
from tests.support.postgres import PostgresServer
from tests.support.project_files import ROOT

WINDOWS: Final = 600
CASES: Final = 30_000
PLAYERS: Final = 2
THREADS: Final = 16
LOOK_S: Final = 1.0
MOST_SETTLE_S: Final = 30.0
P99_MS: Final = 100.0


@dataclass(frozen=True, kw_only=True)
class Held:
    """What the hub holds at the end."""

    said: dict[str, str]
    """Digests by id, of the lines themselves."""
    entities: int
    """Different cases among the messages that submit one."""
    cases: int
    accepted: int
    scans: int
    awaited: int
    gaps: int
    """Places of the streams that nobody has."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.day")
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--windows", type=int, default=WINDOWS)
    parser.add_argument("--minutes", type=float, default=12.0, help="how long the day takes here")
    parser.add_argument(
        "--scan-every", type=int, default=1, help="one case in so many brings a scan"
    )
    asked = parser.parse_args(sys.argv[1:] if arguments is None else arguments)
    each = max(1, asked.cases // asked.windows)
    with tempfile.TemporaryDirectory() as folder, PostgresServer() as server:
        database = server.a_database()
        return report(*_played(Path(folder), database, each, asked))


def _played(folder: Path, database: str, each: int, asked: argparse.Namespace) -> list[Figure]:
    with HubProcess(folder / "hub", database=database) as hub:
        players = _players(folder, hub.url, each, asked)
        memory = _Memory(hub.process.pid)
        memory.start()
        for player in players:
            player.begin()
        told = [player.told() for player in players]
        memory.stop()
        hub.end()
        said = _said(folder)
        held = _held(database)
        checked = _checks(hub)
    waits = sorted(wait for one in told for wait in one["waits_s"])
    settle_s = max(one["took_s"] for one in told) - 60 * asked.minutes
    again = sum(one["again"] for one in told)
    whole = each * asked.windows
    scans = -(-each // asked.scan_every) * asked.windows
    print(
        f"day: {whole} cases, {len(said)} messages, {again} sent again, the hub's check "
        f"{'found nothing' if checked else 'FOUND FAULTS'}, hash {_hash(said)[:16]} said, "
        f"{_hash(held.said)[:16]} held",
        file=sys.stderr,
    )
    return [
        *_nothing_lost(said, held, (whole, scans), checked=checked),
        *_waits(waits),
        Figure(
            name="day: until everything of the day was at the hub, after its end",
            value=max(0.0, settle_s),
            unit="s",
            limit_name="30 s",
            limit=MOST_SETTLE_S,
            budget=1.0,
        ),
        memory.figure(),
    ]


class _Player:
    """A process that plays some of the windows."""

    def __init__(self, told: dict[str, Any]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.stage.light_windows", json.dumps(told)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def ready(self) -> None:
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n", "a player did not start"

    def begin(self) -> None:
        """The day begins for it."""
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def told(self) -> dict[str, Any]:
        answer, _ = self._process.communicate()
        assert self._process.returncode == 0, "a player broke"
        found: dict[str, Any] = json.loads(answer)
        return found


def _players(folder: Path, url: str, each: int, asked: argparse.Namespace) -> list[_Player]:
    bounds = [asked.windows * number // PLAYERS for number in range(PLAYERS + 1)]
    players = [
        _Player(
            {
                "url": url,
                "code": TOKEN,
                "first": first,
                "last": last,
                "threads": min(THREADS, last - first),
                "cases": each,
                "scan_every": asked.scan_every,
                "day_s": 60 * asked.minutes,
                "said": str(folder / f"said-{first}"),
            }
        )
        for first, last in pairwise(bounds)
    ]
    for player in players:
        player.ready()
    return players


class _Memory:
    """Resident memory of the hub, looked at once a second."""

    def __init__(self, process: int) -> None:
        self._status = Path(f"/proc/{process}/status")
        self._seen: list[float] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def figure(self) -> Figure:
        """The last tenth of the day beside its second: by then everything is loaded."""
        tenth = max(1, len(self._seen) // 10)
        return Figure(
            name="day: memory of the hub in the last tenth of the day",
            value=median(self._seen[-tenth:]),
            unit="MB",
            limit_name="in its second tenth",
            limit=median(self._seen[tenth : 2 * tenth] or self._seen),
            budget=1.1,
        )

    def _look(self) -> None:
        while True:
            for line in self._status.read_text(encoding="ascii").splitlines():
                if line.startswith("VmRSS:"):
                    self._seen.append(int(line.split()[1]) / 1024)
            if self._over.wait(LOOK_S):
                return


def _said(folder: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted(folder.glob("said-*")):
        for line in path.read_text(encoding="ascii").splitlines():
            name, its = line.split()
            assert name not in found, "a window has given an id twice"
            found[name] = its
    return found


def _held(database: str) -> Held:
    engine = postgresql.open_reader(database)
    with engine.connect() as connection:
        lines = connection.execution_options(yield_per=1000).execute(
            select(inbox.c.id, inbox.c.line)
        )
        said = {row.id: digest(envelope_of(bytes(row.line))) for row in lines}
        submitted = select(func.count(inbox.c.entity.distinct())).where(
            inbox.c.type == "case.submit"
        )
        accepted = select(func.count()).where(cases.c.state == HubState.ACCEPTED.value)
        held = Held(
            said=said,
            entities=_number(connection, submitted),
            cases=_number(connection, select(func.count()).select_from(cases)),
            accepted=_number(connection, accepted),
            scans=_number(connection, select(func.count()).select_from(blobs)),
            awaited=_number(connection, select(func.count()).select_from(awaited_blobs)),
            gaps=_number(connection, select(func.sum(counters.c.value)))
            - _number(connection, select(func.count()).select_from(stream_rows)),
        )
    engine.dispose()
    return held


def _number(connection: Connection, statement: Any) -> int:
    return int(connection.execute(statement).scalar_one())


def _checks(hub: HubProcess) -> bool:
    """The hub's own look at its store and at every scan."""
    database = hub.database or ""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "hub", "check", "--training"),
            *("--data", str(hub.data), "--database", database),
        ],
        cwd=ROOT,
        check=False,
        stdout=sys.stderr,
    )
    return done.returncode == 0


def _hash(said: dict[str, str]) -> str:
    lines = "".join(f"{name} {said[name]}\n" for name in sorted(said))
    return hashlib.sha256(lines.encode("ascii")).hexdigest()


def _nothing_lost(
    said: dict[str, str], held: Held, of: tuple[int, int], *, checked: bool
) -> tuple[Figure, Figure]:
    """A case without its scan, or with a fault that ``check`` found, is as good as lost."""
    whole, scans = of
    lost = sum(held.said.get(name) != its for name, its in said.items())
    lost += abs(whole - held.accepted) + abs(scans - held.scans) + held.awaited
    lost += 0 if checked else 1
    doubled = len(held.said.keys() - said.keys()) + abs(held.cases - held.entities) + held.gaps
    return (
        _none("day: messages, cases and scans lost", lost, len(said) + whole + scans),
        _none("day: messages and cases doubled", doubled, len(said) + whole),
    )


def _none(name: str, value: int, of: int) -> Figure:
    return Figure(name=name, value=value, unit="", limit_name="all of them", limit=of, budget=0.0)


def _waits(waits_s: list[float]) -> list[Figure]:
    cuts = quantiles(waits_s, n=100)
    return [
        Figure(
            name=f"day: said to acknowledged, p{percent}",
            value=1000 * cuts[percent - 1],
            unit="ms",
            limit_name="100 ms",
            limit=P99_MS,
            budget=1.0,
        )
        for percent in (50, 95, 99)
    ]


if __name__ == "__main__":
    sys.exit(main())
