"""Tables of the way to the hub: scans to send, places in its streams, quarrels to settle."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.naming import Table


class ScanRow(Table):
    """A file that an acknowledged envelope has promised: it follows the envelope to the hub.

    ``state`` is ``waiting``, ``sent`` or ``lost`` (the file of this window is gone or damaged).
    """

    __tablename__ = "scans"
    place: Mapped[int] = mapped_column(primary_key=True)
    envelope: Mapped[str] = mapped_column(ForeignKey("outbox.id"))
    entity: Mapped[str]
    sha256: Mapped[str]
    state: Mapped[str]
    reason: Mapped[str | None]

    __table_args__ = (
        Index("ix_scans_envelope", "envelope", "sha256", unique=True),
        Index("ix_scans_waiting", "place", sqlite_where=text("state = 'waiting'")),
        Index("ix_scans_lost", "place", sqlite_where=text("state = 'lost'")),
        Index("ix_scans_entity", "entity", "state"),
        Index("ix_scans_sha256", "sha256"),
    )


class CursorRow(Table):
    """How far a stream of the hub was read; ``stream_id`` tells a stream made anew."""

    __tablename__ = "cursors"
    stream: Mapped[str] = mapped_column(primary_key=True)
    stream_id: Mapped[str]
    seq: Mapped[int]


class PostponedRow(Table):
    """A case of which the hub has news, while this window has news of it for the hub."""

    __tablename__ = "postponed"
    entity: Mapped[str] = mapped_column(primary_key=True)


class ForgottenRow(Table):
    """A message of this very window that the store has no memory of: it was restored."""

    __tablename__ = "forgotten"
    id: Mapped[str] = mapped_column(primary_key=True)
    entity: Mapped[str]
    type: Mapped[str]
    line: Mapped[bytes]


class ConflictRow(Table):
    """Two windows changed one case: both versions whole, until a person has chosen.

    ``state`` is ``open``, ``answered`` (the choice is on its way) or ``solved``.
    """

    __tablename__ = "conflicts"
    id: Mapped[str] = mapped_column(primary_key=True)
    entity: Mapped[str]
    envelope: Mapped[str]
    mine: Mapped[bytes]
    theirs: Mapped[bytes]
    found_at: Mapped[str]
    state: Mapped[str]
    take: Mapped[str | None]
    answer: Mapped[str | None]
    """The envelope with the choice."""

    __table_args__ = (Index("ix_conflicts_open", "id", sqlite_where=text("state = 'open'")),)


class HubFactRow(Table):
    """What the window remembers about its hub, by name."""

    __tablename__ = "hub_facts"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
