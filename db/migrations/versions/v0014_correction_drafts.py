"""What an operator has typed and laid for a correction and not asked for yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "correction_drafts",
        sa.Column("application_id", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["applications.id"],
            name="fk_correction_drafts_application_id_applications",
        ),
        sa.PrimaryKeyConstraint("application_id", "by_id", name="pk_correction_drafts"),
    )


def downgrade() -> None:
    op.drop_table("correction_drafts")
