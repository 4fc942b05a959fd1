"""Give the result, or the reasoned refusal, to the person who may take it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from operator_app.domain.applications import (
    Application,
    ApplicationId,
    Decision,
    Party,
    State,
)
from operator_app.domain.catalogue import Catalogue
from operator_app.domain.paperwork.heads import OfficeOf
from operator_app.domain.paperwork.results import result_papers
from operator_app.errors import RuleViolation
from operator_app.usecases.finish import Desk, Ending, make_papers, write_ending
from operator_app.usecases.rules import ApplicantNotEntered, load


class NotReadyToIssue(RuleViolation):
    """No result lies at the center for this case."""

    code = "intake.not_ready_to_issue"


class MayNotTake(RuleViolation):
    """Process 9: the applicant, or a representative by a notarised power of attorney."""

    code = "intake.may_not_take"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueResult:
    """``recipient`` is the IIN or BIN of who stands here, by the identity document shown."""

    application_id: ApplicationId
    recipient: str


class IssueResultHandler:
    """Process 9. Given out once: a case that was issued has no result left to give."""

    def __init__(self, desk: Desk, catalogue: Catalogue, office_of: OfficeOf) -> None:
        self._desk = desk
        self._catalogue = catalogue
        self._office_of = office_of

    def __call__(self, command: IssueResult) -> Application:
        now = self._desk.now()
        with self._desk.units() as unit:
            ready = load(unit, command.application_id)
        if ready.state is not State.READY or ready.decided_on is None:
            raise NotReadyToIssue(number=ready.number, state=ready.state.value)
        recipient = _recipient(ready, command.recipient)
        issued = replace(ready.moved(State.ISSUED), issued_at=now, issued_to=recipient.number)
        record = self._catalogue.edition(issued.edition)
        papers = result_papers(issued, recipient, record, self._catalogue, self._office_of(issued))
        made = make_papers(self._desk, papers)
        with self._desk.units() as unit:
            saved = write_ending(
                unit,
                self._desk,
                issued,
                made,
                Ending(
                    action="case.issue",
                    body={
                        "number": issued.number,
                        "decision": (issued.decision or Decision.GRANT).value,
                        "decided_on": ready.decided_on.isoformat(),
                    },
                ),
                now,
            )
            unit.commit()
        return saved


def _recipient(application: Application, number: str) -> Party:
    if application.applicant is None:
        raise ApplicantNotEntered(case=application.id)
    if number == application.applicant.number:
        return application.applicant
    representative = application.representative
    if (
        representative is not None
        and representative.party.number == number
        and representative.power_of_attorney.notarised
    ):
        return representative.party
    raise MayNotTake(number=application.number)
