"""Tables of what must not be lost or changed: the outbox, the audit chain, the profile."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.naming import Table


class OutboxRow(Table):
    """An envelope for the hub: ``line`` holds its exact bytes behind the device's signature.

    ``state`` is ``pending``, ``acknowledged``, ``refused`` or ``conflict``.
    """

    __tablename__ = "outbox"
    place: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    epoch: Mapped[int]
    dseq: Mapped[int]
    entity: Mapped[str]
    type: Mapped[str]
    line: Mapped[bytes]
    blobs: Mapped[str]
    """Hashes of the scans that go along, separated by spaces."""
    state: Mapped[str]
    seq: Mapped[int | None]
    reason: Mapped[str | None]
    put_at: Mapped[str]

    __table_args__ = (
        UniqueConstraint("epoch", "dseq", name="uq_outbox_dseq"),
        Index("ix_outbox_pending", "place", sqlite_where=text("state = 'pending'")),
        Index("ix_outbox_refused", "place", sqlite_where=text("state = 'refused'")),
        Index("ix_outbox_entity", "entity"),
    )


class AuditRow(Table):
    """A link of the audit chain (``operator_app.domain.audit``)."""

    __tablename__ = "audit"
    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str] = mapped_column(index=True)
    actor: Mapped[str]
    action: Mapped[str]
    entity: Mapped[str] = mapped_column(index=True)
    details: Mapped[str]
    prev: Mapped[str]
    hash: Mapped[str]


class ProfileRow(Table):
    """The one row that says whose store this is and where its two chains end."""

    __tablename__ = "profile"
    id: Mapped[int] = mapped_column(primary_key=True)
    device: Mapped[str]
    center: Mapped[str]
    epoch: Mapped[int]
    dseq: Mapped[int]
    prev: Mapped[str | None]
    audit_seq: Mapped[int]
    audit_head: Mapped[str]
    numbers_confirmed: Mapped[bool]

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)
