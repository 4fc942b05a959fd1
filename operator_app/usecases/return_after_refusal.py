"""A refused applicant comes back: a new linked case that asks only for what was missing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from operator_app.domain.applications import Application, ApplicationId, State
from operator_app.domain.catalogue import Catalogue
from operator_app.domain.checklist import LACKING, checklist_of
from operator_app.errors import RuleViolation
from operator_app.ports import Clock, UnitOfWorkFactory
from operator_app.usecases.open_draft import OpenDraft, OpenDraftHandler
from operator_app.usecases.rules import load, local


class WasNotRefused(RuleViolation):
    """Only a case refused for an incomplete package goes on as a new one."""

    code = "intake.was_not_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnAfterRefusal:
    """``refused_id`` stays as it was; ``opening`` says who opens the new case, and where."""

    refused_id: ApplicationId
    opening: OpenDraft


class ReturnAfterRefusalHandler:
    """Everything entered or scanned is there, but the papers that were found lacking.

    Consent and the registries' answers belong to their day: they are asked anew.
    """

    def __init__(
        self,
        units: UnitOfWorkFactory,
        now: Clock,
        catalogue: Catalogue,
        open_draft: OpenDraftHandler,
    ) -> None:
        self._units = units
        self._now = now
        self._catalogue = catalogue
        self._open_draft = open_draft

    def __call__(self, command: ReturnAfterRefusal) -> Application:
        with self._units() as unit:
            refused = load(unit, command.refused_id)
        if refused.state is not State.REFUSED_INCOMPLETE:
            raise WasNotRefused(number=refused.number, state=refused.state.value)
        draft = self._open_draft(command.opening)
        if draft.previous_id is not None:
            return draft
        record = self._catalogue.edition(draft.edition)
        still_listed = tuple(
            document
            for document in refused.documents
            if record.requirement(document.requirement) is not None
        )
        before = checklist_of(
            replace(refused, documents=still_listed),
            record,
            self._catalogue.conditions,
            local(self._now()).date(),
        )
        kept = tuple(
            document
            for row in before.rows
            if row.state not in LACKING
            for document in row.documents
        )
        with self._units() as unit:
            saved = unit.applications.save(
                replace(
                    load(unit, draft.id).editable(),
                    previous_id=refused.id,
                    applicant=refused.applicant,
                    representative=refused.representative,
                    children=refused.children,
                    facts=refused.facts,
                    documents=kept,
                )
            )
            unit.audit.record(
                actor=saved.operator,
                action="case.return",
                entity=saved.id,
                at=self._now(),
                details={"number": saved.number, "previous": refused.number},
            )
            unit.commit()
        return saved
