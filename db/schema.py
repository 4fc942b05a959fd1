"""Which schema a store has and which one this program knows, without loading Alembic."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Engine

from operator_app.errors import Unavailable

HEAD: Final = "0014"
"""The newest migration shipped; a test compares it with the scripts."""
KNOWN: Final = frozenset({*(f"{number:04}" for number in range(1, 14)), HEAD})


class StoreNewer(Unavailable):
    """The store was written by a newer program; this one would not understand it."""

    code = "store.newer_than_program"


def is_current(engine: Engine) -> bool:
    """Whether nothing is to be migrated; refuses a store of a newer program."""
    version = stored_version(engine)
    if version is not None and version not in KNOWN:
        raise StoreNewer(found=version, known=HEAD)
    return version == HEAD


def stored_version(engine: Engine) -> str | None:
    """The migration this store is at; nothing for an empty file."""
    with engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
        ).first()
        if found is None:
            return None
        row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
        return None if row is None else str(row[0])
