"""End a case that is neither accepted nor refused: no data, no consent, routed, abandoned."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.applications import (
    Application,
    ApplicationId,
    ConsentAnswer,
    RegistryState,
    State,
)
from operator_app.domain.catalogue import Catalogue
from operator_app.domain.papers import Paper
from operator_app.domain.paperwork.heads import OfficeOf
from operator_app.domain.paperwork.notices import consent_papers, unavailable_papers
from operator_app.domain.paperwork.routing import routing_papers
from operator_app.errors import RuleViolation
from operator_app.usecases.finish import Desk, Ending, make_papers, write_ending
from operator_app.usecases.rules import load


class NotThisEnding(RuleViolation):
    """The facts of the case do not lead to this ending."""

    code = "intake.not_this_ending"


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCase:
    """``ending`` is DATA_UNAVAILABLE (process 4), CONSENT_REFUSED, ROUTED or ABANDONED."""

    application_id: ApplicationId
    ending: State


class CloseCaseHandler:
    """Each ending must follow from what the case holds; the applicant leaves with its paper."""

    def __init__(self, desk: Desk, catalogue: Catalogue, office_of: OfficeOf) -> None:
        self._desk = desk
        self._catalogue = catalogue
        self._office_of = office_of

    def __call__(self, command: CloseCase) -> Application:
        now = self._desk.now()
        with self._desk.units() as unit:
            draft = load(unit, command.application_id).never_signed()
        if not self._follows(draft, command.ending):
            raise NotThisEnding(number=draft.number, ending=command.ending.value)
        ended = draft.moved(command.ending)
        made = make_papers(self._desk, self._papers(ended))
        with self._desk.units() as unit:
            saved = write_ending(
                unit,
                self._desk,
                ended,
                made,
                Ending(
                    action=f"case.{command.ending.value}",
                    body={
                        "number": ended.number,
                        "service": ended.service,
                        "edition": ended.edition,
                    },
                ),
                now,
            )
            unit.commit()
        return saved

    def _follows(self, draft: Application, ending: State) -> bool:
        if ending is State.DATA_UNAVAILABLE:
            return any(check.state is RegistryState.NOT_FOUND for check in draft.checks)
        if ending is State.CONSENT_REFUSED:
            return draft.consent is not None and draft.consent.answer is ConsentAnswer.REFUSED
        if ending is State.ROUTED:
            return not self._catalogue.edition(draft.edition).at_counter
        return ending is State.ABANDONED

    def _papers(self, ended: Application) -> tuple[Paper, ...]:
        record = self._catalogue.edition(ended.edition)
        office = self._office_of(ended)
        if ended.state is State.DATA_UNAVAILABLE:
            return unavailable_papers(ended, record, self._catalogue, office)
        if ended.state is State.CONSENT_REFUSED:
            return consent_papers(ended, record, self._catalogue, office)
        if ended.state is State.ROUTED:
            return routing_papers(ended, record, self._catalogue, office)
        return ()
