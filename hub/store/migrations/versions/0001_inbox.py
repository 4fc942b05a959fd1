"""The inbox, cases, alarms, counters and the index of blobs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    counters = op.create_table(
        "counters",
        sa.Column("stream", sa.String(32), nullable=False),
        sa.Column("value", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("stream", name="pk_counters"),
    )
    op.bulk_insert(counters, [{"stream": "cases", "value": 0}, {"stream": "tickets", "value": 0}])
    op.create_table(
        "inbox",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("stream", sa.String(32), nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("device", sa.String(128), nullable=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("dseq", sa.BigInteger, nullable=False),
        sa.Column("prev", sa.String(64)),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("type", sa.String(128), nullable=False),
        sa.Column("entity", sa.String(36), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("received_at", sa.String(40), nullable=False),
        sa.Column("line", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sa.UniqueConstraint("stream", "seq", name="uq_inbox_stream_seq"),
    )
    op.create_index("ix_inbox_device_epoch_dseq", "inbox", ["device", "epoch", "dseq"])
    op.create_index("ix_inbox_entity", "inbox", ["entity"])
    op.create_table(
        "cases",
        sa.Column("entity", sa.String(36), nullable=False),
        sa.Column("envelope", sa.String(36), nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("received_at", sa.String(40), nullable=False),
        sa.Column("official_number", sa.String(128)),
        sa.Column("registered_at", sa.String(40)),
        sa.Column("in_work_at", sa.String(40)),
        sa.Column("decision", sa.String(16)),
        sa.Column("decided_at", sa.String(40)),
        sa.Column("ground", sa.String(2000)),
        sa.Column("ready_at", sa.String(40)),
        sa.Column("issued_at", sa.String(40)),
        sa.PrimaryKeyConstraint("entity", name="pk_cases"),
        sa.ForeignKeyConstraint(["envelope"], ["inbox.id"], name="fk_cases_envelope_inbox"),
    )
    op.create_index("ix_cases_seq", "cases", ["seq"])
    op.create_table(
        "case_steps",
        sa.Column("seq", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("entity", sa.String(36), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("actor", sa.String(128), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_case_steps"),
        sa.ForeignKeyConstraint(["entity"], ["cases.entity"], name="fk_case_steps_entity_cases"),
    )
    op.create_index("ix_case_steps_entity", "case_steps", ["entity"])
    op.create_table(
        "alarms",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("envelope", sa.String(36)),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("line", sa.LargeBinary, nullable=False),
        sa.Column("raised_at", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_alarms"),
    )
    op.create_index("ix_alarms_kind_digest", "alarms", ["kind", "digest"], unique=True)
    op.create_table(
        "blobs",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("stored_at", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_blobs"),
    )


def downgrade() -> None:
    for table in ("blobs", "alarms", "case_steps", "cases", "inbox", "counters"):
        op.drop_table(table)
