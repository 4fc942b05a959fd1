"""Manifests of the courier, the packages in them, their papers, and what waits to be put in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

WAITS = (
    "json_extract(body, '$.delivery') = 'queued'"
    " AND json_extract(body, '$.delivery_way') = 'courier'"
)


def upgrade() -> None:
    op.create_table(
        "manifests",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("digits", sa.String(), nullable=False),
        sa.Column("center", sa.String(), nullable=False),
        sa.Column("window", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_manifests"),
        sa.UniqueConstraint("digits", name="uq_manifests_digits"),
    )
    op.create_index("ix_manifests_day", "manifests", ["center", "day", "provider"])
    op.create_index("ix_manifests_seal", "manifests", ["seal"])
    op.create_index("ix_manifests_state", "manifests", ["state"])
    _packages()
    _papers()
    op.create_index(
        "ix_applications_for_courier", "applications", ["place"], sqlite_where=sa.text(WAITS)
    )


def _packages() -> None:
    op.create_table(
        "packages",
        sa.Column("manifest_id", sa.String(), nullable=False),
        sa.Column("digits", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["manifest_id"],
            ["manifests.id"],
            name="fk_packages_manifest_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("manifest_id", "digits", name="pk_packages"),
    )
    op.create_index("ix_packages_digits", "packages", ["digits"])


def _papers() -> None:
    op.create_table(
        "manifest_papers",
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("manifest_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("printed_at", sa.String()),
        sa.ForeignKeyConstraint(
            ["manifest_id"], ["manifests.id"], name="fk_manifest_papers_manifest_id"
        ),
        sa.PrimaryKeyConstraint("place", name="pk_manifest_papers"),
        sa.UniqueConstraint("id", name="uq_manifest_papers_id"),
    )
    for column in ("manifest_id", "sha256"):
        op.create_index(f"ix_manifest_papers_{column}", "manifest_papers", [column])


def downgrade() -> None:
    op.drop_index("ix_applications_for_courier", "applications")
    for table in ("manifest_papers", "packages", "manifests"):
        op.drop_table(table)
