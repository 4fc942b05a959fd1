"""Opening the store: settings that make a commit durable, and coded refusals."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from db.engine import (
    SqliteTooOld,
    StoreDamaged,
    StoreMissing,
    StoreUnwritable,
    WrongKey,
    coded,
    open_engine,
    refuse_old_sqlite,
)
from operator_app.errors import Corrupted
from tests.db.builders import KEY, Store, an_application

PAGE = 4096


def pragma(store: Store, name: str) -> object:
    with store.engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


@pytest.mark.parametrize(
    ("name", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("temp_store", 2)],
)
def test_a_store_is_opened_so_that_a_commit_is_durable(
    store: Store, name: str, value: object
) -> None:
    assert pragma(store, name) == value


def test_a_library_that_loses_data_is_refused() -> None:
    with pytest.raises(SqliteTooOld) as caught:
        refuse_old_sqlite((3, 51, 2))

    assert caught.value.details == {"found": "3.51.2", "least": "3.51.3"}


def test_the_file_looks_like_noise(store: Store) -> None:
    assert not store.path.read_bytes().startswith(b"SQLite format")


def test_another_key_is_named_and_the_library_prints_nothing(
    store: Store, capfd: pytest.CaptureFixture[str]
) -> None:
    store.engine.dispose()

    with pytest.raises(WrongKey):
        open_engine(store.path, bytes(32)).connect()
    assert capfd.readouterr() == ("", "")


def test_a_key_of_another_length_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongKey):
        open_engine(tmp_path / "store.sqlite", b"short")


def test_a_reader_cannot_write(store: Store) -> None:
    reader = store.reader()

    with pytest.raises(StoreUnwritable), reader.begin() as connection:
        connection.exec_driver_sql("DELETE FROM audit")
    reader.dispose()


def test_a_reader_does_not_make_a_store(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        open_engine(tmp_path / "store.sqlite", KEY, read_only=True)

    assert list(tmp_path.iterdir()) == []


def test_a_cut_file_is_seen_at_opening(store: Store) -> None:
    store.save_all(an_application())
    store.engine.dispose()
    os.truncate(store.path, store.path.stat().st_size - PAGE)

    with pytest.raises(StoreDamaged):
        open_engine(store.path, KEY).connect()


@pytest.mark.parametrize("position", [3, 100, 2000])
def test_a_bit_flipped_on_the_first_page_is_seen_at_opening(store: Store, position: int) -> None:
    store.engine.dispose()
    flip(store.path, position)

    with pytest.raises(Corrupted):
        open_engine(store.path, KEY).connect()


def test_a_bit_flipped_further_on_is_coded_when_its_page_is_read(store: Store) -> None:
    application = an_application()
    store.save_all(application)
    store.engine.dispose()
    for page in range(1, store.path.stat().st_size // PAGE):
        flip(store.path, page * PAGE + 50)

    with pytest.raises(StoreDamaged):
        Store(store.folder)


def flip(path: Path, position: int) -> None:
    content = bytearray(path.read_bytes())
    content[position] ^= 1
    path.write_bytes(content)


def test_an_index_of_names_that_does_not_open_is_damage() -> None:
    said = dbapi2.DatabaseError("vtable constructor failed: case_names")

    assert isinstance(coded(said, "store"), StoreDamaged)
