"""Backups: whole stores in one encrypted file each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from hub.store.opening import open_reader, open_writer
from hub.store.upgrade import upgrade


@contextmanager
def fresh_file(path: Path, key: bytes) -> Iterator[Engine]:
    """A new store with its tables; at the end all of it is in the one file."""
    engine = open_writer(path, key)
    try:
        upgrade(engine)
        yield engine
        with engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")  # no checkpoint within a transaction
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
            connection.exec_driver_sql("BEGIN")
    finally:
        engine.dispose()


@contextmanager
def kept_file(path: Path, key: bytes) -> Iterator[Connection]:
    """A backup, as it was made: it must be of this version, or be upgraded as a store first."""
    engine = open_reader(path, key)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
