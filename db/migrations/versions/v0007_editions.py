"""What the catalogue editor keeps: proposals of one person, editions confirmed by two."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "edition_proposals",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("requirement", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("proposed_at", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_proposals")),
    )
    op.create_index(
        "ix_edition_proposals_open",
        "edition_proposals",
        ["region", "service", "requirement"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "center_editions",
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("base", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_center_editions")),
        sa.UniqueConstraint("name", name=op.f("uq_center_editions_name")),
        sa.UniqueConstraint("base", name=op.f("uq_center_editions_base")),
    )


def downgrade() -> None:
    op.drop_table("center_editions")
    op.drop_index("ix_edition_proposals_open", table_name="edition_proposals")
    op.drop_table("edition_proposals")
