"""Tables of what leaves with the courier: manifests, what lies in them, and their papers."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.models.naming import Table


class ManifestRow(Table):
    """A manifest; ``body`` is the whole value. ``own`` is false of another window's."""

    __tablename__ = "manifests"
    id: Mapped[str] = mapped_column(primary_key=True)
    digits: Mapped[str] = mapped_column(unique=True)
    center: Mapped[str]
    window: Mapped[int]
    day: Mapped[str]
    provider: Mapped[str]
    state: Mapped[str]
    seal: Mapped[str]
    own: Mapped[bool]
    body: Mapped[str]

    __table_args__ = (
        Index("ix_manifests_day", "center", "day", "provider"),
        Index("ix_manifests_seal", "seal"),
        Index("ix_manifests_state", "state"),
    )


class PackageRow(Table):
    """Which manifests name a package: more than one when two windows had no line."""

    __tablename__ = "packages"
    manifest_id: Mapped[str] = mapped_column(
        ForeignKey("manifests.id", ondelete="CASCADE"), primary_key=True
    )
    digits: Mapped[str] = mapped_column(primary_key=True)

    __table_args__ = (Index("ix_packages_digits", "digits"),)


class ManifestPaperRow(Table):
    """A paper of a manifest. Its bytes lie in the sealed folder under ``sha256``."""

    __tablename__ = "manifest_papers"
    place: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    manifest_id: Mapped[str] = mapped_column(ForeignKey("manifests.id"), index=True)
    kind: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    made_at: Mapped[str]
    made_by: Mapped[str]
    paper: Mapped[str]
    printed_at: Mapped[str | None]
