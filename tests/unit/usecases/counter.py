"""A counter over the fakes: every use case, and a draft brought as far as a test needs."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from operator_app.adapters.calendar import kazakhstan_calendar
from operator_app.domain.applications import (
    Application,
    ApplicationId,
    Child,
    Consent,
    ConsentAnswer,
    Document,
    Party,
    PartyKind,
    Representative,
    Scan,
)
from operator_app.domain.catalogue import Catalogue, Form
from operator_app.domain.checklist import NEEDS_SCAN
from operator_app.domain.operators import Operator, OperatorId, Role, Session
from operator_app.domain.powers_of_attorney import PowerOfAttorney
from operator_app.usecases.accept_application import AcceptApplicationHandler
from operator_app.usecases.ask_registries import AskRegistriesHandler
from operator_app.usecases.attach_document import AttachDocumentHandler
from operator_app.usecases.check_power import CheckPowerHandler
from operator_app.usecases.choose_service import ChooseServiceHandler
from operator_app.usecases.close_case import CloseCaseHandler
from operator_app.usecases.decide_correction import DecideCorrectionHandler
from operator_app.usecases.discard_draft import DiscardDraftHandler
from operator_app.usecases.enter_circumstances import EnterCircumstancesHandler
from operator_app.usecases.enter_representative import EnterRepresentativeHandler
from operator_app.usecases.finish import Desk
from operator_app.usecases.issue_result import IssueResultHandler
from operator_app.usecases.issue_ticket import IssueTicketHandler
from operator_app.usecases.keep_correction_draft import KeepCorrectionDraftHandler
from operator_app.usecases.look_at_case import LookAtCase
from operator_app.usecases.look_at_receipt import LookAtReceiptHandler
from operator_app.usecases.mark_printed import MarkPrintedHandler
from operator_app.usecases.move_ticket import MoveTicketHandler
from operator_app.usecases.open_draft import OpenDraft, OpenDraftHandler
from operator_app.usecases.record_consent import RecordConsentHandler
from operator_app.usecases.refuse_application import RefuseApplicationHandler
from operator_app.usecases.remove_document import RemoveDocumentHandler
from operator_app.usecases.reprint_paper import ReprintPaperHandler
from operator_app.usecases.request_correction import RequestCorrectionHandler
from operator_app.usecases.return_after_refusal import ReturnAfterRefusalHandler
from operator_app.usecases.return_unclaimed import ReturnUnclaimedHandler
from operator_app.usecases.sign_slip import SignSlipHandler
from operator_app.wire.registries import PersonRecord
from resources.load import load_catalogue
from tests.support.fakes import FakeStore
from tests.support.fakes_outside import (
    FakeBlobs,
    FakeRegistries,
    FakeSigner,
    NewIds,
    office_of,
    typeset,
)

AT = datetime(2018, 2, 6, 4, 20, tzinfo=UTC)
DAY = date(2018, 2, 6)
CERTIFICATE = "guardianship_certificate"
IIN = "850417300122"
OTHER_IIN = "900101300017"
BIN = "090440090015"


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


class Counter:
    """Use cases of one window; ``at`` can be moved."""

    def __init__(self) -> None:
        self.at = AT
        self.store = FakeStore()
        self.blobs = FakeBlobs()
        self.signer = FakeSigner()
        self.registries = FakeRegistries(AT)
        law, units, now = catalogue(), self.store, self.now
        self.desk = Desk(units=units, now=now, new_id=NewIds(), blobs=self.blobs, typeset=typeset)
        self.issue_ticket = IssueTicketHandler(units, now)
        self.move_ticket = MoveTicketHandler(units, now)
        self.open_draft = OpenDraftHandler(units, now, law)
        self.choose_service = ChooseServiceHandler(units, now, law)
        self.record_consent = RecordConsentHandler(units, now, law)
        self.enter_representative = EnterRepresentativeHandler(units, now)
        self.enter_circumstances = EnterCircumstancesHandler(units, law)
        self.ask_registries = AskRegistriesHandler(units, now, self.registries)
        self.attach_document = AttachDocumentHandler(units, self.blobs, law)
        self.remove_document = RemoveDocumentHandler(units, now)
        self.accept = AcceptApplicationHandler(
            self.desk, self.signer, law, kazakhstan_calendar(), office_of
        )
        self.refuse = RefuseApplicationHandler(self.desk, law, office_of)
        self.close_case = CloseCaseHandler(self.desk, law, office_of)
        self.discard_draft = DiscardDraftHandler(units, now)
        self.reprint = ReprintPaperHandler(self.desk)
        self.return_after_refusal = ReturnAfterRefusalHandler(units, now, law, self.open_draft)
        self.issue_result = IssueResultHandler(self.desk, law, office_of)
        self.check_power = CheckPowerHandler(units, now, self.registries)
        self.look_at_receipt = LookAtReceiptHandler(units, now)
        self.sign_slip = SignSlipHandler(units, now)
        self.mark_printed = MarkPrintedHandler(units, now)
        self.return_unclaimed = ReturnUnclaimedHandler(units, now, law)
        self.keep_correction_draft = KeepCorrectionDraftHandler(units, now, self.blobs)
        self.request_correction = RequestCorrectionHandler(units, now, self.blobs, law)
        self.decide_correction = DecideCorrectionHandler(units, now, self.blobs)
        self.look_at_case = LookAtCase(units, law)

    def now(self) -> datetime:
        return self.at

    def draft(self, **changes: Any) -> Application:
        """An opened draft with an applicant who consented, changed as said."""
        opened = self.open_draft(an_opening(**_only_opening(changes)))
        given = Consent(answer=ConsentAnswer.GIVEN, at=AT)
        ready = replace(opened, applicant=a_party(), consent=given)
        return self.store.put(replace(ready, **_not_opening(changes)))

    def complete_draft(self, **changes: Any) -> Application:
        """A draft whose checklist lacks nothing; its pages are in the folder."""
        return self.draft(**{"documents": self.papers(), "children": (a_child(),), **changes})

    def papers(self, *left_out: str, service: str = CERTIFICATE) -> tuple[Document, ...]:
        record = catalogue().find(service=service, region="almaty", on=DAY)
        return tuple(
            self.paper(row.code, row.form)
            for row in record.requirements
            if row.code not in left_out and row.condition != "submitted_by_representative"
        )

    def paper(self, requirement: str, presented: Form = Form.ORIGINAL) -> Document:
        page = f"page of {requirement}".encode()
        scan = Scan(
            sha256=self.blobs.put(page), size=len(page), media_type="image/png", name="page.png"
        )
        scans = (scan,) if presented in NEEDS_SCAN else ()
        return Document(requirement=requirement, presented=presented, scans=scans)


OPENING = {"service", "region", "language", "window", "delivery_way", "id"}


def _only_opening(changes: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in changes.items() if key in OPENING}


def _not_opening(changes: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in changes.items() if key not in OPENING}


def an_id() -> ApplicationId:
    return ApplicationId(str(uuid.uuid4()))


def an_opening(**changes: Any) -> OpenDraft:
    identity = changes.pop("id", None) or an_id()
    opening = OpenDraft(
        application_id=identity,
        access_code="k7m2p9",
        region="almaty",
        center="002",
        window=7,
        operator="А. Ахметова",
        service=CERTIFICATE,
        language="kk",
    )
    return replace(opening, **changes)


def a_session(*roles: Role, name: str = "А. Ахметова", window: int = 7) -> Session:
    """Somebody who sits at a window; an operator unless other roles are said."""
    operator = Operator(
        id=OperatorId(name),
        login="a.akhmetova",
        full_name=name,
        roles=frozenset(roles) or frozenset({Role.OPERATOR}),
    )
    return Session(operator=operator, window=window, center="002", region="almaty", since=AT)


def a_party(number: str = IIN, **changes: Any) -> Party:
    party = Party(
        kind=PartyKind.PERSON,
        number=number,
        surname="Әбдірахманова",
        name="Әлия",
        patronymic="Қайратқызы",
        phone="+7 701 555 01 02",
    )
    return replace(party, **changes)


def an_organisation(**changes: Any) -> Party:
    return replace(Party(kind=PartyKind.ORGANISATION, number=BIN, name="ТОО Тест"), **changes)


def a_person_record(iin: str = IIN, **changes: Any) -> PersonRecord:
    facts: dict[str, Any] = {
        "iin": iin,
        "surname": "ӘБДІРАХМАНОВА",
        "name": "ӘЛИЯ",
        "patronymic": "ҚАЙРАТҚЫЗЫ",
        "born_on": date(1985, 4, 17),
        "sex": "male",
    }
    return PersonRecord(**{**facts, **changes})


def a_child(**changes: Any) -> Child:
    child = Child(name="Ерасыл", born_on=date(2006, 5, 1), born_abroad=False)
    return replace(child, **changes)


def a_representative(*, kind: str = "notarised", **changes: Any) -> Representative:
    facts: dict[str, Any] = {
        "number": "1234",
        "issued_on": date(2017, 12, 1),
        "valid_until": date(2018, 12, 1),
        "notary": "Ә. Нұрланқызы",
    }
    return Representative(
        party=a_party(OTHER_IIN, surname="Тестов", name="Ерлан"),
        power_of_attorney=PowerOfAttorney(kind=kind, **{**facts, **changes}),
    )
