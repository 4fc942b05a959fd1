"""Say that a paper has really reached the applicant: printed, saved, shown, or a blank."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from operator_app.domain.applications import ApplicationId
from operator_app.errors import RuleViolation
from operator_app.ports import Clock, PaperRecord, UnitOfWorkFactory
from operator_app.usecases.rules import load


class NoSuchPaper(RuleViolation):
    """The paper does not belong to this case."""

    code = "shift.no_such_paper"


class BlankNumberMissing(RuleViolation):
    """A receipt written by hand is known by the number of its blank."""

    code = "shift.blank_number_missing"


class Hand(StrEnum):
    """How the paper got into the applicant's hand."""

    PRINTER = "printer"
    FILE = "file"
    QR = "qr"
    BLANK = "blank"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkPrinted:
    application_id: ApplicationId
    paper_id: str
    actor: str
    hand: Hand = Hand.PRINTER
    copies: int = 1
    blank_number: str = ""


class MarkPrintedHandler:
    """Called after the printer has answered, never before: silence is not a success."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: MarkPrinted) -> PaperRecord:
        now = self._now()
        blank = command.blank_number.strip()
        if command.hand is Hand.BLANK and not blank:
            raise BlankNumberMissing
        with self._units() as unit:
            application = load(unit, command.application_id)
            unit.papers.printed(command.paper_id, now)
            record = next(
                (one for one in unit.papers.of(application.id) if one.id == command.paper_id), None
            )
            if record is None:
                raise NoSuchPaper(number=application.number)
            details: dict[str, object] = {
                "kind": record.kind.value,
                "sha256": record.sha256,
                "hand": command.hand.value,
                "copies": command.copies,
            }
            if blank:
                details["blank"] = blank
            unit.audit.record(
                actor=command.actor,
                action="paper.printed",
                entity=application.id,
                at=now,
                details=details,
            )
            unit.commit()
        return record
