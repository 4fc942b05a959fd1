"""A result is given out at any window of its center: cases by number, and who asked for one."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_AT_ONCE = 500


def upgrade() -> None:
    op.add_column("cases", sa.Column("number", sa.String(128)))
    op.add_column("cases", sa.Column("issued_window", sa.BigInteger))
    op.add_column("cases", sa.Column("returned_at", sa.String(40)))
    op.create_index("ix_cases_number", "cases", ["number"])
    op.create_table(
        "followers",
        sa.Column("entity", sa.String(36), nullable=False),
        sa.Column("device", sa.String(128), nullable=False),
        sa.Column("actor", sa.String(128), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("entity", "device", name="pk_followers"),
    )
    _learn_numbers()


def downgrade() -> None:
    op.drop_table("followers")
    op.drop_index("ix_cases_number", "cases")
    with op.batch_alter_table("cases") as cases:
        for name in ("number", "issued_window", "returned_at"):
            cases.drop_column(name)


def _learn_numbers() -> None:
    """From the message that submitted each case; a line is ``<signature>.<JSON>``."""
    connection = op.get_bind()
    cases = sa.table("cases", *map(sa.column, ("entity", "envelope", "number")))
    inbox = sa.table("inbox", *map(sa.column, ("id", "line")))
    submitted = sa.select(cases.c.entity, inbox.c.line).join(inbox, inbox.c.id == cases.c.envelope)
    for some in connection.execute(submitted).partitions(_AT_ONCE):
        for row in some:
            line = bytes(row.line)
            number = json.loads(line[line.index(b"{") :])["body"].get("number")
            if isinstance(number, str):
                connection.execute(
                    sa.update(cases).where(cases.c.entity == row.entity).values(number=number)
                )
