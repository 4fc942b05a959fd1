"""Give the result, or the reasoned refusal, to the person who may take it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from operator_app.domain.applications import Application, Decision, Party, State
from operator_app.domain.catalogue import Catalogue
from operator_app.domain.electronic_results import read_result
from operator_app.domain.issuances import Issuance, PowerShown
from operator_app.domain.issuing import (
    CheckedPower,
    PowerNotChecked,
    PowersMissing,
    Receipt,
    ReceiptIsCopy,
    ReceiptUnknown,
    identity_document,
    notarised,
    read_receipt,
    ready_to_give,
)
from operator_app.domain.operators import Page, Session
from operator_app.domain.papers import Office, Paper
from operator_app.domain.paperwork.heads import OfficeOf
from operator_app.domain.paperwork.results import electronic_document, result_papers
from operator_app.domain.people import parse_bin, parse_iin
from operator_app.errors import RuleViolation
from operator_app.ports import UnitOfWork
from operator_app.usecases.finish import Desk, Ending, make_papers, write_ending
from operator_app.usecases.rules import ApplicantNotEntered, local
from operator_app.wire.cases import CASE_ISSUE


class MayNotTake(RuleViolation):
    """Process 9: the applicant, or a representative by a notarised power of attorney."""

    code = "intake.may_not_take"


class NameOfRecipientMissing(RuleViolation):
    """The slip names whoever signs it; a register that was not asked names nobody."""

    code = "issue.name_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueResult:
    """``receipt`` is what was scanned or typed; ``recipient`` the IIN or BIN of who stands here,
    by the identity document shown.

    ``powers_cover`` is the operator's word, after reading them, that the powers cover receiving.
    """

    receipt: str
    recipient: str
    identity_document: str
    session: Session
    copy: bool = False
    """The operator sees that the paper is a copy."""
    power: CheckedPower | None = None
    powers_cover: bool = False


class IssueResultHandler:
    """Process 9. Given out once: whoever comes second is told of the first."""

    def __init__(self, desk: Desk, catalogue: Catalogue, office_of: OfficeOf) -> None:
        self._desk = desk
        self._catalogue = catalogue
        self._office_of = office_of

    def __call__(self, command: IssueResult) -> Application:
        now = self._desk.now()
        command.session.operator.allowed(Page.ISSUE)
        receipt = read_receipt(command.receipt)
        with self._desk.units() as unit:
            ready = case_of_receipt(unit, receipt)
        ready_to_give(ready, now)
        if receipt.copy or command.copy:
            raise ReceiptIsCopy(number=ready.number)
        issued, recipient = _given(ready, command, now)
        made = make_papers(self._desk, self._papers(issued, recipient, command.session))
        with self._desk.units() as unit:
            # Somebody may have been quicker while the papers were laid out.
            ready_to_give(case_of_receipt(unit, receipt), now)
            saved = write_ending(unit, self._desk, issued, made, _ending(issued), now)
            unit.commit()
        return saved

    def _papers(self, issued: Application, recipient: Party, session: Session) -> tuple[Paper, ...]:
        """A signed result is printed as the paper that is handed over; the slip stays here."""
        law = self._catalogue
        record = law.edition(issued.edition)
        office = _at_this_window(self._office_of(issued), session)
        papers = result_papers(issued, recipient, record, law, office)
        if issued.result is None:
            return papers
        document = read_result(self._desk.blobs.get(issued.result.document_sha256))
        return (electronic_document(issued, document, record, law, office), *papers)


def case_of_receipt(unit: UnitOfWork, receipt: Receipt) -> Application:
    found = unit.applications.by_number(receipt.number)
    if found is None:
        raise ReceiptUnknown(number=receipt.number)
    receipt.belongs_to(found)
    return found


def _given(ready: Application, command: IssueResult, now: datetime) -> tuple[Application, Party]:
    recipient, power = _recipient(ready, command, now)
    document = identity_document(command.identity_document)
    if not recipient.full_name:
        raise NameOfRecipientMissing(number=ready.number)
    issuance = Issuance(
        by=command.session.actor,
        window=command.session.window,
        recipient=recipient.full_name,
        identity_document=document,
        power=power,
    )
    issued = replace(
        ready.moved(State.ISSUED),
        issued_at=now,
        issued_to=recipient.number,
        issuance=issuance,
    )
    return issued, recipient


def _recipient(
    ready: Application, command: IssueResult, now: datetime
) -> tuple[Party, PowerShown | None]:
    if ready.applicant is None:
        raise ApplicantNotEntered(case=ready.id)
    if command.recipient == ready.applicant.number:
        return ready.applicant, None
    _a_whole_number(command.recipient)
    checked = command.power
    if checked is None:
        _explain_why_not(ready, command.recipient)
        raise MayNotTake(number=ready.number)
    notarised(checked.representative, ready.number)
    if not checked.still_holds(ready, command.recipient, local(now).date()):
        raise PowerNotChecked(number=ready.number)
    if not command.powers_cover:
        raise PowersMissing(number=ready.number)
    shown = PowerShown(
        power_of_attorney=checked.representative.power_of_attorney,
        state=checked.state.value,
        at=checked.at,
        message_id=checked.message_id,
    )
    return checked.representative.party, shown


def _a_whole_number(typed: str) -> None:
    """A number with a digit too few or a wrong one is told as such, not as a stranger's."""
    organisation = typed[4:5] in {"4", "5", "6"}
    (parse_bin if organisation else parse_iin)(typed)


def _explain_why_not(ready: Application, recipient: str) -> None:
    """Whoever stood here for the applicant at acceptance is known, and told what is missing."""
    representative = ready.representative
    if representative is not None and representative.party.number == recipient:
        notarised(representative, ready.number)
        raise PowerNotChecked(number=ready.number)


def _at_this_window(office: Office, session: Session) -> Office:
    return replace(office, employee=session.actor, window=session.window)


def _ending(issued: Application) -> Ending:
    issuance = issued.issuance
    power = issuance.power if issuance is not None else None
    return Ending(
        action=CASE_ISSUE,
        body={
            "number": issued.number,
            "decision": (issued.decision or Decision.GRANT).value,
            "decided_on": issued.decided_on.isoformat() if issued.decided_on is not None else None,
            "window": issuance.window if issuance is not None else None,
        },
        actor=issuance.by if issuance is not None else "",
        noted={"by_power": power is not None, "enis": power.state if power is not None else None},
    )
