"""The parts that every paper of a case has in common."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from operator_app.domain.applications import Application, Party
from operator_app.domain.catalogue import Catalogue, ServiceRecord
from operator_app.domain.papers import Office, PaperHead, PaperKind, PartyLine, ServiceLine
from operator_app.domain.paperwork.phrases import ACT, day_text, filled

OfficeOf = Callable[[Application], Office]

COUNTRY = ZoneInfo("Asia/Almaty")


def head_of(kind: PaperKind, application: Application, office: Office, at: datetime) -> PaperHead:
    digits = application.number.replace("-", "")
    return PaperHead(
        kind=kind,
        number=application.number,
        number_digits=digits,
        qr_text=office.status_link.format(digits=digits, code=application.access_code),
        at=at.astimezone(COUNTRY),
        language=application.language,
        office=office,
        training=office.training,
    )


def service_line(record: ServiceRecord, catalogue: Catalogue) -> ServiceLine:
    act = catalogue.act(record.act)
    return ServiceLine(
        name=record.name,
        act=filled(ACT, issuer=act.issuer, number=act.number, day=day_text(act.adopted_on)),
        confirmed=record.confirmed is not None,
    )


def party_line(party: Party) -> PartyLine:
    return PartyLine(
        name=party.full_name, number=party.number, address=party.address, phone=party.phone
    )


def applicant_line(application: Application) -> PartyLine:
    """The applicant; a case without one has not come far enough for a paper that names one."""
    if application.applicant is None:
        return PartyLine(name="", number="")
    return party_line(application.applicant)


def representative_line(application: Application) -> PartyLine | None:
    representative = application.representative
    return None if representative is None else party_line(representative.party)
