"""The store in memory, with transactions that really roll back."""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import TracebackType
from typing import Self

import msgspec

from operator_app.domain.applications import Application, ApplicationId, State
from operator_app.domain.operators import Operator, OperatorId, Window
from operator_app.domain.passwords import Tries
from operator_app.domain.shifts import Leftovers, Shift, ShiftId, ShiftState
from operator_app.domain.tickets import Ticket, TicketState
from operator_app.domain.versions import StaleVersion
from operator_app.errors import Unavailable
from operator_app.ports import Fact, PaperRecord, PendingEnvelope
from operator_app.usecases.rules import local
from operator_app.wire.bodies import OF_WINDOWS
from tests.support.fakes_corrections import CorrectionTables, FakeCorrections
from tests.support.fakes_courier import FakeManifests, ManifestTables
from tests.support.fakes_editions import EditionTables, FakeEditions
from tests.support.fakes_supervision import (
    FakeDays,
    FakeQuestionnaires,
    FakeReviews,
    SupervisionTables,
)
from tests.support.fakes_sync import FakeSync, SyncTables


class DiskFull(Unavailable):
    """What a broken part of the fake store raises."""

    code = "store.disk_full"


@dataclass(frozen=True)
class AuditRow:
    actor: str
    action: str
    entity: str
    at: datetime
    details: Mapping[str, object]


@dataclass
class Tables:
    """Everything that a transaction may change."""

    applications: dict[ApplicationId, Application] = field(default_factory=dict)
    tickets: dict[str, Ticket] = field(default_factory=dict)
    counters: dict[tuple[str, str, int, date], int] = field(default_factory=dict)
    papers: list[PaperRecord] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    settled: dict[str, str] = field(default_factory=dict)
    """Envelope to ``acknowledged`` or the reason of its refusal."""
    audit: list[AuditRow] = field(default_factory=list)
    operators: dict[OperatorId, Operator] = field(default_factory=dict)
    passwords: dict[OperatorId, str] = field(default_factory=dict)
    signed_in: dict[OperatorId, datetime] = field(default_factory=dict)
    tries: dict[str, Tries] = field(default_factory=dict)
    windows: dict[int, Window] = field(default_factory=dict)
    shifts: dict[ShiftId, Shift] = field(default_factory=dict)
    sync: SyncTables = field(default_factory=SyncTables)
    courier: ManifestTables = field(default_factory=ManifestTables)
    supervision: SupervisionTables = field(default_factory=SupervisionTables)
    editor: EditionTables = field(default_factory=EditionTables)
    asked: CorrectionTables = field(default_factory=CorrectionTables)


class FakeStore:
    """Makes units of work; what was not committed is gone. ``broken`` parts cannot be written."""

    def __init__(self) -> None:
        self.tables = Tables()
        self.broken: set[str] = set()
        self.left = Leftovers()

    def __call__(self) -> FakeUnit:
        return FakeUnit(self)

    def case(self, application_id: str) -> Application:
        return self.tables.applications[ApplicationId(application_id)]

    def put(self, application: Application) -> Application:
        self.tables.applications[application.id] = application
        return application

    @property
    def actions(self) -> list[str]:
        return [row.action for row in self.tables.audit]

    @property
    def messages(self) -> list[str]:
        return [fact.type for fact in self.tables.facts]

    def check(self, part: str) -> None:
        if part in self.broken:
            raise DiskFull(part=part)


