"""Cases as the pages of the window get them; every name and number here belongs to nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from operator_app.domain.applications import (
    Application,
    ApplicationId,
    Child,
    Consent,
    ConsentAnswer,
    Delivery,
    Document,
    Party,
    PartyKind,
    Scan,
    State,
)
from operator_app.domain.catalogue import Catalogue, Form
from operator_app.domain.checklist import NEEDS_SCAN, checklist_of
from operator_app.domain.papers import Paper
from operator_app.ports import PaperRecord
from operator_app.usecases.look_at_case import CaseView
from printing.render import render
from resources.load import load_catalogue
from resources.texts import Texts
from tests.support.papers import a_request_form, an_acceptance

AT = datetime(2018, 2, 6, 4, 20, tzinfo=UTC)
DAY = date(2018, 2, 6)
DUE = date(2018, 2, 14)
SERVICE = "guardianship_certificate"
NUMBER = "002-07-180206-0043-5"


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


@cache
def pdf_of(paper: Paper) -> bytes:
    return render(paper, Texts.for_language)


def an_applicant(**changes: Any) -> Party:
    party = Party(
        kind=PartyKind.PERSON,
        number="740817300283",
        surname="Құрманғазин",
        name="Ғалымжан",
        patronymic="Сұңқарұлы",
        phone="+7 700 000 00 01",
        address="Алматы қ., Үшқоңыр к-сі, 5",
        checked=True,
    )
    return replace(party, **changes)


def a_child() -> Child:
    return Child(
        iin="060501600423",
        surname="Құрманғазина",
        name="Үміт",
        born_on=date(2006, 5, 1),
        born_abroad=False,
    )


def a_draft(**changes: Any) -> Application:
    """A complete package, not signed yet."""
    record = catalogue().find(service=SERVICE, region="almaty", on=DAY)
    application = Application(
        id=ApplicationId("0190f3a0-0000-7000-8000-000000000001"),
        number=NUMBER,
        access_code="k7m2p9",
        center="002",
        window=7,
        operator="Ахметова Айгерім Болатқызы",
        region="almaty",
        service=SERVICE,
        edition=record.edition,
        language="kk",
        opened_at=AT,
        ticket_id="ticket-1",
        consent=Consent(answer=ConsentAnswer.GIVEN, at=AT),
        applicant=an_applicant(),
        children=(a_child(),),
        documents=tuple(
            Document(
                requirement=row.code,
                presented=row.form,
                scans=_scans(row.code) if row.form in NEEDS_SCAN else (),
            )
            for row in record.requirements
            if row.form is not Form.DATA and not row.representative
        ),
    )
    return replace(application, **changes)


def an_accepted(**changes: Any) -> Application:
    accepted: dict[str, Any] = {
        "state": State.ACCEPTED,
        "accepted_at": AT,
        "due_on": DUE,
        "delivery": Delivery.QUEUED,
    }
    return a_draft(**(accepted | changes))


def a_view(application: Application, papers: Iterable[Paper] = ()) -> CaseView:
    record = catalogue().edition(application.edition)
    return CaseView(
        application=application,
        record=record,
        checklist=checklist_of(application, record, catalogue().conditions, DAY),
        papers=tuple(a_record(application, paper) for paper in papers),
        same_day=(),
    )


def a_record(application: Application, paper: Paper) -> PaperRecord:
    return PaperRecord(
        id=f"paper-{paper.head.kind.value}",
        application_id=application.id,
        kind=paper.head.kind,
        number=application.number,
        sha256=f"sha-{paper.head.kind.value}",
        made_at=AT,
        made_by=application.operator,
        original=True,
        paper=paper,
    )


def receipt_papers() -> tuple[Paper, ...]:
    return (an_acceptance(), a_request_form())


def a_signed_view(**changes: Any) -> CaseView:
    """An accepted case with its papers."""
    return a_view(an_accepted(**changes), receipt_papers())


def read_paper(sha256: str) -> bytes:
    """The bytes of the papers of ``a_signed_view``, by the name they have there."""
    return pdf_of(
        next(paper for paper in receipt_papers() if sha256 == f"sha-{paper.head.kind.value}")
    )


def _scans(name: str) -> tuple[Scan, ...]:
    return (Scan(sha256=f"scan-{name}", size=120_000, media_type="image/jpeg", name=f"{name}.jpg"),)
