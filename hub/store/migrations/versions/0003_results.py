"""A result that its provider signed: which two files it is, beside the case's decision."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_COLUMNS = (
    ("result_document", sa.String(64)),
    ("result_document_size", sa.BigInteger),
    ("result_signature", sa.String(64)),
    ("result_signature_size", sa.BigInteger),
)


def upgrade() -> None:
    """A case decided before had no result of this kind; its paper came with the courier."""
    for name, kind in _COLUMNS:
        op.add_column("cases", sa.Column(name, kind))


def downgrade() -> None:
    with op.batch_alter_table("cases") as cases:
        for name, _ in _COLUMNS:
            cases.drop_column(name)
