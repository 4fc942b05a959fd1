"""Scans that follow their envelope, places in the hub's streams, and quarrels to settle."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _scans()
    op.create_table(
        "cursors",
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("stream_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("stream", name="pk_cursors"),
    )
    op.create_table(
        "postponed",
        sa.Column("entity", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("entity", name="pk_postponed"),
    )
    op.create_table(
        "forgotten",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("line", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_forgotten"),
    )
    _conflicts()
    op.create_table(
        "hub_facts",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_hub_facts"),
    )


def _scans() -> None:
    op.create_table(
        "scans",
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("envelope", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String()),
        sa.ForeignKeyConstraint(["envelope"], ["outbox.id"], name="fk_scans_envelope"),
        sa.PrimaryKeyConstraint("place", name="pk_scans"),
    )
    op.create_index("ix_scans_envelope", "scans", ["envelope", "sha256"], unique=True)
    op.create_index("ix_scans_entity", "scans", ["entity", "state"])
    op.create_index("ix_scans_sha256", "scans", ["sha256"])
    for state in ("waiting", "lost"):
        op.create_index(
            f"ix_scans_{state}", "scans", ["place"], sqlite_where=sa.text(f"state = '{state}'")
        )


def _conflicts() -> None:
    op.create_table(
        "conflicts",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("envelope", sa.String(), nullable=False),
        sa.Column("mine", sa.LargeBinary(), nullable=False),
        sa.Column("theirs", sa.LargeBinary(), nullable=False),
        sa.Column("found_at", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("take", sa.String()),
        sa.Column("answer", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_conflicts"),
    )
    op.create_index(
        "ix_conflicts_open", "conflicts", ["id"], sqlite_where=sa.text("state = 'open'")
    )


def downgrade() -> None:
    for table in ("hub_facts", "conflicts", "forgotten", "postponed", "cursors", "scans"):
        op.drop_table(table)
