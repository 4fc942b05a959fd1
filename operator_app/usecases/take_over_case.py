"""Go on with a draft that somebody else began: from now on it is in the name of who sits here."""

from __future__ import annotations

from dataclasses import dataclass, replace

from operator_app.domain.applications import ApplicationId, State
from operator_app.domain.operators import Page, Session
from operator_app.ports import Clock, UnitOfWorkFactory
from operator_app.usecases.hand_over_case import write_new_hands
from operator_app.usecases.rules import load


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOverCase:
    application_id: ApplicationId
    window: int
    session: Session


class TakeOverCaseHandler:
    """The employee named on the receipt is the one who accepts (002 paragraph 10), so whoever opens
    a colleague's draft takes it over; the journal says from whom. One's own stays as it is, and so
    does what is signed already.
    """

    def __init__(self, units: UnitOfWorkFactory, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: TakeOverCase) -> None:
        now = self._now()
        actor = command.session.operator.allowed(Page.INTAKE).full_name
        with self._units() as unit:
            draft = load(unit, command.application_id)
            if draft.state is not State.DRAFT:
                return
            if (draft.operator, draft.window) == (actor, command.window):
                return
            unit.applications.save(replace(draft, operator=actor, window=command.window))
            write_new_hands(unit, draft, command.window, action="case.take_over", by=(actor, now))
            unit.commit()
