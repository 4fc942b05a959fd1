"""A hub and its PostgreSQL: restarts, lost connections, unsafe servers, two hubs at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, make_url
from sqlalchemy.exc import SQLAlchemyError

from db.engine import StoreBusy, StoreUnwritable
from hub.store import postgresql
from hub.store.ledger import Ledger
from hub.store.postgresql import (
    DatabaseAddressWrong,
    DatabaseUnreachable,
    DatabaseUnsafe,
    coded,
)
from hub.store.tables import cases, inbox
from operator_app.gateways.hub_http import HubUnreachable
from operator_app.wire.push import PushOutcome
from tests.support.envelopes import Device, an_id
from tests.support.hub_process import HubProcess
from tests.support.postgres import PostgresServer


def test_a_server_that_fell_and_rose_has_all_that_was_acknowledged(
    postgres: PostgresServer, postgres_database: str, tmp_path: Path
) -> None:
    device = Device()
    first, second = device.says(), device.says()
    with HubProcess(tmp_path, database=postgres_database) as hub:
        hub.http.push([first])
        postgres.stop("immediate")
        try:
            with pytest.raises(HubUnreachable, match="503"):
                hub.http.push([second])
        finally:
            postgres.start()
        results = hub.http.push([first, second]).results

        assert [each.result for each in results] == [PushOutcome.DUPLICATE, PushOutcome.APPLIED]
        assert "hub.database_unreachable" in hub.log()


def test_connections_that_were_cut_are_made_anew(
    postgres: PostgresServer, postgres_database: str, tmp_path: Path
) -> None:
    device = Device()
    with HubProcess(tmp_path, database=postgres_database) as hub:
        hub.http.push([device.says()])
        postgres.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'tereze-hub'"
        )

        assert hub.http.push([device.says()]).results[0].result is PushOutcome.APPLIED


def test_two_hubs_started_at_once_on_an_empty_database_make_it_once(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    address = postgres.a_database(empty=True)
    with ThreadPoolExecutor(2) as pool:
        hubs = list(
            pool.map(lambda name: HubProcess(tmp_path / name, database=address), ("one", "two"))
        )
    device = Device()
    lines = [device.says(), device.says()]
    with hubs[0] as one, hubs[1] as two:
        results = [
            hub.http.push([line]).results[0] for hub, line in zip((one, two), lines, strict=True)
        ]

    assert [(each.result, each.seq) for each in results] == [
        (PushOutcome.APPLIED, 1),
        (PushOutcome.APPLIED, 2),
    ]
    postgres.drop(address)


def test_a_server_that_would_lose_what_it_acknowledged_is_refused(
    postgres: PostgresServer, postgres_database: str
) -> None:
    name = make_url(postgres_database).database
    postgres.sql(f"ALTER DATABASE {name} SET synchronous_commit = off")

    with pytest.raises(DatabaseUnsafe) as caught:
        postgresql.open_writer(postgres_database)

    assert caught.value.details == {"setting": "synchronous_commit", "least": "on"}


@pytest.mark.parametrize("address", ["", "nonsense", "sqlite://", "postgresql://x/y", "mysql://x"])
def test_an_address_of_anything_else_is_refused(address: str) -> None:
    with pytest.raises(DatabaseAddressWrong):
        postgresql.open_writer(address)


def test_a_server_that_is_not_there_is_unreachable(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnreachable):
        postgresql.open_writer(f"postgresql+psycopg://u@/d?host={tmp_path}")


def test_trouble_is_told_apart_by_its_state() -> None:
    kinds = {state: type(coded(state)) for state in ("55P03", "40P01", "53100", "57P01", "08006")}

    assert kinds == {
        "55P03": StoreBusy,
        "40P01": StoreBusy,
        "53100": StoreUnwritable,
        "57P01": DatabaseUnreachable,
        "08006": DatabaseUnreachable,
    }
    assert isinstance(coded(None), DatabaseUnreachable)
    assert coded("23505") is None


def test_what_postgresql_says_of_a_mistake_quotes_nobody(postgres_database: str) -> None:
    writer = postgresql.open_writer(postgres_database)
    row = {"envelope": an_id(9), "seq": 1, "state": "accepted", "received_at": "now"}

    def write(**changes: object) -> None:
        with writer.begin() as connection:
            connection.execute(insert(cases).values({**row, **changes}))

    said = []
    for changes in ({"entity": "КАНАРЕЙКИНА"}, {"entity": None}, {"entity": "КАНАРЕЙКИНА" * 9}):
        with pytest.raises(SQLAlchemyError) as caught:
            write(**changes)
        said += [str(caught.value), str(caught.value.__cause__)]
    writer.dispose()

    assert not [text for text in said if "КАНАРЕЙКИНА" in text]
    assert "ForeignKeyViolation 23503" in said[1]


def test_a_reader_cannot_write_and_sees_one_moment(postgres_database: str) -> None:
    writer = postgresql.open_writer(postgres_database)
    reader = postgresql.open_reader(postgres_database)
    ledger = Ledger(writer, reader)
    at = datetime.now(UTC)
    with ledger.reading() as before:
        seen = [before.scans.sizes(["a" * 64])]
        with ledger.filing() as pages:
            pages.scans.add("a" * 64, 1, at)
        seen.append(before.scans.sizes(["a" * 64]))

    assert seen == [{}, {}]
    with pytest.raises(StoreUnwritable), reader.begin() as connection:
        connection.execute(inbox.delete())
    ledger.close()
