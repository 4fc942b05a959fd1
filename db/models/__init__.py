"""Tables of the window's store. Rows never leave ``db``: callers get values of the domain."""

from __future__ import annotations

from db.models.cases import ApplicationRow, CounterRow, PaperRow, PlaceRow, TicketRow
from db.models.journal import AuditRow, OutboxRow, ProfileRow
from db.models.naming import Table
from db.models.people import OperatorRow, ShiftRow, TriesRow, WindowRow
from db.models.supervision import DayRow, QuestionnaireRow, ReviewRow
from db.models.sync import (
    ConflictRow,
    CursorRow,
    ForgottenRow,
    HubFactRow,
    PostponedRow,
    ScanRow,
)

__all__ = [
    "ApplicationRow",
    "AuditRow",
    "ConflictRow",
    "CounterRow",
    "CursorRow",
    "DayRow",
    "ForgottenRow",
    "HubFactRow",
    "OperatorRow",
    "OutboxRow",
    "PaperRow",
    "PlaceRow",
    "PostponedRow",
    "ProfileRow",
    "QuestionnaireRow",
    "ReviewRow",
    "ScanRow",
    "ShiftRow",
    "Table",
    "TicketRow",
    "TriesRow",
    "WindowRow",
]
