"""Two editions may grow of one: the order of the hub tells which of them stands."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("center_editions") as table:
        table.drop_constraint(op.f("uq_center_editions_base"), type_="unique")
        table.add_column(sa.Column("hub_place", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("center_editions") as table:
        table.drop_column("hub_place")
        table.create_unique_constraint(op.f("uq_center_editions_base"), ["base"])
