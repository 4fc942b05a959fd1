"""Tables of who answers for the day: closed days, cases to look at again, questionnaires."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from db.models.naming import Table


class DayRow(Table):
    """A day that is closed; ``body`` is the whole value, its figures included."""

    __tablename__ = "days"
    center: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[str] = mapped_column(primary_key=True)
    closed_at: Mapped[str]
    body: Mapped[str]


class DayRemarkRow(Table):
    """A remark to an exception of a day that is not closed yet; ``key`` is the exception's."""

    __tablename__ = "day_remarks"
    center: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    by: Mapped[str]
    at: Mapped[str]


class ReviewRow(Table):
    """A case that somebody else must look at; ``body`` is the whole value. The case of one that
    another window has told of need not be here."""

    __tablename__ = "reviews"
    id: Mapped[str] = mapped_column(primary_key=True)
    application_id: Mapped[str] = mapped_column(index=True)
    center: Mapped[str]
    state: Mapped[str]
    marked_at: Mapped[str]
    body: Mapped[str]

    __table_args__ = (Index("ix_reviews_state", "center", "state", "marked_at"),)


class QuestionnaireRow(Table):
    """The marks of one visit; the ticket is known, the person is not."""

    __tablename__ = "questionnaires"
    id: Mapped[str] = mapped_column(primary_key=True)
    ticket_id: Mapped[str] = mapped_column(unique=True)
    center: Mapped[str]
    day: Mapped[str]
    body: Mapped[str]

    __table_args__ = (Index("ix_questionnaires_day", "center", "day"),)
