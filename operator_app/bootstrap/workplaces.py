"""Every use case of a case's way through the counter, put together."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from operator_app.adapters.identifiers import new_access_code, new_uuid7
from operator_app.adapters.paper_seal import seal
from operator_app.bootstrap.center_catalogue import of_center
from operator_app.bootstrap.enrolment import training_enrolment
from operator_app.bootstrap.offices import office_of
from operator_app.bootstrap.profiles import Profile, hub_token
from operator_app.domain.catalogue import Catalogue
from operator_app.domain.signatures import Verified
from operator_app.domain.terms import WorkCalendar
from operator_app.gateways.clocks import StandingClock, machine_clock
from operator_app.ports import Clock
from operator_app.sync.bring_case import BringCaseHandler
from operator_app.sync.pull_case import PullCase
from operator_app.sync.push import Push
from operator_app.sync.results import SignedResults
from operator_app.usecases.accept_application import AcceptApplicationHandler
from operator_app.usecases.another_service import AnotherServiceHandler
from operator_app.usecases.ask_registries import AskRegistriesHandler
from operator_app.usecases.attach_document import AttachDocumentHandler
from operator_app.usecases.change_after_signing import (
    ChangeAfterSigningHandler,
    KeepAsSignedHandler,
)
from operator_app.usecases.check_power import CheckPowerHandler
from operator_app.usecases.choose_delivery import ChooseDeliveryHandler
from operator_app.usecases.choose_service import ChooseServiceHandler
from operator_app.usecases.close_case import CloseCaseHandler
from operator_app.usecases.decide_correction import DecideCorrectionHandler
from operator_app.usecases.discard_draft import DiscardDraftHandler
from operator_app.usecases.drop_answers import DropAnswersHandler
from operator_app.usecases.enter_applicant import EnterApplicantHandler
from operator_app.usecases.enter_circumstances import EnterCircumstancesHandler
from operator_app.usecases.enter_representative import EnterRepresentativeHandler
from operator_app.usecases.finish import Desk
from operator_app.usecases.hand_over_case import HandOverCaseHandler
from operator_app.usecases.issue_result import IssueResultHandler
from operator_app.usecases.issue_ticket import IssueTicketHandler
from operator_app.usecases.keep_correction_draft import KeepCorrectionDraftHandler
from operator_app.usecases.look_at_case import LookAtCase
from operator_app.usecases.look_at_receipt import LookAtReceiptHandler
from operator_app.usecases.mark_printed import MarkPrintedHandler
from operator_app.usecases.move_ticket import MoveTicketHandler
from operator_app.usecases.open_draft import OpenDraftHandler
from operator_app.usecases.record_consent import RecordConsentHandler
from operator_app.usecases.refuse_application import RefuseApplicationHandler
from operator_app.usecases.remove_document import RemoveDocumentHandler
from operator_app.usecases.reprint_paper import ReprintPaperHandler
from operator_app.usecases.request_correction import RequestCorrectionHandler
from operator_app.usecases.return_after_refusal import ReturnAfterRefusalHandler
from operator_app.usecases.return_unclaimed import ReturnUnclaimedHandler
from operator_app.usecases.sign_slip import SignSlipHandler
from operator_app.usecases.take_over_case import TakeOverCaseHandler
from resources.centers import Centers, load_centers
from resources.load import load_catalogue
from resources.review_rules import load_review_rules
from resources.texts import Texts

if TYPE_CHECKING:
    from operator_app.gateways.hub_http import HttpHub
    from operator_app.gateways.key_file import KeyFileSigner
    from operator_app.gateways.scan_inspector import ScanInspector


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorKey:
    """Where the operator's key file and its chain lie (the stand's, in training)."""

    folder: Path

    def signer(self, file: str = "operator.p12") -> KeyFileSigner:
        from operator_app.gateways.key_file import KeyFileSigner, read_certificates

        return KeyFileSigner(
            self.folder / file,
            (self.folder / "password.txt").read_text(encoding="utf-8").strip(),
            roots=read_certificates(self.folder / "root.pem"),
            chain=read_certificates(self.folder / "chain.pem"),
        )

    def verify(self, content: bytes, p7s: bytes) -> Verified:
        from operator_app.adapters.cms import verify_detached
        from operator_app.gateways.key_file import read_certificates

        return verify_detached(content, p7s, read_certificates(self.folder / "root.pem"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What stands outside this process: the hub, the child that opens images, the key file."""

    hub: HttpHub
    inspect_scan: ScanInspector
    key: OperatorKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """What is loaded once and shared by everything: regulation, calendar, texts, centers."""

    catalogue: Catalogue
    calendar: WorkCalendar
    centers: Centers
    texts: Callable[[str], Texts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """Every use case of the counter, ready to be called."""

    law: Law
    profile: Profile
    outside: Outside
    now: Clock
    issue_ticket: IssueTicketHandler
    move_ticket: MoveTicketHandler
    open_draft: OpenDraftHandler
    choose_service: ChooseServiceHandler
    record_consent: RecordConsentHandler
    enter_representative: EnterRepresentativeHandler
    enter_circumstances: EnterCircumstancesHandler
    ask_registries: AskRegistriesHandler
    attach_document: AttachDocumentHandler
    remove_document: RemoveDocumentHandler
    accept: AcceptApplicationHandler
    refuse: RefuseApplicationHandler
    close_case: CloseCaseHandler
    discard_draft: DiscardDraftHandler
    reprint: ReprintPaperHandler
    return_after_refusal: ReturnAfterRefusalHandler
    look_at_case: LookAtCase
    issue_result: IssueResultHandler
    check_power: CheckPowerHandler
    look_at_receipt: LookAtReceiptHandler
    bring_case: BringCaseHandler
    sign_slip: SignSlipHandler
    return_unclaimed: ReturnUnclaimedHandler
    keep_correction_draft: KeepCorrectionDraftHandler
    request_correction: RequestCorrectionHandler
    decide_correction: DecideCorrectionHandler
    enter_applicant: EnterApplicantHandler
    drop_answers: DropAnswersHandler
    choose_delivery: ChooseDeliveryHandler
    hand_over: HandOverCaseHandler
    take_over: TakeOverCaseHandler
    change_after_signing: ChangeAfterSigningHandler
    keep_as_signed: KeepAsSignedHandler
    another_service: AnotherServiceHandler
    mark_printed: MarkPrintedHandler
    results: SignedResults
    push: Push
    pull_case: PullCase

    @property
    def catalogue(self) -> Catalogue:
        return self.law.catalogue

    @staticmethod
    def new_access_code() -> str:
        return new_access_code()

    @staticmethod
    def digest(content: bytes) -> str:
        """The name a page will have in the sealed folder."""
        return hashlib.sha256(content).hexdigest()


def load_law() -> Law:
    from operator_app.adapters.calendar import kazakhstan_calendar

    return Law(
        catalogue=load_catalogue(),
        calendar=kazakhstan_calendar(),
        centers=load_centers(),
        texts=functools.cache(Texts.for_language),
    )


@contextmanager
def open_outside(profile: Profile, *, hub_url: str, key_folder: Path) -> Iterator[Outside]:
    from operator_app.gateways.scan_inspector import ScanInspector

    with _hub(profile, hub_url) as hub, ScanInspector() as inspect_scan:
        yield Outside(hub=hub, inspect_scan=inspect_scan, key=OperatorKey(folder=key_folder))


def _hub(profile: Profile, url: str) -> HttpHub:
    from operator_app.gateways.hub_enrolling import EnrollingHub
    from operator_app.gateways.hub_http import HttpHub

    token = hub_token(profile.folder, training=profile.training)
    if not profile.training:
        return HttpHub(url, token)
    return EnrollingHub(url, token, lambda: training_enrolment(profile), training=True)


def build_workplace(
    profile: Profile,
    law: Law,
    outside: Outside,
    at: datetime | None = None,
    *,
    now: Clock | None = None,
) -> Workplace:
    """The counter by the clock ``now``, or by one that stands at ``at``, or by the machine's."""
    from printing.render import render

    now = now or (machine_clock if at is None else StandingClock(at))
    units = profile.units
    catalogue = of_center(law.catalogue, units)
    law = replace(law, catalogue=catalogue)
    of_office = office_of(law.centers, training=profile.training)
    desk = Desk(
        units=units,
        now=now,
        new_id=new_uuid7,
        blobs=profile.blobs,
        typeset=lambda paper: seal(render(paper, law.texts)),
        rules=load_review_rules(),
    )
    results = SignedResults(profile.blobs, outside.hub, outside.key.verify)
    open_draft = OpenDraftHandler(units, now, catalogue)
    return Workplace(
        law=law,
        profile=profile,
        outside=outside,
        now=now,
        issue_ticket=IssueTicketHandler(units, now),
        move_ticket=MoveTicketHandler(units, now),
        open_draft=open_draft,
        choose_service=ChooseServiceHandler(units, now, catalogue),
        record_consent=RecordConsentHandler(units, now, catalogue),
        enter_representative=EnterRepresentativeHandler(units, now),
        enter_circumstances=EnterCircumstancesHandler(units, catalogue),
        ask_registries=AskRegistriesHandler(units, now, outside.hub),
        attach_document=AttachDocumentHandler(units, profile.blobs, catalogue),
        remove_document=RemoveDocumentHandler(units, now),
        accept=AcceptApplicationHandler(
            desk, outside.key.signer(), catalogue, law.calendar, of_office
        ),
        refuse=RefuseApplicationHandler(desk, catalogue, of_office),
        close_case=CloseCaseHandler(desk, catalogue, of_office),
        discard_draft=DiscardDraftHandler(units, now),
        reprint=ReprintPaperHandler(desk),
        return_after_refusal=ReturnAfterRefusalHandler(units, now, catalogue, open_draft),
        look_at_case=LookAtCase(units, catalogue),
        issue_result=IssueResultHandler(desk, catalogue, of_office),
        check_power=CheckPowerHandler(units, now, outside.hub),
        look_at_receipt=LookAtReceiptHandler(units, now),
        bring_case=BringCaseHandler(profile.store.units, outside.hub, profile.blobs, results, now),
        sign_slip=SignSlipHandler(units, now),
        return_unclaimed=ReturnUnclaimedHandler(units, now, catalogue),
        keep_correction_draft=KeepCorrectionDraftHandler(profile.store.units, now, profile.blobs),
        request_correction=RequestCorrectionHandler(
            profile.store.units, now, profile.blobs, catalogue
        ),
        decide_correction=DecideCorrectionHandler(profile.store.units, now, profile.blobs),
        enter_applicant=EnterApplicantHandler(units),
        drop_answers=DropAnswersHandler(units, now),
        choose_delivery=ChooseDeliveryHandler(units),
        hand_over=HandOverCaseHandler(units, now),
        take_over=TakeOverCaseHandler(units, now),
        change_after_signing=ChangeAfterSigningHandler(units, now),
        keep_as_signed=KeepAsSignedHandler(units, now),
        another_service=AnotherServiceHandler(units, now, open_draft),
        mark_printed=MarkPrintedHandler(units, now),
        results=results,
        push=Push(units, profile.blobs, outside.hub),
        pull_case=PullCase(units, outside.hub, results),
    )
