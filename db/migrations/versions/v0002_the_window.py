"""People, wrong tries, windows, shifts; which window a case is at; which papers were printed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _people()
    _where_a_case_is()
    _who_called_a_ticket()
    _printed()
    op.create_index(
        "ix_outbox_refused", "outbox", ["place"], sqlite_where=sa.text("state = 'refused'")
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_refused", "outbox")
    op.drop_index("ix_papers_unprinted", "papers")
    op.drop_column("papers", "printed_at")
    for index in ("ix_tickets_day", "ix_tickets_window_day"):
        op.drop_index(index, "tickets")
    for column in ("called_by", "day"):
        op.drop_column("tickets", column)
    for index in ("ix_applications_drafts", "ix_applications_window_day"):
        op.drop_index(index, "applications")
    for column in ("window", "center"):
        op.drop_column("applications", column)
    for table in ("shifts", "windows", "sign_in_tries", "operators"):
        op.drop_table(table)


def _people() -> None:
    op.create_table(
        "operators",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("full_name", sa.String(), nullable=False),
        sa.Column("roles", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=True),
        sa.Column("last_sign_in_at", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_operators"),
        sa.UniqueConstraint("login", name="uq_operators_login"),
    )
    op.create_table(
        "sign_in_tries",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_sign_in_tries"),
    )
    op.create_table(
        "windows",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("center", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_windows"),
    )
    op.create_table(
        "shifts",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("operator_id", sa.String(), nullable=False),
        sa.Column("center", sa.String(), nullable=False),
        sa.Column("window", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["operator_id"], ["operators.id"], name="fk_shifts_operator_id"),
        sa.PrimaryKeyConstraint("id", name="pk_shifts"),
    )
    op.create_index("ix_shifts_operator_id", "shifts", ["operator_id"])
    op.create_index("ix_shifts_window", "shifts", ["center", "window", "day"])
    op.create_index(
        "ix_shifts_not_closed", "shifts", ["center"], sqlite_where=sa.text("state != 'closed'")
    )


def _where_a_case_is() -> None:
    """Read from the bodies that are there. The defaults stay: SQLite adds no bare column."""
    op.add_column(
        "applications", sa.Column("center", sa.String(), nullable=False, server_default="")
    )
    op.add_column(
        "applications", sa.Column("window", sa.Integer(), nullable=False, server_default="0")
    )
    op.execute(
        "UPDATE applications SET center = json_extract(body, '$.center'),"
        " window = json_extract(body, '$.window')"
    )
    op.create_index(
        "ix_applications_window_day", "applications", ["center", "window", "opened_on", "state"]
    )
    op.create_index(
        "ix_applications_drafts",
        "applications",
        ["center", "window"],
        sqlite_where=sa.text("state = 'draft'"),
    )


def _who_called_a_ticket() -> None:
    op.add_column("tickets", sa.Column("day", sa.String(), nullable=False, server_default=""))
    op.add_column("tickets", sa.Column("called_by", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE tickets SET day = json_extract(body, '$.day'),"
        " called_by = json_extract(body, '$.window')"
    )
    op.create_index(
        "ix_tickets_day",
        "tickets",
        ["center", "day", "state", "later", "arrived_at", "sequence"],
    )
    op.create_index("ix_tickets_window_day", "tickets", ["center", "day", "called_by"])


def _printed() -> None:
    """Papers made before there was such a mark were given at once."""
    op.add_column("papers", sa.Column("printed_at", sa.String(), nullable=True))
    op.execute("UPDATE papers SET printed_at = made_at")
    op.create_index(
        "ix_papers_unprinted",
        "papers",
        ["place"],
        sqlite_where=sa.text("printed_at IS NULL AND original = 1"),
    )
