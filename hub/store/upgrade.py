"""Brings the hub's store to the shape this program knows, in one transaction.

Apart from ``opening``, because Alembic is slow to import and most starts do not need it.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

_ONE_AT_A_TIME = 0x7E7E7E
"""Any number, as long as no other program takes the same lock in this database."""


def migrations() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """All of it or nothing: SQLite and PostgreSQL roll table changes back too."""
    config = migrations()
    with engine.begin() as connection:
        _alone(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def downgrade(engine: Engine, revision: str) -> None:
    config = migrations()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def _alone(connection: Connection) -> None:
    """Two hubs started at once on one database: the second waits, and finds nothing to do."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
