"""What sync keeps beside the outbox: scans on their way, places in streams, conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import aliased

from db.models import (
    ConflictRow,
    CounterRow,
    CursorRow,
    ForgottenRow,
    HubFactRow,
    OutboxRow,
    PostponedRow,
    ProfileRow,
    ScanRow,
)
from db.outbox import ACKNOWLEDGED, CONFLICT, PENDING, REFUSED
from db.prepared import run_many
from db.repositories.counters import TICKET_FLOOR
from operator_app.ports import PendingEnvelope
from operator_app.sync.store import Conflict, Cursor, Identity, WaitingScan
from operator_app.wire.message_refusals import UNBELIEVED
from operator_app.wire.push import MOST_PUSH_BYTES
from operator_app.wire.signed import Sign, envelope_of
from operator_app.wire.withheld import withheld

WAITING = "waiting"
SENT = "sent"
LOST = "lost"

_BEFORE = aliased(OutboxRow)
_ENVELOPE = select(
    OutboxRow.id,
    OutboxRow.entity,
    OutboxRow.dseq,
    OutboxRow.line,
    OutboxRow.blobs,
    OutboxRow.type,
)
_PENDING = (
    _ENVELOPE.where(OutboxRow.state == PENDING).order_by(OutboxRow.place).limit(bindparam("most"))
)
_BEHIND = _PENDING.where(
    OutboxRow.place
    > select(_BEFORE.place).where(_BEFORE.id == bindparam("behind")).scalar_subquery()
)
# Made once: to put it together costs more than the store needs to carry it out.
_PROMISE = insert(ScanRow)
_PROMISE = _PROMISE.on_conflict_do_update(
    index_elements=[ScanRow.envelope, ScanRow.sha256],
    set_={"state": _PROMISE.excluded.state, "reason": _PROMISE.excluded.reason},
)
_ACKNOWLEDGE = (
    update(OutboxRow)
    .where(OutboxRow.id == bindparam("wanted"))
    .values(state=bindparam("state"), seq=bindparam("seq"), reason=bindparam("reason"))
)
_ITS_OWN = select(OutboxRow.id).where(
    OutboxRow.entity == PostponedRow.entity, OutboxRow.state == PENDING
)


class SqlSyncRows:
    def __init__(self, connection: Connection, sign: Sign) -> None:
        self._connection = connection
        self._sign = sign

    def identity(self) -> Identity:
        row = self._connection.execute(
            select(ProfileRow.device, ProfileRow.epoch, ProfileRow.numbers_confirmed)
        ).one()
        return Identity(device=row.device, epoch=row.epoch, numbers_confirmed=row.numbers_confirmed)

    def pending(
        self, most: int, most_bytes: int, behind: str | None = None
    ) -> tuple[PendingEnvelope, ...]:
        rows = self._connection.execute(
            _PENDING if behind is None else _BEHIND, {"most": most, "behind": behind}
        )
        return tuple(_fitting(map(self._to_push, rows), most_bytes))

    def _to_push(self, row: Row[*tuple[Any, ...]]) -> PendingEnvelope:
        """A message that no push can carry is told of by a note in its place."""
        envelope = _pending(row)
        if len(envelope.line) <= MOST_PUSH_BYTES:
            return envelope
        return replace(envelope, line=withheld(envelope_of(envelope.line), self._sign))

    def has_pending(self, entity: str) -> bool:
        query = select(OutboxRow.id).where(OutboxRow.entity == entity, OutboxRow.state == PENDING)
        return self._connection.execute(query.limit(1)).first() is not None

    def envelope(self, envelope_id: str) -> PendingEnvelope | None:
        row = self._connection.execute(_ENVELOPE.where(OutboxRow.id == envelope_id)).first()
        return None if row is None else _pending(row)

    def in_conflict(self, envelope_id: str) -> None:
        self._connection.execute(
            update(OutboxRow).where(OutboxRow.id == envelope_id).values(state=CONFLICT)
        )

    def send_again(self, envelope_id: str, dseq: int) -> int:
        epoch = select(OutboxRow.epoch).where(OutboxRow.id == envelope_id).scalar_subquery()
        changed = self._connection.execute(
            update(OutboxRow)
            .where(OutboxRow.epoch == epoch, OutboxRow.dseq >= dseq, OutboxRow.state != PENDING)
            .where(or_(OutboxRow.state != REFUSED, OutboxRow.reason.not_in(UNBELIEVED)))
            .values(state=PENDING, reason=None)
        )
        if changed.rowcount:
            self._ask_after_scans()
        return changed.rowcount

    def say_last_again(self) -> None:
        settled = OutboxRow.state.in_((ACKNOWLEDGED, CONFLICT))
        newest = select(func.max(OutboxRow.place)).where(settled).group_by(OutboxRow.epoch)
        self._connection.execute(
            update(OutboxRow).where(OutboxRow.place.in_(newest)).values(state=PENDING, reason=None)
        )
        self._ask_after_scans()

    def _ask_after_scans(self) -> None:
        """Of a message that it remembers, a hub put back from a copy may still lack the files."""
        sent = update(ScanRow).where(ScanRow.state == SENT)
        self._connection.execute(sent.values(state=WAITING))

    def ask_again(self, envelope_id: str) -> bool:
        changed = self._connection.execute(
            update(OutboxRow)
            .where(OutboxRow.id == envelope_id, OutboxRow.state == REFUSED)
            .values(state=PENDING, reason=None)
        )
        return changed.rowcount > 0

    def acknowledged(self, taken: Sequence[tuple[str, int | None]]) -> None:
        names = ("state", "seq", "reason", "wanted")
        rows = [(ACKNOWLEDGED, seq, None, envelope_id) for envelope_id, seq in taken]
        run_many(self._connection, _ACKNOWLEDGE, names, rows)

    def promise_scans(self, *envelopes: PendingEnvelope) -> None:
        names = ("envelope", "entity", "sha256", "state", "reason")
        rows = [
            (envelope.id, envelope.entity, sha256, WAITING, None)
            for envelope in envelopes
            for sha256 in dict.fromkeys(envelope.blobs)
        ]
        run_many(self._connection, _PROMISE, names, rows)

    def waiting_scans(self, most: int, besides: Sequence[str]) -> tuple[WaitingScan, ...]:
        rows = self._connection.execute(
            select(ScanRow.sha256, func.min(ScanRow.entity), func.min(ScanRow.place))
            .where(ScanRow.state == WAITING, ScanRow.sha256.not_in(besides))
            .group_by(ScanRow.sha256)
            .order_by(func.min(ScanRow.place))
            .limit(most)
        )
        return tuple(WaitingScan(sha256=sha256, entity=entity) for sha256, entity, _ in rows)

    def scans_sent(self, hashes: Sequence[str]) -> None:
        self._connection.execute(
            update(ScanRow).where(ScanRow.sha256.in_(hashes)).values(state=SENT, reason=None)
        )

    def scan_lost(self, sha256: str, reason: str) -> None:
        self._connection.execute(
            update(ScanRow)
            .where(ScanRow.sha256 == sha256, ScanRow.state == WAITING)
            .values(state=LOST, reason=reason)
        )

    def find_scan_again(self, sha256: str) -> bool:
        changed = self._connection.execute(
            update(ScanRow)
            .where(ScanRow.sha256 == sha256, ScanRow.state == LOST)
            .values(state=WAITING, reason=None)
        )
        return changed.rowcount > 0

    def cursor(self, stream: str) -> Cursor | None:
        row = self._connection.execute(
            select(CursorRow.stream_id, CursorRow.seq).where(CursorRow.stream == stream)
        ).first()
        return None if row is None else Cursor(stream_id=row.stream_id, seq=row.seq)

    def advance(self, stream: str, cursor: Cursor) -> None:
        place = {"stream_id": cursor.stream_id, "seq": cursor.seq}
        row = insert(CursorRow).values(stream=stream, **place)
        self._connection.execute(
            row.on_conflict_do_update(index_elements=[CursorRow.stream], set_=place)
        )

    def rewind(self, stream: str) -> None:
        self._connection.execute(delete(CursorRow).where(CursorRow.stream == stream))

    def postpone(self, entity: str) -> None:
        self._connection.execute(
            insert(PostponedRow).values(entity=entity).on_conflict_do_nothing()
        )

    def postponed(self, most: int) -> tuple[str, ...]:
        query = select(PostponedRow.entity).where(~_ITS_OWN.exists()).limit(most)
        return tuple(self._connection.execute(query).scalars())

    def not_postponed(self, entity: str) -> None:
        self._connection.execute(delete(PostponedRow).where(PostponedRow.entity == entity))

    def remember(self, envelope: PendingEnvelope) -> bool:
        if self.envelope(envelope.id) is not None:
            return False
        row = insert(ForgottenRow).values(
            id=envelope.id, entity=envelope.entity, type=envelope.type, line=envelope.line
        )
        return self._connection.execute(row.on_conflict_do_nothing()).rowcount > 0

    def numbers_from(self, kind: str, center: str, window: int, day: str, value: int) -> None:
        row = insert(CounterRow).values(
            kind=kind, center=center, window=window, day=day, value=value
        )
        self._connection.execute(
            row.on_conflict_do_update(
                index_elements=[
                    CounterRow.kind,
                    CounterRow.center,
                    CounterRow.window,
                    CounterRow.day,
                ],
                set_={"value": func.max(CounterRow.value, value)},
            )
        )

    def tickets_from(self, day: str, value: int) -> None:
        self.numbers_from(TICKET_FLOOR, "", 0, day, value)

    def confirm_numbers(self) -> None:
        self._connection.execute(update(ProfileRow).values(numbers_confirmed=True))

    def add_conflict(self, conflict: Conflict) -> bool:
        row = insert(ConflictRow).values(
            id=conflict.id,
            entity=conflict.entity,
            envelope=conflict.envelope,
            mine=conflict.mine,
            theirs=conflict.theirs,
            found_at=conflict.found_at.isoformat(),
            state=conflict.state,
            take=conflict.take,
        )
        return self._connection.execute(row.on_conflict_do_nothing()).rowcount > 0

    def conflict(self, conflict_id: str) -> Conflict | None:
        row = self._connection.execute(
            select(ConflictRow.__table__).where(ConflictRow.id == conflict_id)
        ).first()
        return None if row is None else conflict_from(row)

    def show_theirs(self, conflict_id: str, theirs: bytes) -> None:
        self._connection.execute(
            update(ConflictRow)
            .where(ConflictRow.id == conflict_id, ConflictRow.theirs == b"")
            .values(theirs=theirs)
        )

    def answer_conflict(self, conflict_id: str, take: str, envelope_id: str) -> None:
        self._connection.execute(
            update(ConflictRow)
            .where(ConflictRow.id == conflict_id)
            .values(state="answered", take=take, answer=envelope_id)
        )

    def solve_conflict(self, conflict_id: str) -> None:
        self._connection.execute(
            update(ConflictRow).where(ConflictRow.id == conflict_id).values(state="solved")
        )

    def conflict_answered_by(self, envelope_id: str) -> str | None:
        return self._connection.execute(
            select(ConflictRow.id).where(ConflictRow.answer == envelope_id)
        ).scalar()

    def hub_fact(self, name: str) -> str | None:
        return self._connection.execute(
            select(HubFactRow.value).where(HubFactRow.name == name)
        ).scalar()

    def learn_hub_fact(self, name: str, value: str) -> None:
        row = insert(HubFactRow).values(name=name, value=value)
        self._connection.execute(
            row.on_conflict_do_update(index_elements=[HubFactRow.name], set_={"value": value})
        )

    def forget_hub_fact(self, name: str) -> None:
        self._connection.execute(delete(HubFactRow).where(HubFactRow.name == name))


def conflict_from(row: Row[*tuple[Any, ...]]) -> Conflict:
    return Conflict(
        id=row.id,
        entity=row.entity,
        envelope=row.envelope,
        mine=row.mine,
        theirs=row.theirs,
        found_at=datetime.fromisoformat(row.found_at),
        state=row.state,
        take=row.take,
    )


def _fitting(envelopes: Iterable[PendingEnvelope], most_bytes: int) -> list[PendingEnvelope]:
    """As many from the beginning as fit; the first one always."""
    taken: list[PendingEnvelope] = []
    size = 0
    for envelope in envelopes:
        size += len(envelope.line) + 1
        if taken and size > most_bytes:
            break
        taken.append(envelope)
    return taken


def _pending(row: Row[*tuple[Any, ...]]) -> PendingEnvelope:
    return PendingEnvelope(
        id=row.id,
        entity=row.entity,
        dseq=row.dseq,
        line=row.line,
        blobs=tuple(row.blobs.split()),
        type=row.type,
    )
