"""The hub's memory: transactions over its store, and what may be done within one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Final

from sqlalchemy import Connection, Engine, QueuePool, select, text
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from db.engine import BUSY_S, StoreBusy
from hub.store import checking
from hub.store.alarm_rows import AlarmRows
from hub.store.case_rows import CaseRows
from hub.store.chain_rows import ChainRows
from hub.store.conflict_rows import ConflictRows
from hub.store.copies import copy_store, restore_store
from hub.store.device_rows import DeviceRows
from hub.store.inbox_rows import InboxRows
from hub.store.pull_rows import PullRows
from hub.store.relay_rows import RelayRows
from hub.store.scan_rows import ScanRows
from hub.store.streams import Streams
from hub.store.tables import counters

_POSTGRESQL: Final = "postgresql"


class Ledger:
    """Transactions over the store. One writer of streams at a time; readers do not wait for it."""

    def __init__(self, writer: Engine, reader: Engine) -> None:
        self._writer = writer
        self._reader = reader

    @contextmanager
    def writing(self) -> Iterator[Pages]:
        """Committed, and on the disk, when the block ends; rolled back when it raises.

        Whoever writes in order holds all counters from its first statement on. So what was read
        within the block is still true when it ends, two streams cannot be locked crosswise, and
        both databases behave alike: SQLite has one writer anyway.
        """
        with _patient(), self._writer.begin() as connection:
            if connection.dialect.name == _POSTGRESQL:
                held = select(counters.c.stream).order_by(counters.c.stream).with_for_update()
                connection.execute(held).all()
            yield Pages(connection)

    @contextmanager
    def filing(self) -> Iterator[Pages]:
        """The same, beside whoever writes in order: for what has no place in a stream."""
        with _patient(), self._writer.begin() as connection:
            yield Pages(connection)

    @contextmanager
    def reading(self) -> Iterator[Pages]:
        with _patient(), self._reader.connect() as connection:
            yield Pages(connection)

    def close(self) -> None:
        self._reader.dispose()
        self._writer.dispose()

    def version(self) -> str:
        with self._reader.connect() as connection:
            return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())

    def copy_to(self, target: Engine) -> dict[str, int]:
        """Rows of each table; all of one moment, while others go on writing."""
        with _patient(), self._reader.connect() as connection:
            return copy_store(connection, target)

    def restore_from(self, source: Connection) -> dict[str, int]:
        return restore_store(source, self._writer)

    def begin_again(self) -> None:
        """This store is older than it was: windows find out, and send again what it lacks."""
        with _patient(), self._writer.begin() as connection:
            Streams(connection).renew_id()

    def faults(self) -> Iterator[str]:
        """What does not hold together, a line each."""
        with _patient(), self._reader.connect() as connection:
            yield from checking.faults(connection)

    def scans(self) -> Iterator[tuple[str, int]]:
        """Hash and size of each scan that was acknowledged."""
        with _patient(), self._reader.connect() as connection:
            yield from checking.scans(connection)

    def under_way(self) -> int:
        """Connections that somebody is using at this moment."""
        pools = (self._writer.pool, self._reader.pool)
        return sum(pool.checkedout() for pool in pools if isinstance(pool, QueuePool))


@contextmanager
def _patient() -> Iterator[None]:
    """Nobody waits for a connection for ever."""
    try:
        yield
    except NoConnectionLeft as error:
        raise StoreBusy(store="pool", waited_s=BUSY_S) from error


class Pages:
    """The store within one transaction, by concern."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.inbox = InboxRows(connection)
        self.cases = CaseRows(connection)
        self.alarms = AlarmRows(connection)
        self.scans = ScanRows(connection)
        self.streams = Streams(connection)
        self.devices = DeviceRows(connection)
        self.chains = ChainRows(connection)
        self.conflicts = ConflictRows(connection)
        self.pulls = PullRows(connection)
        self.relay = RelayRows(connection)

    def savepoint(self) -> AbstractContextManager[object]:
        """What is written within is undone alone when the block raises."""
        return self._connection.begin_nested()
