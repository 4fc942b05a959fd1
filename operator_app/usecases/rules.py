"""What may stop an intake: the coded refusals that several use cases share."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from operator_app.domain.applications import Application, ApplicationId, Party, RegistryState
from operator_app.domain.checklist import Checklist
from operator_app.domain.days import DayIsClosed
from operator_app.errors import RuleViolation
from operator_app.ports import UnitOfWork

COUNTRY = ZoneInfo("Asia/Almaty")
"""The days of the law are local days; one zone in the whole country since 1 March 2024."""


class NoSuchCase(RuleViolation):
    code = "intake.no_such_case"


class MissingDocuments(RuleViolation):
    """The package is incomplete by paragraph 9: it is refused, not accepted."""

    code = "intake.missing_documents"


class OpenQuestions(RuleViolation):
    """A row's condition is unknown: the question is settled before anybody decides."""

    code = "intake.open_questions"


class NothingMissing(RuleViolation):
    """A refusal without a single cited row has no ground in the standard."""

    code = "intake.nothing_missing"


class DataNotFound(RuleViolation):
    """Process 4: a registry was asked and does not know the person or the power of attorney."""

    code = "intake.data_not_found"


class ApplicantNotEntered(RuleViolation):
    code = "intake.applicant_not_entered"


def local(at: datetime) -> datetime:
    """The wall clock of the center at that moment."""
    return at.astimezone(COUNTRY)


def on_open_day(unit: UnitOfWork, center: str, at: datetime) -> None:
    """What was answered for is not added to; a clock set back leads here too."""
    day = local(at).date()
    if unit.days.is_closed(center, day):
        raise DayIsClosed(day=day.isoformat())


def load(unit: UnitOfWork, application_id: ApplicationId) -> Application:
    application = unit.applications.get(application_id)
    if application is None:
        raise NoSuchCase(case=application_id)
    return application


def refuse_unknown(application: Application) -> None:
    """Such a case ends with the message of process 4; it is neither accepted nor refused."""
    for check in application.checks:
        if check.state is RegistryState.NOT_FOUND:
            raise DataNotFound(number=application.number, system=check.system)


def settle_questions(checklist: Checklist) -> None:
    if checklist.open_questions:
        raise OpenQuestions(rows=[row.code for row in checklist.open_questions])


def entered(known: Party | None, typed: Party) -> Party:
    """``typed``, but what a registry has said about this same person stands."""
    if known is None or known.number != typed.number or not known.checked:
        return typed
    return replace(known, phone=typed.phone, address=typed.address or known.address)
