"""Days that were closed, cases to look at again, questionnaires; when a case is due."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("applications", sa.Column("due_on", sa.String(), nullable=True))
    op.execute(
        "UPDATE applications SET due_on = json_extract(body, '$.due_on')"
        " WHERE accepted_on IS NOT NULL"
    )
    op.create_index(
        "ix_applications_due",
        "applications",
        ["center", "due_on"],
        sqlite_where=sa.text(
            "state IN ('accepted', 'registered', 'in_work', 'granted', 'declined')"
        ),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    _days()
    _reviews()
    _questionnaires()


def downgrade() -> None:
    for table in ("questionnaires", "reviews", "days"):
        op.drop_table(table)
    op.drop_index("ix_audit_at", "audit")
    op.drop_index("ix_applications_due", "applications")
    op.drop_column("applications", "due_on")


def _days() -> None:
    op.create_table(
        "days",
        sa.Column("center", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("closed_at", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("center", "day", name="pk_days"),
    )


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("application_id", sa.String(), nullable=False),
        sa.Column("center", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("marked_at", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name="fk_reviews_application_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reviews"),
    )
    op.create_index("ix_reviews_application_id", "reviews", ["application_id"])
    op.create_index("ix_reviews_state", "reviews", ["center", "state", "marked_at"])


def _questionnaires() -> None:
    op.create_table(
        "questionnaires",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("ticket_id", sa.String(), nullable=False),
        sa.Column("center", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_questionnaires"),
        sa.UniqueConstraint("ticket_id", name="uq_questionnaires_ticket_id"),
    )
    op.create_index("ix_questionnaires_day", "questionnaires", ["center", "day"])
