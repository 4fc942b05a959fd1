"""Between values of the domain and rows: a JSON body, and the columns that are searched by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from operator_app.domain.applications import Application
from operator_app.domain.couriers import Manifest
from operator_app.domain.editions import CenterEdition
from operator_app.domain.papers import (
    AcceptanceReceipt,
    ConsentPaper,
    CourierManifest,
    DataUnavailableMessage,
    DeclineNotice,
    DiscrepancyAct,
    ElectronicDocument,
    IssueSlip,
    PackageCover,
    Paper,
    PaperKind,
    RefusalReceipt,
    RequestFormPaper,
    RoutingSheet,
)
from operator_app.domain.proposals import Proposal
from operator_app.domain.shifts import Shift
from operator_app.domain.tickets import Ticket
from operator_app.errors import Corrupted

LOCAL: Final = ZoneInfo("Asia/Almaty")
PHONE_DIGITS: Final = 10
"""A number within the country: 8 701… and +7 701… are one phone."""

_PAPERS: Final[Mapping[PaperKind, type[Paper]]] = MappingProxyType(
    {
        PaperKind.ACCEPTANCE_RECEIPT: AcceptanceReceipt,
        PaperKind.REFUSAL_RECEIPT: RefusalReceipt,
        PaperKind.CONSENT: ConsentPaper,
        PaperKind.DATA_UNAVAILABLE_MESSAGE: DataUnavailableMessage,
        PaperKind.ROUTING_SHEET: RoutingSheet,
        PaperKind.REQUEST_FORM: RequestFormPaper,
        PaperKind.ISSUE_SLIP: IssueSlip,
        PaperKind.DECLINE_NOTICE: DeclineNotice,
        PaperKind.ELECTRONIC_DOCUMENT: ElectronicDocument,
        PaperKind.COURIER_MANIFEST: CourierManifest,
        PaperKind.PACKAGE_COVER: PackageCover,
        PaperKind.DISCREPANCY_ACT: DiscrepancyAct,
    }
)
_APPLICATIONS: Final = msgspec.json.Decoder(Application)
_TICKETS: Final = msgspec.json.Decoder(Ticket)
_SHIFTS: Final = msgspec.json.Decoder(Shift)
_EDITIONS: Final = msgspec.json.Decoder(CenterEdition)
_PROPOSALS: Final = msgspec.json.Decoder(Proposal)
_MANIFESTS: Final = msgspec.json.Decoder(Manifest)
_NOT_A_DIGIT: Final = re.compile(r"\D", re.ASCII)


class BodyUnreadable(Corrupted):
    """A row's body is not what this program wrote."""

    code = "store.body_unreadable"


def encode(value: object) -> str:
    return msgspec.json.encode(value).decode("utf-8")


def application_from(body: str) -> Application:
    try:
        return _APPLICATIONS.decode(body)
    except msgspec.DecodeError as error:
        raise BodyUnreadable(table="applications") from error


def ticket_from(body: str) -> Ticket:
    try:
        return _TICKETS.decode(body)
    except msgspec.DecodeError as error:
        raise BodyUnreadable(table="tickets") from error


def shift_from(body: str) -> Shift:
    try:
        return _SHIFTS.decode(body)
    except msgspec.DecodeError as error:
        raise BodyUnreadable(table="shifts") from error


def edition_from(body: str) -> CenterEdition:
    try:
        return _EDITIONS.decode(body)
    except msgspec.DecodeError as error:
        raise BodyUnreadable(table="center_editions") from error


def proposal_from(body: str) -> Proposal:
    try:
        return _PROPOSALS.decode(body)
    except msgspec.DecodeError as error:
        raise BodyUnreadable(table="edition_proposals") from error


def manifest_from(body: str) -> Manifest:
    try:
        return _MANIFESTS.decode(body)
    except msgspec.DecodeError as error:
        raise BodyUnreadable(table="manifests") from error


def paper_from(kind: str, body: str) -> Paper:
    try:
        return msgspec.json.decode(body, type=_PAPERS[PaperKind(kind)])
    except (msgspec.DecodeError, ValueError) as error:
        raise BodyUnreadable(table="papers") from error


def application_columns(application: Application) -> dict[str, object]:
    """Every column of ``applications`` but ``place``."""
    applicant = application.applicant
    accepted_at = application.accepted_at
    return {
        "id": application.id,
        "number": application.number,
        "digits": digits(application.number),
        "applicant_number": applicant.number if applicant else "",
        "applicant_name": applicant.full_name if applicant else "",
        "phone": phone(applicant.phone or "") if applicant else "",
        "service": application.service,
        "region": application.region,
        "state": application.state.value,
        "center": application.center,
        "window": application.window,
        "opened_at": moment(application.opened_at),
        "opened_on": local_day(application.opened_at),
        "accepted_on": local_day(accepted_at) if accepted_at else None,
        "due_on": application.due_on.isoformat() if application.due_on else None,
        "version": application.version,
        "previous_id": application.previous_id,
        "body": encode(application),
    }


def digits(text: str) -> str:
    return _NOT_A_DIGIT.sub("", text)


def phone(text: str) -> str:
    """The last ten digits: what is left without the country's 7 or 8."""
    return digits(text)[-PHONE_DIGITS:]


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def local_day(at: datetime) -> str:
    return at.astimezone(LOCAL).date().isoformat()
