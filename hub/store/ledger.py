"""The hub's memory: what was received, what became of it, and what was refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Engine, RowMapping, insert, select, update

from hub.store.tables import alarms, blobs, case_steps, cases, counters, inbox
from operator_app.wire.cases import CaseStep, Decision, HubCase, HubState
from operator_app.wire.envelopes import Envelope


class Stream(StrEnum):
    """What others follow, each in the order of its own ``seq``."""

    CASES = "cases"
    TICKETS = "tickets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What the inbox remembers of an envelope it has applied."""

    digest: str
    stream: Stream
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Something that cannot happen between honest programs; the bytes are kept for a person."""

    kind: str
    envelope: str | None
    digest: str
    line: bytes


class Ledger:
    """Transactions over the store. One writer at a time; readers do not wait for it."""

    def __init__(self, writer: Engine, reader: Engine) -> None:
        self._writer = writer
        self._reader = reader

    @contextmanager
    def writing(self) -> Iterator[Pages]:
        """Committed, and on the disk, when the block ends; rolled back when it raises."""
        with self._writer.begin() as connection:
            yield Pages(connection)

    @contextmanager
    def reading(self) -> Iterator[Pages]:
        with self._reader.connect() as connection:
            yield Pages(connection)

    def close(self) -> None:
        self._reader.dispose()
        self._writer.dispose()


class Pages:
    """The store within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def savepoint(self) -> AbstractContextManager[object]:
        """What is written within is undone alone when the block raises."""
        return self._connection.begin_nested()

    def next_seq(self, stream: Stream = Stream.CASES) -> int:
        statement = (
            update(counters)
            .where(counters.c.stream == stream.value)
            .values(value=counters.c.value + 1)
            .returning(counters.c.value)
        )
        return int(self._connection.execute(statement).scalar_one())

    def received(self, envelope_id: str) -> Received | None:
        row = self._connection.execute(
            select(inbox.c.digest, inbox.c.stream, inbox.c.seq).where(inbox.c.id == envelope_id)
        ).first()
        if row is None:
            return None
        return Received(digest=row.digest, stream=Stream(row.stream), seq=row.seq)

    def place_taken(self, envelope: Envelope) -> bool:
        """Whether another envelope stands at this place of the device's chain."""
        statement = select(inbox.c.id).where(
            inbox.c.device == envelope.device,
            inbox.c.epoch == envelope.epoch,
            inbox.c.dseq == envelope.dseq,
        )
        return self._connection.execute(statement).first() is not None

    def receive(self, envelope: Envelope, line: bytes, received: Received, at: datetime) -> None:
        self._connection.execute(
            insert(inbox).values(
                id=envelope.id,
                stream=received.stream.value,
                seq=received.seq,
                device=envelope.device,
                epoch=envelope.epoch,
                dseq=envelope.dseq,
                prev=envelope.prev,
                digest=received.digest,
                type=envelope.type,
                entity=envelope.entity,
                at=envelope.at.isoformat(),
                received_at=at.isoformat(),
                line=line,
            )
        )

    def raise_alarm(self, alarm: Alarm, at: datetime) -> None:
        """Once for the same bytes, however often they are pushed."""
        known = select(alarms.c.id).where(
            alarms.c.kind == alarm.kind, alarms.c.digest == alarm.digest
        )
        if self._connection.execute(known).first() is None:
            self._connection.execute(
                insert(alarms).values(
                    kind=alarm.kind,
                    envelope=alarm.envelope,
                    digest=alarm.digest,
                    line=alarm.line,
                    raised_at=at.isoformat(),
                )
            )

    def blob_sizes(self, sha256: Sequence[str]) -> dict[str, int]:
        """Sizes of those of the named blobs that are here."""
        rows = self._connection.execute(
            select(blobs.c.sha256, blobs.c.size).where(blobs.c.sha256.in_(sha256))
        )
        return {row.sha256: row.size for row in rows}

    def add_blob(self, sha256: str, size: int, at: datetime) -> bool:
        """False when it was here before."""
        if self.blob_sizes([sha256]):
            return False
        self._connection.execute(
            insert(blobs).values(sha256=sha256, size=size, stored_at=at.isoformat())
        )
        return True

    def add_case(self, entity: str, *, envelope: str, seq: int, at: datetime) -> None:
        self._connection.execute(
            insert(cases).values(
                entity=entity,
                envelope=envelope,
                seq=seq,
                state=HubState.ACCEPTED.value,
                received_at=at.isoformat(),
            )
        )

    def case(self, entity: str) -> HubCase | None:
        row = (
            self._connection.execute(select(cases).where(cases.c.entity == entity))
            .mappings()
            .first()
        )
        if row is None:
            return None
        steps = self._connection.execute(
            select(case_steps).where(case_steps.c.entity == entity).order_by(case_steps.c.seq)
        ).mappings()
        return _case(row, tuple(_step(step) for step in steps))

    def save_case(self, case: HubCase, step: CaseStep) -> None:
        """The case as ``step`` has left it, and the step itself."""
        self._connection.execute(
            update(cases)
            .where(cases.c.entity == case.entity)
            .values(
                seq=case.seq,
                state=case.state.value,
                official_number=case.official_number,
                registered_at=_text(case.registered_at),
                in_work_at=_text(case.in_work_at),
                decision=case.decision.value if case.decision else None,
                decided_at=_text(case.decided_at),
                ground=case.ground,
                ready_at=_text(case.ready_at),
                issued_at=_text(case.issued_at),
            )
        )
        self._connection.execute(
            insert(case_steps).values(
                seq=step.seq,
                entity=case.entity,
                state=step.state.value,
                at=step.at.isoformat(),
                actor=step.actor,
            )
        )


def _case(row: RowMapping, steps: tuple[CaseStep, ...]) -> HubCase:
    return HubCase(
        entity=row["entity"],
        seq=row["seq"],
        state=HubState(row["state"]),
        received_at=datetime.fromisoformat(row["received_at"]),
        official_number=row["official_number"],
        registered_at=_moment(row["registered_at"]),
        in_work_at=_moment(row["in_work_at"]),
        decision=Decision(row["decision"]) if row["decision"] else None,
        decided_at=_moment(row["decided_at"]),
        ground=row["ground"],
        ready_at=_moment(row["ready_at"]),
        issued_at=_moment(row["issued_at"]),
        steps=steps,
    )


def _step(row: RowMapping) -> CaseStep:
    return CaseStep(
        state=HubState(row["state"]),
        at=datetime.fromisoformat(row["at"]),
        actor=row["actor"],
        seq=row["seq"],
    )


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
