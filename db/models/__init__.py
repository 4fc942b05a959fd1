"""Tables of the window's store. Rows never leave ``db``: callers get values of the domain."""

from __future__ import annotations

from db.models.cases import ApplicationRow, CounterRow, PaperRow, PlaceRow, TicketRow
from db.models.corrections import CorrectionDraftRow, CorrectionRow
from db.models.couriers import ManifestPaperRow, ManifestRow, PackageRow
from db.models.editions import CenterEditionRow, ProposalRow
from db.models.journal import AuditRow, OutboxRow, ProfileRow
from db.models.naming import Table
from db.models.people import OperatorRow, ShiftRow, TriesRow, WindowRow
from db.models.supervision import DayRemarkRow, DayRow, QuestionnaireRow, ReviewRow
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
    "CenterEditionRow",
    "ConflictRow",
    "CorrectionDraftRow",
    "CorrectionRow",
    "CounterRow",
    "CursorRow",
    "DayRemarkRow",
    "DayRow",
    "ForgottenRow",
    "HubFactRow",
    "ManifestPaperRow",
    "ManifestRow",
    "OperatorRow",
    "OutboxRow",
    "PackageRow",
    "PaperRow",
    "PlaceRow",
    "PostponedRow",
    "ProfileRow",
    "ProposalRow",
    "QuestionnaireRow",
    "ReviewRow",
    "ScanRow",
    "ShiftRow",
    "Table",
    "TicketRow",
    "TriesRow",
    "WindowRow",
]
