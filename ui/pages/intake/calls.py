"""What the frame of the intake needs from the core."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from operator_app.domain.applications import Application, ApplicationId
from operator_app.domain.catalogue import Catalogue, ServiceRecord
from operator_app.domain.places import Place
from operator_app.ports import PaperRecord
from operator_app.queries.other_windows import OtherWindow
from operator_app.usecases.close_case import CloseCase
from operator_app.usecases.look_at_case import CaseView
from ui.pages.intake.notes import RecallPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeCalls:
    """``due`` counts the term from today; ``ticket_of`` is how the hall calls a ticket.

    ``change`` and ``keep_as_signed`` are in the name of whoever sits here, and so is
    ``hand_over``; ``windows`` are the other ones in use. ``take_over`` makes a draft theirs.
    """

    catalogue: Catalogue
    now: Callable[[], datetime]
    due: Callable[[ServiceRecord], date | None]
    look_at_case: Callable[[ApplicationId], CaseView | None]
    close_case: Callable[[CloseCase], Application]
    change: Callable[[ApplicationId], Application]
    keep_as_signed: Callable[[ApplicationId], Application]
    hand_over: Callable[[ApplicationId, int], Application]
    take_over: Callable[[ApplicationId], None]
    windows: Callable[[], tuple[OtherWindow, ...]]
    recall_place: RecallPlace
    ticket_of: Callable[[str], str]
    print_paper: Callable[[PaperRecord], None]
    """Returns when the printer has taken it, or raises a coded error."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A case as read from the store, with the place where the operator was."""

    view: CaseView
    place: Place | None
    ticket: str

    def was_at(self, step: str) -> bool:
        return self.place is not None and self.place.step == step

    def focus_at(self, step: str) -> str:
        """The field to go on in, if it is one of ``step``."""
        return self.place.focus if self.place is not None and self.was_at(step) else ""
