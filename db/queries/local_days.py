"""A local day as moments: its first one, and the first of the next."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from db.mapping import LOCAL


def bounds(day: date) -> tuple[datetime, datetime]:
    """The hour from UTC has changed once."""
    begins = datetime.combine(day, time(), LOCAL).astimezone(UTC)
    ends = datetime.combine(day + timedelta(days=1), time(), LOCAL).astimezone(UTC)
    return begins, ends
