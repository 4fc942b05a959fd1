"""Brings a store to the schema of this program: wholly or not at all."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from db.schema import HEAD, is_current

SCRIPTS = Path(__file__).parent / "migrations"


def migrate(engine: Engine) -> None:
    """Run what is missing in one transaction; quick when nothing is.

    A kill in the middle leaves the old schema: SQLite rolls back tables as it does rows. Of two
    programs that start at once the second one waits and finds the work done.
    """
    if not is_current(engine):
        run(engine, HEAD)


def run(engine: Engine, revision: str) -> None:
    """Go up or down to ``revision`` (``base`` is the empty store)."""
    with engine.begin() as connection:
        settings = Config()
        settings.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
        settings.attributes["connection"] = connection
        if revision == "base":
            command.downgrade(settings, revision)
        else:
            command.upgrade(settings, revision)
