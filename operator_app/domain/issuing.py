"""Who may take a result, against which receipt, and why somebody may not (process 9)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from operator_app.domain.applications import Application, RegistryState, Representative, State
from operator_app.domain.numbers import ApplicationNumber
from operator_app.domain.powers_of_attorney import NOTARISED
from operator_app.domain.terms import local_day
from operator_app.errors import RuleViolation

LONGEST_DOCUMENT: Final = 30
COPY: Final = "copy"
"""The last part of the QR code of a reprint: the paper in hand is not the first one."""
COUNTRY: Final = ZoneInfo("Asia/Almaty")
_LINK: Final = re.compile(
    rf"\S*[/:](?P<digits>[0-9]{{16}})/(?P<code>[0-9A-Za-z]+)(?P<copy>/{COPY})?", re.ASCII
)
_SIGN: Final = re.compile(r"[^\W_][\w /-]*", re.UNICODE)


class ReceiptUnreadable(RuleViolation):
    """Neither a number of a case nor the QR code of a receipt of ours."""

    code = "issue.receipt_unreadable"


class ReceiptUnknown(RuleViolation):
    """No case of this number is kept at this window."""

    code = "issue.receipt_unknown"


class AtOtherWindow(ReceiptUnknown):
    """Another window of this center took the case, and the hub cannot be asked for it now."""

    code = "issue.at_other_window"


class AtOtherCenter(ReceiptUnknown):
    """Its result lies there."""

    code = "issue.at_other_center"


class ReceiptDiffers(RuleViolation):
    """The random code of the paper is not the one of this case: it was not given for it."""

    code = "issue.receipt_differs"


class ReceiptIsCopy(RuleViolation):
    """A result is given out against the receipt itself; a copy may be in anybody's hands."""

    code = "issue.receipt_is_copy"


class IdentityDocumentMissing(RuleViolation):
    """002 paragraph 10: against the receipt and an identity document."""

    code = "issue.identity_document"


class AlreadyIssued(RuleViolation):
    """The result was given out before: when, by whom, to whom."""

    code = "issue.already_issued"


class AlreadyReturned(RuleViolation):
    """Nobody came within the term, and the result went back to the provider."""

    code = "issue.already_returned"


class NotReadyToIssue(RuleViolation):
    """No result lies at the center for this case."""

    code = "intake.not_ready_to_issue"


class ClockBehind(RuleViolation):
    """By this machine's clock the provider has not decided yet: the day on the slip would be
    wrong."""

    code = "issue.clock_behind"


class PowerNotNotarised(RuleViolation):
    """For acceptance another kind is enough; a result is given by a notarised one only."""

    code = "issue.power_not_notarised"


class PowerNotFound(RuleViolation):
    """ЕНИС was asked and has no such power of attorney."""

    code = "issue.power_not_found"


class PowerNotChecked(RuleViolation):
    """It is checked again on the day of issue; what was found at acceptance may have ended."""

    code = "issue.power_not_checked"


class PowersMissing(RuleViolation):
    """The text of the powers does not cover receiving a result."""

    code = "issue.powers_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was read off the paper in the applicant's hand; ``copy`` is what it says it is."""

    number: str
    access_code: str | None = None
    copy: bool = False

    def belongs_to(self, application: Application) -> None:
        known = application.access_code
        if known and self.access_code is not None and self.access_code != known:
            raise ReceiptDiffers(number=application.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPower:
    """An answer about one power of attorney, for one case and one person who holds it."""

    application_id: str
    representative: Representative
    state: RegistryState
    at: datetime
    message_id: str | None = None
    powers_ru: str | None = None
    powers_kk: str | None = None

    @property
    def unchecked(self) -> bool:
        """Nobody could be asked: the same rule as at acceptance, it is said and written down."""
        return self.state is not RegistryState.FOUND

    def still_holds(self, application: Application, recipient: str, on: date) -> bool:
        return (
            self.application_id == application.id
            and self.representative.party.number == recipient
            and local_day(self.at) == on
        )


def read_receipt(text: str) -> Receipt:
    """``text`` is a number as printed, the digits of the barcode, or what the QR code says."""
    stripped = text.strip()
    link = _LINK.fullmatch(stripped)
    if link is not None:
        number = ApplicationNumber.parse(link["digits"])
        return Receipt(number=number.text, access_code=link["code"], copy=bool(link["copy"]))
    if not stripped or not stripped.replace("-", "").replace(" ", "").isdigit():
        raise ReceiptUnreadable
    return Receipt(number=ApplicationNumber.parse(stripped.replace(" ", "")).text)


def identity_document(typed: str) -> str:
    """The number of the document that was shown, as it is kept and printed."""
    number = " ".join(typed.split())
    if not _SIGN.fullmatch(number) or len(number) > LONGEST_DOCUMENT:
        raise IdentityDocumentMissing(most=LONGEST_DOCUMENT)
    return number


def ready_to_give(application: Application, now: datetime) -> None:
    """Refuses what does not lie here, and names whoever was first."""
    if application.state is State.ISSUED:
        raise AlreadyIssued(number=application.number, **_the_first(application))
    if application.state is State.RETURNED_TO_PROVIDER:
        raise AlreadyReturned(number=application.number)
    if application.state is not State.READY or application.decided_on is None:
        raise NotReadyToIssue(number=application.number, state=application.state.value)
    came = application.ready_at
    if local_day(now) < application.decided_on or (came is not None and now < came):
        raise ClockBehind(
            number=application.number, decided_on=f"{application.decided_on:%d.%m.%Y}"
        )


def where_is(number: str, center: str, window: int) -> ReceiptUnknown:
    """Why a case of this number is not in the store of this window of ``center``."""
    told = ApplicationNumber.parse(number)
    if told.center != center:
        return AtOtherCenter(number=number, center=told.center)
    if told.window != window:
        return AtOtherWindow(number=number, window=told.window)
    return ReceiptUnknown(number=number)


def notarised(representative: Representative, number: str) -> None:
    if representative.power_of_attorney.kind != NOTARISED:
        raise PowerNotNotarised(number=number)


def short_name(full_name: str) -> str:
    """A surname and initials: enough to know who it was, no more than the screen needs."""
    surname, *names = full_name.split() or ["—"]
    return " ".join((surname, *(f"{name[0]}." for name in names)))


def _the_first(issued: Application) -> dict[str, object]:
    at = issued.issued_at
    told: dict[str, object] = {"at": _told(at)}
    issuance = issued.issuance
    if issuance is None:
        told |= {"by": issued.operator, "window": issued.window}
        return told | {"recipient": f"…{(issued.issued_to or '')[-4:]}"}
    told |= {"by": issuance.by, "window": issuance.window or "—"}
    return told | {"recipient": short_name(issuance.recipient)}


def _told(at: datetime | None) -> str:
    return "—" if at is None else f"{at.astimezone(COUNTRY):%d.%m.%Y, %H:%M}"
