"""What a hub holds, read from its store with its training key while nobody has it open."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Row, Table, select

from db.torn_pages import cipher_complaints
from hub.store.opening import needs_upgrade, open_reader
from hub.store.tables import alarms, blobs, cases, inbox
from operator_app.adapters.keys import training_key
from operator_app.adapters.sealed_files import SealedFolder
from operator_app.errors import Corrupted
from operator_app.wire.cases import CASE_SUBMIT
from operator_app.wire.envelopes import decode
from operator_app.wire.signed import envelope_of

_NOWHERE = SealedFolder(Path("nowhere"), bytes(32))


@dataclass(frozen=True, kw_only=True)
class HubSeen:
    rows: Mapping[str, Sequence[Row[Any]]]
    """By the name of the table."""
    complaints: Sequence[str]
    folder: SealedFolder


def look_at_hub(data: Path) -> HubSeen:
    key = training_key(data, "hub")
    engine = open_reader(data / "hub.db", key)
    tables: tuple[Table, ...] = (inbox, cases, alarms, blobs)
    try:
        with engine.connect() as connection:
            rows = {table.name: connection.execute(select(table)).all() for table in tables}
            complaints = [f"hub cipher: {one}" for one in cipher_complaints(connection)]
            complaints += [
                f"hub {question}: {row}"
                for question in ("integrity_check", "foreign_key_check")
                for row in connection.exec_driver_sql(f"PRAGMA {question}").all()
                if tuple(row) != ("ok",)
            ]
    finally:
        engine.dispose()
    return HubSeen(rows=rows, complaints=complaints, folder=SealedFolder(data / "blobs", key))


def look_at_copy(data: Path) -> HubSeen:
    """Looking must not mend what a fault has left; a store that never came to be holds nothing."""
    with tempfile.TemporaryDirectory(prefix="tereze-look-") as folder:
        copy = Path(folder) / "hub"
        copy.mkdir()
        for file in data.glob("*"):
            if file.is_file():
                shutil.copy2(file, copy)
        if not (copy / "TRAINING-hub.key").exists() or not _is_made(copy):
            return HubSeen(rows=defaultdict(list), complaints=(), folder=_NOWHERE)
        seen = look_at_hub(copy)
    key = training_key(data, "hub")
    return replace(seen, folder=SealedFolder(data / "blobs", key))


def _is_made(data: Path) -> bool:
    if not (data / "hub.db").exists():
        return False
    engine = open_reader(data / "hub.db", training_key(data, "hub"))
    try:
        return not needs_upgrade(engine)
    finally:
        engine.dispose()


def not_arrived(
    envelopes: Iterable[Row[Any]], seen: HubSeen, promised: Container[str] = ()
) -> list[str]:
    """I1: messages of a window that the hub lacks or has changed, with the bytes of their scans.

    ``promised`` are scans that the window still holds to be sent.
    """
    lines = {row.id: bytes(row.line) for row in seen.rows["inbox"]}
    submitted = {row.entity: row.envelope for row in seen.rows["cases"]}
    gone = []
    for row in envelopes:
        if lines.get(row.id) != bytes(row.line):
            gone.append(f"hub lacks message {row.type} {row.id}")
        elif row.type == CASE_SUBMIT and submitted.get(row.entity) != row.id:
            gone.append(f"hub lacks case {row.entity}")
        else:
            gone += _lacking_files(bytes(row.line), seen, promised)
    return gone


def hub_doubles(seen: HubSeen, known: Iterable[Row[Any]]) -> list[str]:
    """I2: the same fact twice, or a message that no window remembers."""
    facts = Counter((row.entity, row.type) for row in seen.rows["inbox"])
    places = Counter((row.device, row.epoch, row.dseq) for row in seen.rows["inbox"])
    ids = {row.id for row in known}
    found = [f"hub: fact {fact}" for fact, times in facts.items() if times > 1]
    found += [f"hub: place {place}" for place, times in places.items() if times > 1]
    return found + [f"hub: unknown {r.id}" for r in seen.rows["inbox"] if r.id not in ids]


def hub_faults(seen: HubSeen) -> list[str]:
    """I3 and I5: no case without its message, no alarm, an unbroken order, a whole store."""
    ids = {row.id for row in seen.rows["inbox"]}
    found = [*seen.complaints]
    found += [
        f"hub: case without envelope {row.entity}"
        for row in seen.rows["cases"]
        if row.envelope not in ids
    ]
    found += [f"hub: alarm {row.kind} {row.envelope}" for row in seen.rows["alarms"]]
    for stream in {row.stream for row in seen.rows["inbox"]}:
        order = sorted(row.seq for row in seen.rows["inbox"] if row.stream == stream)
        if len(set(order)) != len(order):
            found.append(f"hub: {stream} has a place twice")
    return found


def _lacking_files(line: bytes, seen: HubSeen, promised: Container[str]) -> list[str]:
    indexed = {row.sha256 for row in seen.rows["blobs"]}
    gone = []
    for blob in decode(envelope_of(line)).blobs:
        if blob.sha256 in promised:
            continue
        try:
            whole = len(seen.folder.get(blob.sha256)) == blob.size
        except Corrupted:
            whole = False
        if not whole or blob.sha256 not in indexed:
            gone.append(f"hub lacks file {blob.role} {blob.sha256}")
    return gone