class FakeUnit:
    """One transaction over a copy of the tables."""

    def __init__(self, store: FakeStore) -> None:
        self._store = store

    def __enter__(self) -> Self:
        self.tables = copy.copy(self._store.tables)
        for name, value in vars(self._store.tables).items():
            setattr(self.tables, name, copy.copy(value))
        for name, value in vars(self.tables.sync).items():
            setattr(self.tables.sync, name, copy.copy(value))
        for name, value in vars(self.tables.courier).items():
            setattr(self.tables.courier, name, copy.copy(value))
        self.tables.sync.settled = self.tables.settled
        self.sync = FakeSync(self.tables.sync)
        self.applications = FakeApplications(self.tables, self._store)
        self.tickets = FakeTickets(self.tables, self._store)
        self.counters = FakeCounters(self.tables)
        self.papers = FakePapers(self.tables, self._store)
        self.outbox = FakeOutbox(self.tables, self._store)
        self.audit = FakeAudit(self.tables, self._store)
        self.operators = FakeOperators(self.tables, self._store)
        self.shifts = FakeShifts(self.tables, self._store)
        self.manifests = FakeManifests(self.tables.courier)
        supervised = self.tables.supervision
        check = self._store.check
        self.days = FakeDays(supervised, lambda: (row.at for row in self.tables.audit), check)
        self.reviews = FakeReviews(supervised, self._journal_of, check)
        self.questionnaires = FakeQuestionnaires(supervised, check)
        self.editions = FakeEditions(self.tables.editor, self._store.check)
        self.corrections = FakeCorrections(self.tables.asked, check)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        del self.tables

    def _journal_of(self, application_id: str) -> list[tuple[str, str]]:
        return [
            (row.actor, row.action)
            for row in self.tables.audit
            if row.entity == application_id and row.action.startswith("case.")
        ]

    def commit(self) -> None:
        self._store.check("commit")
        self._store.tables = self.tables


class FakeApplications:
    def __init__(self, tables: Tables, store: FakeStore) -> None:
        self._rows = tables.applications
        self._store = store

    def get(self, application_id: ApplicationId) -> Application | None:
        return self._rows.get(application_id)

    def by_number(self, number: str) -> Application | None:
        return next((one for one in self._rows.values() if one.number == number), None)

    def add(self, application: Application) -> None:
        self._store.check("applications")
        assert application.id not in self._rows
        self._rows[application.id] = application

    def save(self, application: Application) -> Application:
        self._store.check("applications")
        before = self._rows.get(application.id)
        if before is None or before.version != application.version:
            raise StaleVersion(number=application.number, version=application.version)
        saved = replace(application, version=application.version + 1)
        self._rows[application.id] = saved
        return saved

    def several(self, ids: Collection[str]) -> Mapping[str, Application]:
        return {one: self._rows[ApplicationId(one)] for one in ids if one in self._rows}

    def save_told(self, applications: Sequence[Application]) -> None:
        for application in applications:
            before = self._rows[application.id]
            told = replace(before, delivery=application.delivery, hub_seq=application.hub_seq)
            assert application == told, "only what the hub has told"
            self.save(application)

    def remove(self, application_id: ApplicationId) -> None:
        row = self._rows.get(application_id)
        if row is not None and row.state is State.DRAFT:
            del self._rows[application_id]

    def same_day(self, number: str, service: str, day: date) -> tuple[str, ...]:
        return tuple(
            one.number
            for one in self._rows.values()
            if one.applicant is not None
            and one.applicant.number == number
            and one.service == service
            and local(one.opened_at).date() == day
        )


class FakeTickets:
    def __init__(self, tables: Tables, store: FakeStore) -> None:
        self._rows = tables.tickets
        self._store = store

    def get(self, ticket_id: str) -> Ticket | None:
        return self._rows.get(ticket_id)

    def save(self, ticket: Ticket) -> None:
        self._store.check("tickets")
        self._rows[ticket.id] = ticket

    def next_waiting(self, center: str, category: str | None = None) -> Ticket | None:
        waiting = [
            one
            for one in self._rows.values()
            if one.state is TicketState.WAITING
            and one.center == center
            and category in {None, one.category}
        ]
        return min(waiting, key=lambda one: one.place, default=None)


class FakeCounters:
    def __init__(self, tables: Tables) -> None:
        self._rows = tables.counters

    def next_application(self, center: str, window: int, day: date) -> int:
        return self._next(("application", center, window, day))

    def next_ticket(self, center: str, window: int, day: date) -> int:
        return self._next(("ticket", center, window, day))

    def next_manifest(self, center: str, window: int, day: date) -> int:
        return self._next(("manifest", center, window, day))

    def _next(self, key: tuple[str, str, int, date]) -> int:
        self._rows[key] = self._rows.get(key, 0) + 1
        return self._rows[key]


