"""The first schema: applications, tickets, papers, numbers, outbox, audit, profile."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _what_is_worked_on()
    _what_must_not_change()
    # Names are searched by any three letters of their key; the rows themselves stand in
    # applications, so the index keeps no copy of them.
    op.execute(
        "CREATE VIRTUAL TABLE case_names USING fts5("
        "name, content='', contentless_delete=1, tokenize='trigram case_sensitive 1')"
    )


def downgrade() -> None:
    op.execute("DROP TABLE case_names")
    for table in ("papers", "tickets", "counters", "outbox", "audit", "profile", "applications"):
        op.drop_table(table)


def _what_is_worked_on() -> None:
    op.create_table(
        "applications",
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("digits", sa.String(), nullable=False),
        sa.Column("applicant_number", sa.String(), nullable=False),
        sa.Column("applicant_name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("opened_at", sa.String(), nullable=False),
        sa.Column("opened_on", sa.String(), nullable=False),
        sa.Column("accepted_on", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("previous_id", sa.String(), nullable=True),
        sa.Column("body", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["previous_id"], ["applications.id"], name="fk_applications_previous_id"
        ),
        sa.PrimaryKeyConstraint("place", name="pk_applications"),
        sa.UniqueConstraint("digits", name="uq_applications_digits"),
        sa.UniqueConstraint("id", name="uq_applications_id"),
    )
    op.create_index(
        "ix_applications_applicant_number", "applications", ["applicant_number"], unique=False
    )
    op.create_index("ix_applications_opened_on", "applications", ["opened_on"])
    op.create_index("ix_applications_phone", "applications", ["phone"])
    op.create_index("ix_applications_previous_id", "applications", ["previous_id"])
    op.create_table(
        "tickets",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("center", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("later", sa.Boolean(), nullable=False),
        sa.Column("arrived_at", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tickets"),
    )
    op.create_index(
        "ix_tickets_queue", "tickets", ["center", "state", "later", "arrived_at", "sequence"]
    )
    op.create_table(
        "papers",
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("application_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("original", sa.Boolean(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name="fk_papers_application_id"
        ),
        sa.PrimaryKeyConstraint("place", name="pk_papers"),
        sa.UniqueConstraint("id", name="uq_papers_id"),
    )
    op.create_index("ix_papers_application_id", "papers", ["application_id"])
    op.create_index("ix_papers_sha256", "papers", ["sha256"])
    op.create_table(
        "counters",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("center", sa.String(), nullable=False),
        sa.Column("window", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "center", "window", "day", name="pk_counters"),
    )


def _what_must_not_change() -> None:
    op.create_table(
        "outbox",
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("dseq", sa.Integer(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("line", sa.LargeBinary(), nullable=False),
        sa.Column("blobs", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("put_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_outbox"),
        sa.UniqueConstraint("epoch", "dseq", name="uq_outbox_dseq"),
        sa.UniqueConstraint("id", name="uq_outbox_id"),
    )
    op.create_index("ix_outbox_entity", "outbox", ["entity"])
    op.create_index(
        "ix_outbox_pending",
        "outbox",
        ["place"],
        unique=False,
        sqlite_where=sa.text("state = 'pending'"),
    )
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("details", sa.String(), nullable=False),
        sa.Column("prev", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
    )
    op.create_index("ix_audit_entity", "audit", ["entity"])
    op.create_table(
        "profile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("center", sa.String(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("dseq", sa.Integer(), nullable=False),
        sa.Column("prev", sa.String(), nullable=True),
        sa.Column("audit_seq", sa.Integer(), nullable=False),
        sa.Column("audit_head", sa.String(), nullable=False),
        sa.Column("numbers_confirmed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("id = 1", name="ck_profile_one_row"),
        sa.PrimaryKeyConstraint("id", name="pk_profile"),
    )
