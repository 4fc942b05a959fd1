"""Opens the hub's store and tells whether it has the shape that this program knows."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, inspect, text

from db.engine import open_engine
from operator_app.errors import Unavailable

HEAD = "0004"
"""The newest migration shipped; a test compares it with the migrations themselves."""


class HubStoreNewer(Unavailable):
    """A newer program has already changed this store; an older one could only harm it."""

    code = "hub.store_newer"


def open_writer(path: Path, key: bytes) -> Engine:
    return _discreet(open_engine(path, key))


def open_reader(path: Path, key: bytes) -> Engine:
    return _discreet(open_engine(path, key, read_only=True))


def open_onlooker(path: Path, key: bytes) -> Engine:
    """Reads, and leaves the journal where it is even when it is the last to close the store."""
    return _discreet(open_engine(path, key, read_only=True, onlooker=True))


def needs_upgrade(engine: Engine) -> bool:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return True
        found = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())
    if found > HEAD:
        raise HubStoreNewer(found=found, known=HEAD)
    return found != HEAD


def _discreet(engine: Engine) -> Engine:
    """Without it a failed statement would write people's data into the log."""
    engine.hide_parameters = True
    return engine
