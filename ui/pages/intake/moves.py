"""What is done with a whole case from the frame: on the database lane, ending in a look at it."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from operator_app.domain.applications import ApplicationId, State
from operator_app.usecases.close_case import CloseCase
from operator_app.usecases.look_at_case import CaseView
from ui.pages.intake.calls import IntakeCalls, Opened
from ui.pages.intake.errands import seen
from ui.pages.intake.state import Asks
from ui.pages.intake.steps.contract import StepName
from ui.runtime.speech import Speech

LEADS_TO: Final = MappingProxyType(
    {Asks.CHANGE: StepName.DOCUMENTS, Asks.KEEP_SIGNED: StepName.RECEIPT}
)
"""The step that is shown afterwards; the others leave no step to show."""


class CaseMoves:
    def __init__(self, calls: IntakeCalls) -> None:
        self._calls = calls

    def opened(self, case: ApplicationId) -> Opened:
        """With the place where the operator was in it; of a colleague's draft too."""
        calls = self._calls
        calls.take_over(case)
        view = seen(calls.look_at_case, case)
        ticket = view.application.ticket_id
        return Opened(view, calls.recall_place(case), calls.ticket_of(ticket) if ticket else "")

    def do(self, what: Asks, case: ApplicationId, window: int) -> CaseView:
        """The case as it stands in the store afterwards. ``window``: where it is handed over to."""
        calls = self._calls
        if what is Asks.ABANDON:
            calls.close_case(CloseCase(application_id=case, ending=State.ABANDONED))
        elif what is Asks.CHANGE:
            calls.change(case)
        elif what is Asks.KEEP_SIGNED:
            calls.keep_as_signed(case)
        else:
            calls.hand_over(case, window)
        return seen(calls.look_at_case, case)

    @staticmethod
    def words(what: Asks, say: Speech) -> str:
        """What is under way."""
        if what is Asks.ABANDON:
            return say("Closing the case")
        return say("Handing over") if what is Asks.HAND_OVER else say("Opening the case")
