"""Tables of who works here: people, wrong tries, windows, shifts."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.naming import Table


class OperatorRow(Table):
    """A person with a login. ``roles`` is separated by spaces; ``password`` is an Argon2id hash."""

    __tablename__ = "operators"
    id: Mapped[str] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    full_name: Mapped[str]
    roles: Mapped[str]
    active: Mapped[bool]
    language: Mapped[str]
    password: Mapped[str | None]
    last_sign_in_at: Mapped[str | None]


class TriesRow(Table):
    """Wrong tries in a row under a login; ``key`` is the login's SHA-256."""

    __tablename__ = "sign_in_tries"
    key: Mapped[str] = mapped_column(primary_key=True)
    failed: Mapped[int]
    last_at: Mapped[str | None]


class WindowRow(Table):
    """A counter of the center."""

    __tablename__ = "windows"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    center: Mapped[str]
    region: Mapped[str]
    active: Mapped[bool]
    name: Mapped[str] = mapped_column(server_default="")
    category: Mapped[str] = mapped_column(server_default="")


class ShiftRow(Table):
    """A shift; ``body`` is the whole value."""

    __tablename__ = "shifts"
    id: Mapped[str] = mapped_column(primary_key=True)
    operator_id: Mapped[str] = mapped_column(ForeignKey("operators.id"), index=True)
    center: Mapped[str]
    window: Mapped[int]
    day: Mapped[str]
    state: Mapped[str]
    body: Mapped[str]

    __table_args__ = (
        Index("ix_shifts_window", "center", "window", "day"),
        Index("ix_shifts_not_closed", "center", sqlite_where=text("state != 'closed'")),
    )