class FakePapers:
    def __init__(self, tables: Tables, store: FakeStore) -> None:
        self._rows = tables.papers
        self._store = store

    def add(self, record: PaperRecord) -> None:
        self._store.check("papers")
        self._rows.append(record)

    def of(self, application_id: ApplicationId) -> tuple[PaperRecord, ...]:
        return tuple(one for one in self._rows if one.application_id == application_id)

    def printed(self, paper_id: str, at: datetime) -> None:
        for place, one in enumerate(self._rows):
            if one.id == paper_id and one.printed_at is None:
                self._rows[place] = replace(one, printed_at=at)

    def by_sha256(self, sha256: str) -> PaperRecord | None:
        return next((one for one in self._rows if one.sha256 == sha256), None)


class FakeOutbox:
    """An envelope's id is its place; its line is the fact's type and entity. What the hub would
    refuse for its body is refused here, so every use case says what its type promises."""

    def __init__(self, tables: Tables, store: FakeStore) -> None:
        self._tables = tables
        self._store = store

    def put(self, fact: Fact) -> str:
        self._store.check("outbox")
        told = msgspec.json.decode(msgspec.json.encode(dict(fact.body)))
        OF_WINDOWS.read(fact.type, OF_WINDOWS.newest(fact.type), told)
        self._tables.facts.append(fact)
        place = len(self._tables.facts)
        self._tables.sync.envelopes[str(place)] = PendingEnvelope(
            id=str(place),
            type=fact.type,
            entity=fact.entity,
            dseq=place,
            line=f"{place} {fact.type} {fact.entity}".encode(),
            blobs=tuple(blob.sha256 for blob in fact.blobs),
        )
        return str(place)

    def pending(self, limit: int) -> tuple[PendingEnvelope, ...]:
        return FakeSync(self._tables.sync).pending(limit, 10**9)

    def acknowledged(self, envelope_id: str, seq: int | None) -> None:
        self._tables.settled[envelope_id] = "acknowledged"

    def refused(self, envelope_id: str, reason: str) -> None:
        self._tables.settled[envelope_id] = reason


class FakeAudit:
    def __init__(self, tables: Tables, store: FakeStore) -> None:
        self._rows = tables.audit
        self._store = store

    def record(
        self, *, actor: str, action: str, entity: str, at: datetime, details: Mapping[str, object]
    ) -> None:
        self._store.check("audit")
        self._rows.append(AuditRow(actor, action, entity, at, details))


class FakeOperators:
    def __init__(self, tables: Tables, store: FakeStore) -> None:
        self._tables = tables
        self._store = store

    def get(self, operator_id: OperatorId) -> Operator | None:
        return self._tables.operators.get(operator_id)

    def by_login(self, login: str) -> Operator | None:
        return next((one for one in self.all() if one.login == login), None)

    def all(self) -> tuple[Operator, ...]:
        return tuple(self._tables.operators.values())

    def save(self, operator: Operator) -> None:
        self._store.check("operators")
        self._tables.operators[operator.id] = operator

    def password_of(self, operator_id: OperatorId) -> str | None:
        return self._tables.passwords.get(operator_id)

    def set_password(self, operator_id: OperatorId, hashed: str) -> None:
        self._store.check("operators")
        self._tables.passwords[operator_id] = hashed

    def signed_in(self, operator_id: OperatorId, at: datetime) -> None:
        self._tables.signed_in[operator_id] = at

    def tries(self, key: str) -> Tries:
        return self._tables.tries.get(key, Tries())

    def save_tries(self, key: str, tries: Tries) -> None:
        self._tables.tries[key] = tries

    def forget_tries(self, before: datetime) -> None:
        self._tables.tries = {
            key: one
            for key, one in self._tables.tries.items()
            if one.failed and one.last_at is not None and one.last_at >= before
        }

    def window(self, number: int) -> Window | None:
        return self._tables.windows.get(number)

    def save_window(self, window: Window) -> None:
        self._tables.windows[window.number] = window


class FakeShifts:
    """``left`` is set by the test: what a window leaves is a question to the real store."""

    def __init__(self, tables: Tables, store: FakeStore) -> None:
        self._rows = tables.shifts
        self._store = store

    def get(self, shift_id: ShiftId) -> Shift | None:
        return self._rows.get(shift_id)

    def save(self, shift: Shift) -> None:
        self._store.check("shifts")
        self._rows[shift.id] = shift

    def not_closed(self) -> tuple[Shift, ...]:
        return tuple(one for one in self._rows.values() if one.state is not ShiftState.CLOSED)

    def left_at(self, center: str, window: int) -> Leftovers:
        return self._store.left
