"""The hub's inbox over a real store, in this process: for tests that push thousands of times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Row, Table, event, select

from hub.access import Access, Caller
from hub.acts import scan_came
from hub.enrolment import Enrolments
from hub.inbox import Inbox, Push
from hub.store import postgresql
from hub.store.ledger import Ledger
from hub.store.opening import open_reader, open_writer
from hub.store.upgrade import upgrade
from operator_app.wire.bodies import OF_WINDOWS, Bodies
from operator_app.wire.cases import HubCase
from operator_app.wire.devices import Role
from operator_app.wire.push import PushResult
from tests.support.envelopes import CENTER, Device

KEY = bytes(range(32))
CODE = "the code of the tests"
NOON = datetime(2018, 2, 6, 6, 0, tzinfo=UTC)
CARRIER = Caller(role=Role.RELAY, device="carrier", center=CENTER)


class HubDesk:
    """Its clock stands at ``now`` until a test moves it."""

    def __init__(
        self, folder: Path, database: str | None = None, bodies: Bodies = OF_WINDOWS
    ) -> None:
        self.now = NOON
        self.on_sqlite = database is None
        if database is None:
            folder.mkdir(parents=True, exist_ok=True)
            writer = open_writer(folder / "hub.db", KEY)
            event.listen(writer, "connect", _not_durable)
            upgrade(writer)
            self._reader = open_reader(folder / "hub.db", KEY)
        else:
            writer = postgresql.open_writer(database)
            self._reader = postgresql.open_reader(database)
        self.ledger = Ledger(writer, self._reader)
        self.inbox = Inbox(self.ledger, lambda: self.now, bodies)
        self.enrolments = Enrolments(self.ledger, lambda: self.now, CODE)
        self.access = Access(self.ledger, CODE)

    def know(self, *devices: Device) -> None:
        for window, device in enumerate(devices, start=1):
            self.enrolments.enrol(device.enrolment(CODE, window=window))

    def push(
        self,
        lines: Iterable[bytes],
        caller: Caller = CARRIER,
        told_at: datetime | None = None,
    ) -> Sequence[PushResult]:
        asked = Push(lines=list(lines), caller=caller, told_at=told_at)
        return self.inbox.push(asked).results

    def fates(self, lines: Iterable[bytes], caller: Caller = CARRIER) -> list[str]:
        """The result of each line, or the reason when it was not simply taken."""
        return [each.reason or each.result.value for each in self.push(lines, caller)]

    def scan(self, content: bytes, sha256: str) -> None:
        with self.ledger.writing() as pages:
            pages.scans.add(sha256, len(content), self.now)
            scan_came(pages, sha256, len(content), self.now)

    def case(self, entity: str) -> HubCase:
        with self.ledger.reading() as pages:
            found = pages.cases.get(entity)
        assert found is not None
        return found

    def rows(self, table: Table) -> list[Row[Any]]:
        with self._reader.connect() as connection:
            return list(connection.execute(select(table)))

    def later(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)

    def close(self) -> None:
        self.ledger.close()


def _not_durable(connection: Any, record: object) -> None:
    """That what was answered is on the disk is tested on hubs of their own."""
    del record
    connection.execute("PRAGMA synchronous = OFF")


def itself(device: Device) -> Caller:
    """A window that sends its own."""
    return Caller(role=Role.WINDOW, device=device.name, center=CENTER)
