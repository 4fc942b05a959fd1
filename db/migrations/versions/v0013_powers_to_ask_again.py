"""Results given out by a power of attorney that nobody could be asked about: found at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NAME = "ix_applications_unasked_power"


def upgrade() -> None:
    op.create_index(
        NAME,
        "applications",
        ["place"],
        sqlite_where=sa.text(
            "json_extract(body, '$.issuance.power.state') IN ('offline', 'unavailable')"
            " AND json_extract(body, '$.issuance.power.asked_again') IS NULL"
        ),
    )


def downgrade() -> None:
    op.drop_index(NAME, "applications")
