"""After a storm: what every window was told is saved is at the hub, once, with all its bytes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import Engine, Row, Table, select

from db.check import check_store
from db.models import ApplicationRow, OutboxRow
from hub.store import postgresql
from hub.store.ledger import Ledger
from hub.store.opening import open_reader
from hub.store.tables import alarms, cases, inbox, tombstones
from operator_app.adapters.keys import training_key
from operator_app.adapters.sealed_files import SealedFolder
from operator_app.errors import Corrupted
from operator_app.wire.cases import CASE_SUBMIT, HubState
from operator_app.wire.envelopes import decode, digest
from operator_app.wire.signed import envelope_of
from tests.faults.center import Center, StormWindow
from tests.faults.outcome import Outcome
from tests.support.hub_process import HubProcess


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What this storm makes on purpose. Messages that are ``set_aside`` must be kept whole at the
    hub all the same; ``strangers`` are at the hub and of no window here."""

    alarms: frozenset[str] = frozenset()
    set_aside: frozenset[str] = frozenset()
    strangers: frozenset[str] = frozenset()


NOTHING = Expected()


@dataclass(frozen=True, kw_only=True)
class Hub:
    """What the hub holds, read beside it."""

    rows: dict[str, Sequence[Row[Any]]]
    faults: Sequence[str]
    folder: SealedFolder

    def lines(self) -> dict[str, bytes]:
        return {row.id: bytes(row.line) for row in self.rows["inbox"]}


def look(hub: HubProcess) -> Hub:
    key = training_key(hub.data, "hub")
    engine: Engine = (
        open_reader(hub.data / "hub.db", key)
        if hub.database is None
        else postgresql.open_reader(hub.database)
    )
    tables: tuple[Table, ...] = (inbox, cases, alarms, tombstones)
    try:
        with engine.connect() as connection:
            rows = {table.name: connection.execute(select(table)).all() for table in tables}
        faults = list(Ledger(engine, engine).faults())
    finally:
        engine.dispose()
    return Hub(rows=rows, faults=faults, folder=SealedFolder(hub.data / "blobs", key))


def judge(outcome: Outcome, where: str, center: Center, expected: Expected = NOTHING) -> None:
    """Once at the end of a center: I1 to I5 of every window and of the hub."""
    center.rest()
    hub = look(center.hub)
    known: set[str] = set()
    for window in center.windows:
        envelopes = _outbox(window)
        known |= {row.id for row in envelopes}
        outcome.acknowledged += sum(row.state == "acknowledged" for row in envelopes)
        where_at = f"{where} {window.device}"
        outcome.lose(where_at, _lost_here(window, envelopes))
        outcome.lose(where_at, _lost_there(window, envelopes, hub, expected))
        outcome.blame(where_at, _broken(window, envelopes))
    outcome.double(where, _doubled(hub, known | expected.strangers))
    outcome.blame(where, _faults(hub, expected))


def _outbox(window: StormWindow) -> Sequence[Row[Any]]:
    with window.store.engine.connect() as connection:
        return connection.execute(select(OutboxRow.__table__).order_by(OutboxRow.place)).all()


def _lost_here(window: StormWindow, envelopes: Sequence[Row[Any]]) -> list[str]:
    with window.store.engine.connect() as connection:
        there = set(connection.execute(select(ApplicationRow.id)).scalars())
    told = {row.entity for row in envelopes}
    return [f"case {one}" for one in window.saved.cases if one not in there or one not in told]


def _lost_there(
    window: StormWindow, envelopes: Sequence[Row[Any]], hub: Hub, expected: Expected
) -> list[str]:
    lines = hub.lines()
    buried = {bytes(row.line) for name in ("tombstones", "alarms") for row in hub.rows[name]}
    submitted = {row.entity: row for row in hub.rows["cases"]}
    gone = []
    for row in envelopes:
        if row.id in expected.set_aside:
            kept = lines.get(row.id) == bytes(row.line) or bytes(row.line) in buried
            gone += [] if kept else [f"hub has not kept {row.type} {row.id}"]
        elif row.state != "acknowledged":
            gone.append(f"message {row.type} {row.id} is {row.state} ({row.reason})")
        elif lines.get(row.id) != bytes(row.line):
            gone.append(f"hub lacks message {row.type} {row.id}")
        elif row.type == CASE_SUBMIT:
            at_hub = submitted.get(row.entity)
            if at_hub is None or at_hub.state == HubState.AWAITING_SCANS:
                gone.append(f"hub lacks case {row.entity} ({at_hub and at_hub.state})")
    for sha256, content in window.saved.pages.items():
        if not _same(hub.folder, sha256, content):
            gone.append(f"hub lacks page {sha256}")
    return gone


def _same(folder: SealedFolder, sha256: str, content: bytes) -> bool:
    try:
        return folder.get(sha256) == content
    except Corrupted:
        return False


def _broken(window: StormWindow, envelopes: Sequence[Row[Any]]) -> list[str]:
    """I4 and I5 at the window, and its chain of messages, epoch by epoch."""
    state = check_store(window.store.engine, window.blobs)
    found = [] if state.ok else [f"store: {state}"]
    epochs: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in envelopes:
        epochs[row.epoch].append(row)
    for epoch, rows in epochs.items():
        rows.sort(key=lambda row: row.dseq)
        if [row.dseq for row in rows] != list(range(1, len(rows) + 1)):
            found.append(f"gap in epoch {epoch}: {[row.dseq for row in rows]}")
        lines = [envelope_of(row.line) for row in rows]
        if any(decode(later).prev != digest(before) for before, later in pairwise(lines)):
            found.append(f"an envelope of epoch {epoch} is not bound to the one before")
    return found


def _doubled(hub: Hub, known: set[str]) -> list[str]:
    """I2 at the hub; a fact that no window remembers is one too many."""
    rows = hub.rows["inbox"]
    places = Counter((row.device, row.epoch, row.dseq) for row in rows)
    seqs = Counter((row.stream, row.seq) for row in rows)
    submits = Counter((row.entity, row.device) for row in rows if row.type == CASE_SUBMIT)
    found = [f"place {one}" for one, times in places.items() if times > 1]
    found += [f"seq {one}" for one, times in seqs.items() if times > 1]
    found += [f"case {one}" for one, times in submits.items() if times > 1]
    return found + [f"unknown message {row.id}" for row in rows if row.id not in known]


def _faults(hub: Hub, expected: Expected) -> list[str]:
    """I3 and I5 at the hub (its own check looks for both), and alarms that nobody has earned."""
    raised = {row.kind for row in hub.rows["alarms"]}
    found = [f"alarm {kind}" for kind in raised - expected.alarms]
    found += [f"no alarm {kind}" for kind in expected.alarms - raised]
    return [*hub.faults, *found]
