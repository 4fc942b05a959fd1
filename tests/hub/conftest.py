"""One hub for each test that asks for it, on each of the databases that a hub may have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.hub_process import HubProcess
from tests.support.postgres import PostgresServer


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One server for the whole run; every test gets a database of its own in it."""
    with PostgresServer() as server:
        yield server


@pytest.fixture
def postgres_database(postgres: PostgresServer) -> Iterator[str]:
    """The address of an empty store at the head of the migrations."""
    address = postgres.a_database()
    yield address
    postgres.drop(address)


@pytest.fixture(params=["sqlite", "postgres"])
def hub_database(request: pytest.FixtureRequest) -> str | None:
    """What a hub is told of its database: nothing (a file of its own), or an address."""
    if request.param == "sqlite":
        return None
    return str(request.getfixturevalue("postgres_database"))


@pytest.fixture
def hub(tmp_path: Path, hub_database: str | None) -> Iterator[HubProcess]:
    with HubProcess(tmp_path / "hub", database=hub_database) as process:
        yield process
