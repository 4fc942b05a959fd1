"""The way to the hub as screens see it; messages are opened here and nowhere above."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy import Engine, text

from operator_app.errors import OperatorAppError
from operator_app.queries.sync_state import (
    ConflictView,
    Quarantined,
    ScansToGo,
    SyncCounts,
    Version,
)
from operator_app.sync.clock_marks import CLOCK_MARKS
from operator_app.wire.clock_marks import ClockMarks
from operator_app.wire.envelopes import Envelope, decode
from operator_app.wire.signed import envelope_of

_COUNTS: Final = text(
    "SELECT (SELECT count(*) FROM outbox WHERE state = 'pending') AS pending,"
    " (SELECT put_at FROM outbox WHERE state = 'pending' ORDER BY place LIMIT 1) AS oldest,"
    " (SELECT count(*) FROM outbox WHERE state = 'refused') AS refused,"
    " (SELECT count(*) FROM conflicts WHERE state = 'open') AS conflicts,"
    " (SELECT count(*) FROM scans WHERE state = 'waiting') AS scans_waiting,"
    " (SELECT count(*) FROM scans WHERE state = 'lost') AS scans_lost,"
    " (SELECT numbers_confirmed FROM profile) AS confirmed,"
    " (SELECT value FROM hub_facts WHERE name = :clock_marks) AS clock_marks"
)
_SUBMITS: Final = text(
    "SELECT count(*) AS unsaid FROM outbox"
    " WHERE entity = :case AND state = 'pending' AND blobs <> ''"
)
_PROMISED: Final = text("SELECT blobs FROM outbox WHERE entity = :case AND blobs <> ''")
_FILES: Final = text("SELECT sha256, state FROM scans WHERE entity = :case")
_REFUSED: Final = text(
    "SELECT id, entity, type, reason, put_at, line FROM outbox WHERE state = 'refused'"
    " ORDER BY place LIMIT :most"
)
_LOST: Final = text(
    "SELECT s.sha256, s.entity, s.reason, o.put_at, o.type, o.line FROM scans AS s"
    " JOIN outbox AS o ON o.id = s.envelope WHERE s.state = 'lost' ORDER BY s.place LIMIT :most"
)
_CONFLICTS: Final = text(
    "SELECT id, entity, mine, theirs, found_at, state, take FROM conflicts"
    " ORDER BY state = 'solved', found_at DESC, id LIMIT :most"
)
_AREA: Final = "hub."


class SqlStateOfSync:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self) -> SyncCounts:
        with self._engine.connect() as connection:
            row = connection.execute(_COUNTS, {"clock_marks": CLOCK_MARKS}).one()
        marks = _marks(row.clock_marks)
        return SyncCounts(
            pending=row.pending,
            oldest_at=datetime.fromisoformat(row.oldest) if row.oldest else None,
            refused=row.refused,
            conflicts=row.conflicts,
            scans_waiting=row.scans_waiting,
            scans_lost=row.scans_lost,
            numbers_wait=not row.confirmed,
            clock_marked=marks.marked,
            clock_marked_at=marks.last_at,
        )


def _marks(told: str | None) -> ClockMarks:
    return msgspec.json.decode(told, type=ClockMarks) if told else ClockMarks(marked=0)


class SqlScansOfCase:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, case: str) -> ScansToGo:
        asked = {"case": case}
        with self._engine.connect() as connection:
            unsaid = connection.execute(_SUBMITS, asked).scalar_one()
            promised = connection.execute(_PROMISED, asked).scalars().all()
            states = {row.sha256: row.state for row in connection.execute(_FILES, asked)}
        files = {sha256 for line in promised for sha256 in line.split()}
        return ScansToGo(
            accepted=bool(promised) and not unsaid,
            to_go=sum(states.get(sha256, "waiting") == "waiting" for sha256 in files),
            total=len(files),
            lost=sum(states.get(sha256) == "lost" for sha256 in files),
        )


class SqlQuarantine:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, *, limit: int) -> tuple[Quarantined, ...]:
        with self._engine.connect() as connection:
            refused = connection.execute(_REFUSED, {"most": limit}).all()
            lost = connection.execute(_LOST, {"most": limit}).all()
        messages = [
            Quarantined(
                id=row.id,
                entity=row.entity,
                number=_number(_opened(row.line)),
                type=row.type,
                reason=_AREA + row.reason if row.reason else "",
                put_at=datetime.fromisoformat(row.put_at),
            )
            for row in refused
        ]
        pages = [
            Quarantined(
                id=row.sha256,
                entity=row.entity,
                number=_number(_opened(row.line)),
                type=row.type,
                reason=row.reason or "",
                put_at=datetime.fromisoformat(row.put_at),
                sha256=row.sha256,
            )
            for row in lost
        ]
        return (*messages, *pages)[:limit]


class SqlConflicts:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, *, limit: int) -> tuple[ConflictView, ...]:
        with self._engine.connect() as connection:
            rows = connection.execute(_CONFLICTS, {"most": limit}).all()
        views = []
        for row in rows:
            mine, theirs = _opened(row.mine), _opened(row.theirs)
            views.append(
                ConflictView(
                    id=row.id,
                    entity=row.entity,
                    number=_number(mine) or _number(theirs),
                    found_at=datetime.fromisoformat(row.found_at),
                    state=row.state,
                    take=row.take,
                    mine=_version(mine),
                    theirs=_version(theirs),
                )
            )
        return tuple(views)


def _opened(line: bytes) -> Envelope | None:
    """What this program cannot read, a newer one has written; the bytes are kept all the same."""
    if not line:
        return None
    try:
        return decode(envelope_of(line))
    except (OperatorAppError, msgspec.DecodeError):
        return None


def _version(envelope: Envelope | None) -> Version | None:
    if envelope is None:
        return None
    return Version(
        actor=envelope.actor,
        device=envelope.device,
        type=envelope.type,
        at=envelope.at,
        body=envelope.body,
        blobs=tuple(blob.sha256 for blob in envelope.blobs),
    )


def _number(envelope: Envelope | None) -> str:
    number = envelope.body.get("number") if envelope is not None else None
    return number if isinstance(number, str) else ""
