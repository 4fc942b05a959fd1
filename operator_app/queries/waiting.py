"""Who waits in the hall, in the order they are called, and why in this order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from operator_app.domain.tickets import TicketState


class Why(StrEnum):
    """What gave a ticket its place."""

    PRIORITY = "priority"
    """Served out of turn; ``WaitingTicket.reason`` says by which rule."""
    BOOKED = "booked"
    """Came by appointment."""
    MEANT_FOR_YOU = "meant_for_you"
    """Another window sent this applicant to this one."""
    MEANT_FOR_ANOTHER = "meant_for_another"
    """Sent to another window: here it comes last."""
    ARRIVAL = "arrival"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingTicket:
    """A line of the queue. ``arrived_at`` gives the wait: it moves with the clock, not here."""

    id: str
    label: str
    category: str
    service: str
    """Code of the service the applicant came for; empty if not asked at the door."""
    arrived_at: datetime
    why: Why
    reason: str
    """Code of the priority (``disability``, ``veteran``…); empty otherwise."""
    booked_for: datetime | None
    meant_for: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketSetAside:
    """A ticket out of the queue that can come back: held, or called and not come."""

    id: str
    label: str
    state: TicketState
    arrived_at: datetime
    held_until: datetime | None
    held_reason: str
    no_show_at: datetime | None


class Waiting(Protocol):
    def __call__(
        self, center: str, day: date, *, window: int | None = None, limit: int = 2000
    ) -> tuple[WaitingTicket, ...]:
        """Priority first, then by arrival; what is meant for another window comes last."""
        ...


class SetAside(Protocol):
    def __call__(self, center: str, day: date) -> tuple[TicketSetAside, ...]:
        """Held tickets and no-shows of the day, the oldest arrival first."""
        ...
