"""Tables of the window's store. Rows never leave ``db``: callers get values of the domain."""

from __future__ import annotations

from db.models.cases import ApplicationRow, CounterRow, PaperRow, PlaceRow, TicketRow
from db.models.journal import AuditRow, OutboxRow, ProfileRow
from db.models.naming import Table
from db.models.people import OperatorRow, ShiftRow, TriesRow, WindowRow

__all__ = [
    "ApplicationRow",
    "AuditRow",
    "CounterRow",
    "OperatorRow",
    "OutboxRow",
    "PaperRow",
    "PlaceRow",
    "ProfileRow",
    "ShiftRow",
    "Table",
    "TicketRow",
    "TriesRow",
    "WindowRow",
]
