"""Names of constraints, so that a migration can name what it changes."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

NAMES: Final = MappingProxyType(
    {
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


class Table(DeclarativeBase):
    """What all tables share. Moments are ISO 8601 text in UTC, days ``YYYY-MM-DD``."""

    metadata = MetaData(naming_convention=dict(NAMES))
