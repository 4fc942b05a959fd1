"""Devices, chains, conflicts, the streams that others follow, and uploads under way."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _identity()
    _chains()
    _conflicts()
    _streams()
    _scans()
    with op.batch_alter_table("inbox") as inbox:
        inbox.add_column(sa.Column("mark", sa.String(32)))
    _follow_what_was_there()


def downgrade() -> None:
    with op.batch_alter_table("inbox") as inbox:
        inbox.drop_column("mark")
    for table in (
        "awaited_blobs",
        "uploads",
        "stream_rows",
        "conflicts",
        "tombstones",
        "watermarks",
        "invitations",
        "devices",
        "marks",
    ):
        op.drop_table(table)


def _identity() -> None:
    marks = op.create_table(
        "marks",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("value", sa.String(256), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_marks"),
    )
    op.bulk_insert(marks, [{"name": "stream_id", "value": str(uuid.uuid4())}])
    op.create_table(
        "devices",
        sa.Column("device", sa.String(128), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("public_key", sa.LargeBinary),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("center", sa.String(128)),
        sa.Column("window", sa.String(128)),
        sa.Column("enrolled_at", sa.String(40), nullable=False),
        sa.Column("revoked_at", sa.String(40)),
        sa.PrimaryKeyConstraint("device", name="pk_devices"),
    )
    op.create_index("ix_devices_token_hash", "devices", ["token_hash"], unique=True)
    op.create_table(
        "invitations",
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("center", sa.String(128)),
        sa.Column("window", sa.String(128)),
        sa.Column("made_at", sa.String(40), nullable=False),
        sa.Column("expires_at", sa.String(40), nullable=False),
        sa.Column("used_by", sa.String(128)),
        sa.Column("used_at", sa.String(40)),
        sa.PrimaryKeyConstraint("code_hash", name="pk_invitations"),
    )


def _chains() -> None:
    op.create_table(
        "watermarks",
        sa.Column("device", sa.String(128), nullable=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("dseq", sa.BigInteger, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("device", "epoch", name="pk_watermarks"),
    )
    op.create_table(
        "tombstones",
        sa.Column("device", sa.String(128), nullable=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("dseq", sa.BigInteger, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("envelope", sa.String(36), nullable=False),
        sa.Column("reason", sa.String(64), nullable=False),
        sa.Column("line", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("device", "epoch", "dseq", "digest", name="pk_tombstones"),
    )
    op.create_index("ix_tombstones_envelope", "tombstones", ["envelope"])
    op.create_index("ix_tombstones_digest", "tombstones", ["digest"])


def _conflicts() -> None:
    op.create_table(
        "conflicts",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("entity", sa.String(36), nullable=False),
        sa.Column("device", sa.String(128), nullable=False),
        sa.Column("base", sa.BigInteger),
        sa.Column("head", sa.BigInteger, nullable=False),
        sa.Column("head_envelope", sa.String(36)),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("line", sa.LargeBinary, nullable=False),
        sa.Column("found_at", sa.String(40), nullable=False),
        sa.Column("solved_by", sa.String(36)),
        sa.Column("solved_at", sa.String(40)),
        sa.PrimaryKeyConstraint("id", name="pk_conflicts"),
    )
    op.create_index("ix_conflicts_entity", "conflicts", ["entity"])


def _streams() -> None:
    op.create_table(
        "stream_rows",
        sa.Column("stream", sa.String(32), nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("envelope", sa.String(36)),
        sa.Column("entity", sa.String(36), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("stream", "seq", name="pk_stream_rows"),
    )
    op.create_index("ix_stream_rows_entity", "stream_rows", ["entity"])


def _scans() -> None:
    op.create_table(
        "uploads",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("start", sa.BigInteger, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "start", name="pk_uploads"),
    )
    op.create_table(
        "awaited_blobs",
        sa.Column("envelope", sa.String(36), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("entity", sa.String(36), nullable=False),
        sa.PrimaryKeyConstraint("envelope", "sha256", name="pk_awaited_blobs"),
    )
    op.create_index("ix_awaited_blobs_sha256", "awaited_blobs", ["sha256"])
    op.create_index("ix_awaited_blobs_entity", "awaited_blobs", ["entity"])


def _follow_what_was_there() -> None:
    """Who follows from the beginning sees what was received before streams had rows.

    A step that an envelope made (the result was given out) shares the envelope's place. Where a
    device's chain stands is taken from the greatest place received: earlier hubs asked no order.
    """
    op.execute(
        "INSERT INTO stream_rows (stream, seq, kind, envelope, entity, at)"
        " SELECT stream, seq, 'envelope', id, entity, received_at FROM inbox"
    )
    op.execute(
        "INSERT INTO stream_rows (stream, seq, kind, envelope, entity, at)"
        " SELECT 'cases', seq, 'case', NULL, entity, at FROM case_steps WHERE NOT EXISTS"
        " (SELECT 1 FROM inbox WHERE inbox.stream = 'cases' AND inbox.seq = case_steps.seq)"
    )
    op.execute(
        "INSERT INTO watermarks (device, epoch, dseq, digest)"
        " SELECT device, epoch, dseq, MAX(digest) FROM inbox AS newest WHERE dseq ="
        " (SELECT MAX(dseq) FROM inbox WHERE device = newest.device AND epoch = newest.epoch)"
        " GROUP BY device, epoch, dseq"
    )
