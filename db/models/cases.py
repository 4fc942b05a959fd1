"""Tables of what the operator works on: applications, tickets, papers, numbers."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.naming import Table

WITH_PROVIDER: Final = "state IN ('accepted', 'registered', 'in_work', 'granted', 'declined')"
"""The term runs: accepted, and no result lies at the center yet."""


UNASKED_POWER: Final = (
    "json_extract(body, '$.issuance.power.state') IN ('offline', 'unavailable')"
    " AND json_extract(body, '$.issuance.power.asked_again') IS NULL"
)
"""Given out by a power of attorney while nobody could be asked about it, and not asked since."""


class ApplicationRow(Table):
    """The aggregate whole in ``body``; the columns beside it are what is searched by.

    ``place`` grows with each new case and is the row id of the name index (``case_names``).
    """

    __tablename__ = "applications"
    place: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    number: Mapped[str]
    digits: Mapped[str] = mapped_column(unique=True)
    applicant_number: Mapped[str]
    applicant_name: Mapped[str]
    phone: Mapped[str]
    service: Mapped[str]
    region: Mapped[str]
    state: Mapped[str]
    center: Mapped[str]
    window: Mapped[int]
    opened_at: Mapped[str]
    opened_on: Mapped[str]
    accepted_on: Mapped[str | None]
    due_on: Mapped[str | None]
    version: Mapped[int]
    previous_id: Mapped[str | None] = mapped_column(ForeignKey("applications.id"))
    body: Mapped[str]

    __table_args__ = (
        Index("ix_applications_applicant_number", "applicant_number"),
        Index("ix_applications_phone", "phone"),
        Index("ix_applications_opened_on", "opened_on"),
        Index("ix_applications_previous_id", "previous_id"),
        Index("ix_applications_window_day", "center", "window", "opened_on", "state"),
        Index("ix_applications_drafts", "center", "window", sqlite_where=text("state = 'draft'")),
        Index(
            "ix_applications_for_courier",
            "place",
            sqlite_where=text(
                "json_extract(body, '$.delivery') = 'queued'"
                " AND json_extract(body, '$.delivery_way') = 'courier'"
            ),
        ),
        Index("ix_applications_ready", "center", sqlite_where=text("state = 'ready'")),
        Index("ix_applications_unasked_power", "place", sqlite_where=text(UNASKED_POWER)),
        Index("ix_applications_due", "center", "due_on", sqlite_where=text(WITH_PROVIDER)),
    )


class TicketRow(Table):
    """A ticket of the queue; ``body`` is the whole value."""

    __tablename__ = "tickets"
    id: Mapped[str] = mapped_column(primary_key=True)
    center: Mapped[str]
    category: Mapped[str]
    state: Mapped[str]
    later: Mapped[bool]
    """Not of those with priority: they go first."""
    arrived_at: Mapped[str]
    sequence: Mapped[int]
    day: Mapped[str]
    called_by: Mapped[int | None]
    """The window that holds the ticket, or called it last."""
    body: Mapped[str]

    __table_args__ = (
        Index("ix_tickets_queue", "center", "state", "later", "arrived_at", "sequence"),
        Index("ix_tickets_day", "center", "day", "state", "later", "arrived_at", "sequence"),
        Index("ix_tickets_window_day", "center", "day", "called_by"),
    )


class PaperRow(Table):
    """A paper that was made. Its bytes lie in the sealed folder under ``sha256``."""

    __tablename__ = "papers"
    place: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    application_id: Mapped[str] = mapped_column(ForeignKey("applications.id"), index=True)
    kind: Mapped[str]
    number: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    made_at: Mapped[str]
    made_by: Mapped[str]
    original: Mapped[bool]
    paper: Mapped[str]
    printed_at: Mapped[str | None]

    __table_args__ = (
        Index(
            "ix_papers_unprinted",
            "place",
            sqlite_where=text("printed_at IS NULL AND original = 1"),
        ),
    )


class CounterRow(Table):
    """The last number given by a window on a day."""

    __tablename__ = "counters"
    kind: Mapped[str] = mapped_column(primary_key=True)
    center: Mapped[str] = mapped_column(primary_key=True)
    window: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]


class PlaceRow(Table):
    """Where the operator is in a case; goes with the case."""

    __tablename__ = "places"
    application_id: Mapped[str] = mapped_column(
        ForeignKey("applications.id", ondelete="CASCADE"), primary_key=True
    )
    step: Mapped[str]
    focus: Mapped[str]
    typed: Mapped[str]
