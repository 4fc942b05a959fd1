"""Whose store this is: the device, its epoch, and whether it may give numbers."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, insert, select, update

from db.models import ProfileRow
from operator_app.domain.audit import GENESIS
from operator_app.errors import Corrupted


class ProfileMissing(Corrupted):
    """The store has tables but does not say whose it is."""

    code = "store.profile_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredProfile:
    """``epoch`` rises when the store is restored; then numbers wait until it is confirmed."""

    device: str
    center: str
    epoch: int
    dseq: int
    numbers_confirmed: bool


def ensure_profile(engine: Engine, *, device: str, center: str = "") -> StoredProfile:
    """The profile of this store; made for ``device`` if the store is new."""
    with engine.begin() as connection:
        if connection.execute(select(ProfileRow.id)).first() is None:
            connection.execute(
                insert(ProfileRow).values(
                    id=1,
                    device=device,
                    center=center,
                    epoch=1,
                    dseq=0,
                    prev=None,
                    audit_seq=0,
                    audit_head=GENESIS,
                    numbers_confirmed=True,
                )
            )
    return read_profile(engine)


def read_profile(engine: Engine) -> StoredProfile:
    with engine.connect() as connection:
        row = connection.execute(select(ProfileRow.__table__)).first()
    if row is None:
        raise ProfileMissing
    return StoredProfile(
        device=row.device,
        center=row.center,
        epoch=row.epoch,
        dseq=row.dseq,
        numbers_confirmed=row.numbers_confirmed,
    )


def confirm_numbers(engine: Engine) -> None:
    """A supervisor, or a pull from the hub, says that this restored store may give numbers."""
    with engine.begin() as connection:
        connection.execute(update(ProfileRow).values(numbers_confirmed=True))
