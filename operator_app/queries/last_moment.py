"""When something was last written into the journal."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class LastMoment(Protocol):
    def __call__(self) -> datetime | None:
        """``None`` while nothing has happened here."""
        ...
