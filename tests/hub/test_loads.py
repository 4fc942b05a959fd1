"""Rows that come in many at once, and names that are looked for many at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from psycopg.errors import StringDataRightTruncation
from sqlalchemy import Engine, select

from hub.store import postgresql
from hub.store.loads import Load, among
from hub.store.opening import open_writer
from hub.store.tables import awaited_blobs
from hub.store.upgrade import upgrade

PUT = Load(awaited_blobs, "envelope", "sha256", "size", "entity")
COUNTS = (0, 1, 2, 3, 900)


def rows(count: int) -> list[tuple[object, ...]]:
    return [(f'"ә",{number}\\N\n', f"{number:064x}", number, "\t'%s?") for number in range(count)]


@pytest.fixture
def writer(hub_database: str | None, tmp_path: Path) -> Iterator[Engine]:
    if hub_database is None:
        engine = open_writer(tmp_path / "hub.db", bytes(32))
        upgrade(engine)
    else:
        engine = postgresql.open_writer(hub_database)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("count", COUNTS)
def test_what_is_put_in_is_there_letter_by_letter(writer: Engine, count: int) -> None:
    with writer.begin() as connection:
        PUT(connection, rows(count))
        found = connection.execute(select(awaited_blobs)).all()

    assert sorted(map(tuple, found)) == sorted(rows(count))


@pytest.mark.parametrize("count", COUNTS)
def test_what_was_put_in_is_gone_with_its_transaction(writer: Engine, count: int) -> None:
    with writer.connect() as connection:
        with connection.begin() as transaction:
            PUT(connection, rows(count))
            transaction.rollback()

        assert not connection.execute(select(awaited_blobs)).all()


@pytest.mark.parametrize("names", [[], ["0"], ['"ә",1\\N\n', "no one's"], [str(n) for n in COUNTS]])
def test_names_are_found_however_many_are_asked_for(writer: Engine, names: list[str]) -> None:
    asked = select(awaited_blobs.c.envelope).where(among(awaited_blobs.c.envelope, "names"))
    with writer.begin() as connection:
        PUT(connection, rows(3))
        found = connection.execute(asked, {"names": names}).scalars().all()

    assert set(found) == {row[0] for row in rows(3)} & set(names)


@pytest.mark.parametrize("count", [1, 900])
def test_a_row_that_does_not_fit_is_told_without_what_is_in_it(
    postgres_database: str, count: int
) -> None:
    engine = postgresql.open_writer(postgres_database)
    wrong = ("Әбдірахманова " * 9, "", 0, "")
    with engine.connect() as connection, pytest.raises(Exception, match="Truncation") as caught:
        PUT(connection, [*rows(count - 1), wrong])
    engine.dispose()

    assert isinstance(caught.value.__cause__ or caught.value, StringDataRightTruncation)
    assert "Әбдірахманова" not in str(caught.value)
