"""Corrections after dispatch that wait for a supervisor; results that wait to be taken."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_applications_ready",
        "applications",
        ["center"],
        sqlite_where=sa.text("state = 'ready'"),
    )
    op.create_table(
        "corrections",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("application_id", sa.String(), nullable=False),
        sa.Column("center", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_at", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name="fk_corrections_application_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
    )
    op.create_index("ix_corrections_application_id", "corrections", ["application_id"])
    op.create_index("ix_corrections_state", "corrections", ["center", "state", "asked_at"])


def downgrade() -> None:
    op.drop_table("corrections")
    op.drop_index("ix_applications_ready", "applications")
