"""Tables of corrections after dispatch: asked for, and not asked for yet."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.models.naming import Table


class CorrectionRow(Table):
    """What is to be corrected and who has decided; ``body`` is the whole value."""

    __tablename__ = "corrections"
    id: Mapped[str] = mapped_column(primary_key=True)
    application_id: Mapped[str] = mapped_column(ForeignKey("applications.id"), index=True)
    center: Mapped[str]
    state: Mapped[str]
    asked_at: Mapped[str]
    body: Mapped[str]

    __table_args__ = (Index("ix_corrections_state", "center", "state", "asked_at"),)


class CorrectionDraftRow(Table):
    """What an operator has typed and laid and not asked for yet; ``body`` is the whole value."""

    __tablename__ = "correction_drafts"
    application_id: Mapped[str] = mapped_column(ForeignKey("applications.id"), primary_key=True)
    by_id: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str]
