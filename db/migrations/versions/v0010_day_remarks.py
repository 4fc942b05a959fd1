"""What a supervisor has written about a day that is not closed yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "day_remarks",
        sa.Column("center", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("center", "day", "key", name="pk_day_remarks"),
    )


def downgrade() -> None:
    op.drop_table("day_remarks")
