"""The same applicant asks for one more service: a new case on the same ticket."""

from __future__ import annotations

from dataclasses import dataclass, replace

from operator_app.domain.applications import Application, ApplicationId
from operator_app.ports import Clock, UnitOfWorkFactory
from operator_app.usecases.open_draft import OpenDraft, OpenDraftHandler
from operator_app.usecases.rules import ApplicantNotEntered, load


@dataclass(frozen=True, slots=True, kw_only=True)
class AnotherService:
    """``opening`` says which service and where; its ticket is that of the first case."""

    first_id: ApplicationId
    opening: OpenDraft


class AnotherServiceHandler:
    """Who stands here is known; consent is given for each service and is asked for anew."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock, open_draft: OpenDraftHandler) -> None:
        self._units = units
        self._now = now
        self._open_draft = open_draft

    def __call__(self, command: AnotherService) -> Application:
        with self._units() as unit:
            first = load(unit, command.first_id)
        if first.applicant is None:
            raise ApplicantNotEntered(case=first.id)
        draft = self._open_draft(replace(command.opening, ticket_id=first.ticket_id))
        if draft.applicant is not None:
            return draft
        with self._units() as unit:
            saved = unit.applications.save(
                replace(
                    load(unit, draft.id).editable(),
                    applicant=first.applicant,
                    representative=first.representative,
                    children=first.children,
                )
            )
            unit.audit.record(
                actor=saved.operator,
                action="case.another_service",
                entity=saved.id,
                at=self._now(),
                details={"number": saved.number, "first": first.number},
            )
            unit.commit()
        return saved
