"""The statements of a save, compiled once: SQLAlchemy's own path costs more than the disk does."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ClauseElement
from sqlcipher3 import dbapi2

from db.engine import coded

Row = tuple[Any, ...]


def run_many(
    connection: Connection, statement: ClauseElement, names: tuple[str, ...], rows: Sequence[Row]
) -> int:
    """The same with each of ``rows``, whose values go by ``names``; how many were changed."""
    if not rows:
        return 0
    text, order = _compiled(statement, names)
    if order != names:
        places = [names.index(name) for name in order]
        rows = [tuple(row[place] for place in places) for row in rows]
    with _ours(connection) as cursor:
        cursor.executemany(text, rows)
        return int(cursor.rowcount)


def run(
    connection: Connection, statement: ClauseElement, values: Mapping[str, object]
) -> Row | None:
    """Run ``statement`` in the transaction of ``connection``; its first row, if it has one.

    For statements that live as long as the program: each is kept compiled by its identity. Plain
    text, whole numbers and bytes only: types that need converting are not converted here.
    """
    text, order = _compiled(statement, tuple(values))
    with _ours(connection) as cursor:
        cursor.execute(text, tuple(values[name] for name in order))
        rows = cursor.fetchall()
    return tuple(rows[0]) if rows else None


@contextmanager
def _ours(connection: Connection) -> Iterator[Any]:
    """A cursor; trouble of the store comes out as a coded error."""
    cursor = connection.connection.cursor()
    try:
        yield cursor
    except dbapi2.DatabaseError as error:
        found = coded(error, "store")
        if found is None or isinstance(error, dbapi2.IntegrityError):
            raise
        raise found from error
    finally:
        cursor.close()


@functools.cache
def _compiled(statement: ClauseElement, keys: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    dialect = sqlite.dialect(paramstyle="qmark")
    compiled = statement.compile(dialect=dialect, column_keys=list(keys))
    order = compiled.positiontup if isinstance(compiled, SQLCompiler) else None
    return str(compiled), tuple(order or ())
