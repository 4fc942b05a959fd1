"""Copies a whole store, as it was at one moment, into another that has the same tables."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, Engine, delete, func, insert, select, text

from hub.store.streams import Streams
from hub.store.tables import alarms, inbox, metadata
from operator_app.errors import RuleViolation

_ROWS_AT_ONCE: Final = 500


class StoreNotEmpty(RuleViolation):
    """A copy is restored into a store that has received nothing yet."""

    code = "hub.store_not_empty"


def copy_store(source: Connection, target: Engine) -> dict[str, int]:
    """How many rows of each table. ``source`` is one transaction, so the copy is of one moment.

    All of it or nothing: what a migration has put into the target's tables is replaced.
    """
    with target.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table))
        copied = {}
        for table in metadata.sorted_tables:
            copied[table.name] = 0
            rows = source.execution_options(yield_per=_ROWS_AT_ONCE).execute(select(table))
            for some in rows.mappings().partitions():
                connection.execute(insert(table), [dict(row) for row in some])
                copied[table.name] += len(some)
        _count_on(connection)
    return copied


def restore_store(source: Connection, target: Engine) -> dict[str, int]:
    """Like ``copy_store``; what was counted after the copy was made is counted anew, so whoever
    follows a stream has to begin again."""
    with target.connect() as connection:
        if connection.execute(select(func.count()).select_from(inbox)).scalar_one():
            raise StoreNotEmpty
    copied = copy_store(source, target)
    with target.begin() as connection:
        Streams(connection).renew_id()
    return copied


def _count_on(connection: Connection) -> None:
    """PostgreSQL keeps the next number of a column apart from its rows."""
    if connection.dialect.name == "postgresql":
        last = connection.execute(select(func.coalesce(func.max(alarms.c.id), 0))).scalar_one()
        if last:
            connection.execute(
                text("SELECT setval(pg_get_serial_sequence('alarms', 'id'), :last)"),
                {"last": last},
            )
