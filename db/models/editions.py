"""Tables of the catalogue editor: what somebody proposes, and the editions that came of it."""

from __future__ import annotations

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.naming import Table


class ProposalRow(Table):
    """A row of a list somebody has compared with the printed act; ``body`` is the whole value.

    Of one row of a service one proposal at most waits for the second person.
    """

    __tablename__ = "edition_proposals"
    id: Mapped[str] = mapped_column(primary_key=True)
    region: Mapped[str]
    service: Mapped[str]
    requirement: Mapped[str]
    state: Mapped[str]
    proposed_at: Mapped[str]
    body: Mapped[str]

    __table_args__ = (
        Index(
            "ix_edition_proposals_open",
            "region",
            "service",
            "requirement",
            unique=True,
            sqlite_where=text("state = 'open'"),
        ),
    )


class CenterEditionRow(Table):
    """An edition made at a center; never changed, never removed: cases were made under it.

    Two may grow of one ``base`` where two windows had no line: the first in the hub's order
    stands. ``hub_place`` is empty until the hub has told of it.
    """

    __tablename__ = "center_editions"
    place: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    base: Mapped[str]
    body: Mapped[str]
    hub_place: Mapped[int | None]
