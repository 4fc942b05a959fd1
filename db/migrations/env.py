"""Alembic's door: the caller hands in a connection with its transaction open."""

from __future__ import annotations

from alembic import context

from db.models import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
)
context.run_migrations()
