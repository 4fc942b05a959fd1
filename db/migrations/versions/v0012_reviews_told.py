"""Second looks that other windows have told of: their cases need not be in this store."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

KEPT = "id, application_id, center, state, marked_at, body"


def upgrade() -> None:
    _anew(())


def downgrade() -> None:
    op.execute("DELETE FROM reviews WHERE application_id NOT IN (SELECT id FROM applications)")
    _anew(
        (
            sa.ForeignKeyConstraint(
                ["application_id"], ["applications.id"], name="fk_reviews_application_id"
            ),
        )
    )


def _anew(constraints: tuple[sa.ForeignKeyConstraint, ...]) -> None:
    """SQLite changes no constraint of a table that is there: the table is made again."""
    op.rename_table("reviews", "reviews_before")
    for name in ("application_id", "state"):
        op.drop_index(f"ix_reviews_{name}", "reviews_before")
    op.create_table(
        "reviews",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("application_id", sa.String(), nullable=False),
        sa.Column("center", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("marked_at", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        *constraints,
        sa.PrimaryKeyConstraint("id", name="pk_reviews"),
    )
    op.execute(f"INSERT INTO reviews ({KEPT}) SELECT {KEPT} FROM reviews_before")  # noqa: S608  constants of this module
    op.drop_table("reviews_before")
    op.create_index("ix_reviews_application_id", "reviews", ["application_id"])
    op.create_index("ix_reviews_state", "reviews", ["center", "state", "marked_at"])
