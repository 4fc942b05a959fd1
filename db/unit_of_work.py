"""One transaction of the store behind the port ``UnitOfWork``."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, RootTransaction
from sqlalchemy.exc import TimeoutError as PoolTimeout

from db.audit_chain import SqlAudit
from db.chain_ends import ChainEnds
from db.engine import BUSY_S, StoreBusy
from db.outbox import SqlOutbox
from db.repositories.applications import SqlApplications
from db.repositories.corrections import SqlCorrections
from db.repositories.counters import SqlCounters
from db.repositories.editions import SqlEditions
from db.repositories.manifests import SqlManifests
from db.repositories.operators import SqlOperators
from db.repositories.papers import SqlPapers
from db.repositories.shifts import SqlShifts
from db.repositories.supervision import SqlDays, SqlQuestionnaires, SqlReviewRows
from db.repositories.sync import SqlSyncRows
from db.repositories.tickets import SqlTickets
from operator_app.wire.signed import Sign


def _nobody() -> None:
    """Listens to no commit."""


class SqlUnitOfWork:
    """One ``BEGIN IMMEDIATE`` to one ``COMMIT``. Leaving without ``commit()`` rolls back.

    Made per call. The parts are there inside the ``with`` block only.
    """

    applications: SqlApplications
    tickets: SqlTickets
    counters: SqlCounters
    papers: SqlPapers
    outbox: SqlOutbox
    audit: SqlAudit
    operators: SqlOperators
    shifts: SqlShifts
    days: SqlDays
    reviews: SqlReviewRows
    questionnaires: SqlQuestionnaires
    manifests: SqlManifests
    editions: SqlEditions
    corrections: SqlCorrections
    sync: SqlSyncRows
    _connection: Connection
    _transaction: RootTransaction
    _ends: ChainEnds | None

    def __init__(
        self,
        engine: Engine,
        new_id: Callable[[], str],
        sign: Sign,
        told: Callable[[], None] = _nobody,
    ) -> None:
        self._engine = engine
        self._new_id = new_id
        self._sign = sign
        self._told = told

    def __enter__(self) -> Self:
        self._connection = connection = self._connect()
        try:
            self._transaction = connection.begin()
        except BaseException:
            connection.close()
            raise
        self.applications = SqlApplications(connection)
        self.tickets = SqlTickets(connection)
        self.counters = SqlCounters(connection)
        self.papers = SqlPapers(connection)
        self.outbox = SqlOutbox(connection, self._chain_ends, self._new_id, self._sign)
        self.audit = SqlAudit(connection, self._chain_ends)
        self.operators = SqlOperators(connection)
        self.shifts = SqlShifts(connection)
        self.days = SqlDays(connection)
        self.reviews = SqlReviewRows(connection)
        self.questionnaires = SqlQuestionnaires(connection)
        self.manifests = SqlManifests(connection)
        self.editions = SqlEditions(connection)
        self.corrections = SqlCorrections(connection)
        self.sync = SqlSyncRows(connection, self._sign)
        self._ends = None
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if self._transaction.is_active:
                self._transaction.rollback()
        finally:
            self._connection.close()

    def commit(self) -> None:
        """On return the transaction has reached the disk; then whoever sends it on is told."""
        if self._ends is not None:
            self._ends.write()
        self._transaction.commit()
        if self._ends is not None:
            self._told()

    def _chain_ends(self) -> ChainEnds:
        """Read on first use: most transactions of a draft touch neither chain."""
        if self._ends is None:
            self._ends = ChainEnds(self._connection)
        return self._ends

    def _connect(self) -> Connection:
        try:
            return self._engine.connect()
        except PoolTimeout as error:
            raise StoreBusy(store="store", waited_s=BUSY_S) from error


def units_of_work(
    engine: Engine,
    new_id: Callable[[], str],
    sign: Sign,
    told: Callable[[], None] = _nobody,
) -> Callable[[], SqlUnitOfWork]:
    """The factory that use cases are given; ``told`` is called when something is to be sent."""
    return lambda: SqlUnitOfWork(engine, new_id, sign, told)
