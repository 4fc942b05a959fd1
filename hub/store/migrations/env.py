"""Alembic's door: migrates the connection that ``hub.store.upgrade`` hands in."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from hub.store.tables import metadata


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
