"""What a ticket is here for: its unfinished case, or its newest."""

from __future__ import annotations

from typing import Protocol


class CaseOfTicket(Protocol):
    def __call__(self, ticket_id: str) -> str | None:
        """Among the newest cases: a ticket lives for a day.

        One that is signed or ended still has its papers to be given out before the ticket goes.
        """
        ...
