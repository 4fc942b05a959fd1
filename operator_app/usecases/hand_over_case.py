"""Hand a case in the middle over to another window: the applicant moves, the draft goes along."""

from __future__ import annotations

from dataclasses import dataclass, replace

from operator_app.domain.applications import Application, ApplicationId
from operator_app.domain.operators import AlreadyAtWindow, NoSuchWindow, Page, Session
from operator_app.ports import Clock, Fact, UnitOfWorkFactory
from operator_app.usecases.rules import load


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverCase:
    """``operator`` is the name of who takes it, if known; papers name who signs in the end."""

    application_id: ApplicationId
    to_window: int
    session: Session
    operator: str = ""


class HandOverCaseHandler:
    """The number stays: it is on the applicant's consent already."""

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
            saved = unit.applications.save(
                replace(
                    draft, window=window.number, operator=command.operator.strip() or draft.operator
                )
            )
            moved = {"number": draft.number, "from": draft.window, "to": window.number}
            unit.audit.record(
                actor=actor, action="case.hand_over", entity=draft.id, at=now, details=moved
            )
            unit.outbox.put(
                Fact(
                    type="case.hand_over",
                    entity=draft.id,
                    base=draft.version,
                    at=now,
                    actor=actor,
                    body=moved,
                )
            )
            unit.commit()
        return saved
