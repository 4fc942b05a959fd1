"""The intake over the real use cases and a store in memory; the lanes do the work at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from shiboken6 import delete

from operator_app.domain.applications import (
    Application,
    ApplicationId,
    ConsentAnswer,
    State,
)
from operator_app.domain.catalogue import ServiceRecord
from operator_app.domain.operators import Window
from operator_app.domain.places import Place
from operator_app.ports import PaperRecord
from operator_app.queries.other_windows import OtherWindow
from operator_app.usecases.another_service import AnotherServiceHandler
from operator_app.usecases.ask_registries import AskRegistriesHandler
from operator_app.usecases.change_after_signing import (
    ChangeAfterSigning,
    ChangeAfterSigningHandler,
    KeepAsSigned,
    KeepAsSignedHandler,
)
from operator_app.usecases.choose_service import ChooseServiceHandler
from operator_app.usecases.close_case import CloseCaseHandler
from operator_app.usecases.drop_answers import DropAnswersHandler
from operator_app.usecases.enter_applicant import EnterApplicantHandler
from operator_app.usecases.enter_circumstances import EnterCircumstancesHandler
from operator_app.usecases.enter_representative import EnterRepresentativeHandler
from operator_app.usecases.finish import Desk
from operator_app.usecases.hand_over_case import HandOverCase, HandOverCaseHandler
from operator_app.usecases.look_at_case import LookAtCase
from operator_app.usecases.open_draft import OpenDraftHandler
from operator_app.usecases.record_consent import RecordConsentHandler
from operator_app.usecases.take_over_case import TakeOverCase, TakeOverCaseHandler
from operator_app.wire.registries import AddressText, AnswerState, PersonRecord
from tests.support.fakes import FakeStore
from tests.support.fakes_outside import (
    FakeBlobs,
    FakeRegistries,
    NewIds,
    office_of,
    typeset,
)
from tests.support.window_cases import AT, DUE, catalogue
from tests.unit.usecases.staff import AHMETOVA, a_session
from ui.pages.intake.assembly import IntakePage, IntakeWork, build_intake
from ui.pages.intake.seat import Seat, Start
from ui.pages.intake.steps.applicant.presenter import ApplicantStepPresenter, Lanes
from ui.pages.intake.steps.consent.presenter import ConsentStepPresenter
from ui.pages.intake.steps.contract import StepName
from ui.pages.intake.steps.service.presenter import ServiceStepPresenter
from ui.runtime.lanes import InlineLane, Lane
from ui.runtime.speech import Speech

IIN = "740817300283"
OTHER_IIN = "740118300075"
OPERATOR = "А. Ахметова"
HERE = "guardianship_establishment"
ELSEWHERE = "patronage_transfer"
WITHOUT_CONSENT = "guardian_allowance"


def a_record(**changes: Any) -> PersonRecord:
    values: dict[str, Any] = {
        "iin": IIN,
        "surname": "ҚҰРМАНҒАЗИН",
        "name": "ҒАЛЫМЖАН",
        "patronymic": "СҰҢҚАРҰЛЫ",
        "born_on": date(1974, 8, 17),
        "sex": "male",
        "address": AddressText(ru="г. Алматы, ул. Үшқоңыр, 5", kk="Алматы қ., Үшқоңыр к-сі, 5"),
    }
    return PersonRecord(**(values | changes))


class IntakeDesk:
    """``page`` is the intake; ``store``, ``registries`` and ``places`` are what stands behind."""

    def __init__(
        self, speech: Speech, *, database: Lane | None = None, hub: Lane | None = None
    ) -> None:
        self.store = FakeStore()
        self.registries = FakeRegistries(AT)
        self.registries.persons[IIN] = a_record()
        self.places: dict[str, Place] = {}
        self.saved_places = 0
        self.printed: list[str] = []
        self.passed = timedelta()
        self.is_online = True
        self.windows = (OtherWindow(number=8, operator="Серікбай Н. Е."), OtherWindow(number=9))
        self.region = "almaty"
        self.lanes = Lanes(database or InlineLane(), hub or InlineLane())
        self.speech = speech
        self.page = self.build()

    def build(self) -> IntakePage:
        """Another window over the same store: what a start after a kill is."""
        return build_intake(self.work(), self.lanes, self.speech, {})

    def take_away(self) -> None:
        """At once: outside an event loop Qt would keep every page ever made."""
        self.page.presenter.close()
        self.page.view.hide()
        delete(self.page.view)

    def work(self) -> IntakeWork:
        store, book = self.store, catalogue()
        desk = Desk(units=store, now=self.now, new_id=NewIds(), blobs=FakeBlobs(), typeset=typeset)
        return IntakeWork(
            catalogue=book,
            now=self.now,
            seat=lambda: Seat(region=self.region, center="002", window=7, operator=OPERATOR),
            online=lambda: self.is_online,
            due=self.due,
            new_id=NewIds(),
            new_access_code=lambda: "k7m2p9",
            open_draft=OpenDraftHandler(store, self.now, book),
            choose_service=ChooseServiceHandler(store, self.now, book),
            enter_applicant=EnterApplicantHandler(store),
            record_consent=RecordConsentHandler(store, self.now, book),
            enter_representative=EnterRepresentativeHandler(store, self.now),
            enter_circumstances=EnterCircumstancesHandler(store, book),
            ask_registries=AskRegistriesHandler(store, self.now, self.registries),
            drop_answers=DropAnswersHandler(store, self.now),
            close_case=CloseCaseHandler(desk, book, office_of),
            another_service=AnotherServiceHandler(
                store, self.now, OpenDraftHandler(store, self.now, book)
            ),
            change=self.change,
            keep_as_signed=self.keep_as_signed,
            hand_over=self.hand_over,
            take_over=self.take_over,
            windows=lambda: self.windows,
            look_at_case=LookAtCase(store, book),
            print_paper=self.take_paper,
            ticket_of=lambda _: "Б-43",
            remember_place=self.remember,
            recall_place=self.places.get,
        )

    def now(self) -> datetime:
        return AT + self.passed

    def due(self, _: ServiceRecord) -> date:
        return DUE

    def change(self, case: ApplicationId) -> Application:
        command = ChangeAfterSigning(application_id=case, actor=OPERATOR)
        return ChangeAfterSigningHandler(self.store, self.now)(command)

    def keep_as_signed(self, case: ApplicationId) -> Application:
        command = KeepAsSigned(application_id=case, actor=OPERATOR)
        return KeepAsSignedHandler(self.store, self.now)(command)

    def hand_over(self, case: ApplicationId, window: int) -> Application:
        for one in self.windows:
            self.store.tables.windows[one.number] = Window(
                center="002", number=one.number, region=self.region
            )
        command = HandOverCase(application_id=case, to_window=window, session=a_session())
        return HandOverCaseHandler(self.store, self.now)(command)

    def take_over(self, case: ApplicationId) -> None:
        TakeOverCaseHandler(self.store, self.now)(
            TakeOverCase(
                application_id=case,
                window=7,
                session=a_session(person=replace(AHMETOVA, full_name=OPERATOR)),
            )
        )

    def take_paper(self, record: PaperRecord) -> None:
        self.printed.append(record.kind.value)

    def remember(self, place: Place) -> None:
        self.saved_places += 1
        self.places[place.case_id] = place

    @property
    def service(self) -> ServiceStepPresenter:
        presenter = self.page.steps[StepName.SERVICE].presenter
        assert isinstance(presenter, ServiceStepPresenter)
        return presenter

    @property
    def consent(self) -> ConsentStepPresenter:
        presenter = self.page.steps[StepName.CONSENT].presenter
        assert isinstance(presenter, ConsentStepPresenter)
        return presenter

    @property
    def applicant(self) -> ApplicantStepPresenter:
        presenter = self.page.steps[StepName.APPLICANT].presenter
        assert isinstance(presenter, ApplicantStepPresenter)
        return presenter

    def begin(self, start: Start | None = None) -> None:
        self.page.presenter.begin(start or Start(ticket_id="ticket-1", ticket="Б-43"))

    def choose(self, service: str = HERE) -> None:
        self.begin()
        self.service.choose(service)
        self.page.presenter.next()

    def consented(
        self, service: str = HERE, *, number: str = IIN, represented: bool = False
    ) -> None:
        self.choose(service)
        self.consent.type_number(number)
        self.consent.choose_who(represented)
        self.consent.choose_answer(ConsentAnswer.GIVEN)
        self.page.presenter.next()

    def asked(self, state: AnswerState | None = None) -> None:
        if state is not None:
            self.registries.persons[IIN] = state
        self.consented()
        self.applicant.ask()

    @property
    def case(self) -> Application:
        view = self.page.presenter.view
        assert view is not None
        return view.application

    def another_today(self) -> None:
        """The same person came in the morning for the same service."""
        first = replace(self.case, id=ApplicationId("earlier"), number="002-03-180206-0007-1")
        self.store.put(replace(first, state=State.REFUSED_INCOMPLETE))
