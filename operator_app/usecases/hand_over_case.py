"""Hand a case in the middle over to another window: the applicant moves, ticket and draft too."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from operator_app.domain.applications import Application, ApplicationId
from operator_app.domain.operators import AlreadyAtWindow, NoSuchWindow, Page, Session, Window
from operator_app.domain.tickets import TicketState
from operator_app.ports import Clock, Fact, UnitOfWork, UnitOfWorkFactory
from operator_app.usecases.move_ticket import write_move
from operator_app.usecases.rules import load

_AT_A_WINDOW = frozenset({TicketState.CALLED, TicketState.SERVING})


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverCase:
    """``operator`` is the name of who takes it; else whoever has the shift at that window."""

    application_id: ApplicationId
    to_window: int
    session: Session
    operator: str = ""


class HandOverCaseHandler:
    """The number stays: it is on the applicant's consent already. The ticket waits for the other
    window with its time of arrival kept, in the same transaction."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: HandOverCase) -> Application:
        now = self._now()
        actor = command.session.operator.allowed(Page.INTAKE).full_name
        with self._units() as unit:
            window = unit.operators.window(command.to_window)
            if window is None or not window.active:
                raise NoSuchWindow(window=command.to_window)
            draft = load(unit, command.application_id).editable()
            if draft.window == window.number:
                raise AlreadyAtWindow(number=draft.number, window=window.number)
            taken_by = command.operator.strip() or _sitting_at(unit, window) or draft.operator
            saved = unit.applications.save(replace(draft, window=window.number, operator=taken_by))
            ticket = unit.tickets.get(draft.ticket_id) if draft.ticket_id else None
            if ticket is not None and ticket.window is not None and ticket.state in _AT_A_WINDOW:
                sent = ticket.transfer(ticket.window, now, to=window.number)
                write_move(unit, sent, actor)
            write_new_hands(unit, draft, window.number, action="case.hand_over", by=(actor, now))
            unit.commit()
        return saved


def write_new_hands(
    unit: UnitOfWork, draft: Application, window: int, *, action: str, by: tuple[str, datetime]
) -> None:
    """Journal and message: from now on somebody else goes on with ``draft``."""
    actor, at = by
    moved = {"number": draft.number, "from": draft.window, "to": window}
    unit.audit.record(actor=actor, action=action, entity=draft.id, at=at, details=moved)
    unit.outbox.put(
        Fact(
            type="case.hand_over",
            entity=draft.id,
            base=draft.hub_seq,
            at=at,
            actor=actor,
            body=moved,
        )
    )


def _sitting_at(unit: UnitOfWork, window: Window) -> str:
    """Whose name the papers will carry: the person with a shift at that window, if any."""
    shifts = unit.shifts.not_closed()
    here = (one for one in shifts if (one.center, one.window) == (window.center, window.number))
    return next((one.operator for one in here), "")
