"""A store that is older than it was goes on as a new one: nothing it says is taken for the old."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, update

from db.audit_chain import SqlAudit
from db.chain_ends import ChainEnds
from db.models import ProfileRow
from db.profile import read_profile


def open_new_epoch(engine: Engine, *, action: str, at: datetime) -> None:
    """Numbers wait until the hub has been asked, or a supervisor confirms them; it is audited."""
    profile = read_profile(engine)
    with engine.begin() as connection:
        connection.execute(
            update(ProfileRow).values(
                epoch=profile.epoch + 1, dseq=0, prev=None, numbers_confirmed=False
            )
        )
        ends = ChainEnds(connection)
        SqlAudit(connection, lambda: ends).record(
            actor="system",
            action=action,
            entity=profile.device,
            at=at,
            details={"epoch": profile.epoch + 1},
        )
        ends.write()
