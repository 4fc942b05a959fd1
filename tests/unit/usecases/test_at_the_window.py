"""The case between its steps: changed after signing, handed over, cancelled, printed, continued."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from operator_app.domain.applications import (
    Application,
    ApplicationId,
    Delivery,
    DeliveryWay,
    IllegalMove,
    SignedAlready,
    State,
)
from operator_app.domain.operators import (
    AlreadyAtWindow,
    NoSuchWindow,
    NotAllowed,
    Operator,
    OperatorId,
    Role,
    Session,
    Window,
)
from operator_app.ports import PaperRecord
from operator_app.usecases.accept_application import AcceptApplication
from operator_app.usecases.another_service import AnotherService, AnotherServiceHandler
from operator_app.usecases.ask_registries import AskRegistries
from operator_app.usecases.change_after_signing import (
    ChangeAfterSigning,
    ChangeAfterSigningHandler,
    KeepAsSigned,
    KeepAsSignedHandler,
    TooLateToChange,
)
from operator_app.usecases.choose_delivery import ChooseDelivery, ChooseDeliveryHandler
from operator_app.usecases.drop_answers import DropAnswers, DropAnswersHandler
from operator_app.usecases.enter_applicant import EnterApplicant, EnterApplicantHandler
from operator_app.usecases.hand_over_case import HandOverCase, HandOverCaseHandler
from operator_app.usecases.mark_printed import (
    BlankNumberMissing,
    Hand,
    MarkPrinted,
    MarkPrintedHandler,
    NoSuchPaper,
)
from operator_app.usecases.rules import ApplicantNotEntered
from tests.support.fakes import DiskFull
from tests.unit.usecases.counter import (
    AT,
    IIN,
    OTHER_IIN,
    Counter,
    a_party,
    a_person_record,
    an_opening,
)


@pytest.fixture
def counter() -> Counter:
    counter = Counter()
    counter.registries.persons = {IIN: a_person_record()}
    return counter


def accepted(counter: Counter) -> Application:
    draft = counter.complete_draft()
    return counter.accept(AcceptApplication(application_id=draft.id))


class TestChangeAfterSigning:
    def reopen(self, counter: Counter, case: Application) -> Application:
        reopen = ChangeAfterSigningHandler(counter.store, counter.now)
        return reopen(ChangeAfterSigning(application_id=case.id, actor="А."))

    def keep(self, counter: Counter, case: Application) -> Application:
        keep = KeepAsSignedHandler(counter.store, counter.now)
        return keep(KeepAsSigned(application_id=case.id, actor="А."))

    def test_the_signed_version_is_kept_whole(self, counter: Counter) -> None:
        signed = accepted(counter)
        draft = self.reopen(counter, signed)

        assert draft.state is State.DRAFT
        assert draft.signature is None
        assert draft.delivery is Delivery.NONE
        assert draft.revision == 2
        assert draft.signed_before == (signed,)
        assert counter.store.messages[-1] == "case.reopen"

    def test_signed_again_it_says_which_request_it_replaces(self, counter: Counter) -> None:
        first = accepted(counter)
        draft = self.reopen(counter, first)
        counter.store.put(replace(draft, language="ru"))
        second = counter.accept(AcceptApplication(application_id=first.id))
        fact = counter.store.tables.facts[-1]

        assert first.signature is not None
        assert second.number == first.number
        assert fact.type == "case.correct"
        assert fact.body["revision"] == 2
        assert fact.body["replaces"] == first.signature.request_sha256

    def test_changing_nothing_brings_the_first_version_back(self, counter: Counter) -> None:
        signed = accepted(counter)
        draft = self.reopen(counter, signed)
        kept = self.keep(counter, draft)

        assert replace(kept, version=0) == replace(signed, version=0)

    def test_the_next_day_it_is_too_late(self, counter: Counter) -> None:
        signed = accepted(counter)
        counter.at += timedelta(days=1)
        with pytest.raises(TooLateToChange):
            self.reopen(counter, signed)

        assert counter.store.case(signed.id) == signed

    def test_only_what_was_accepted_is_changed_after_signing(self, counter: Counter) -> None:
        case = counter.draft(state=State.REFUSED_INCOMPLETE)
        with pytest.raises(IllegalMove):
            self.reopen(counter, case)

    def test_a_first_version_has_nothing_to_be_kept_as(self, counter: Counter) -> None:
        with pytest.raises(IllegalMove):
            self.keep(counter, counter.draft())

    def test_what_was_signed_once_is_never_discarded(self, counter: Counter) -> None:
        draft = self.reopen(counter, accepted(counter))
        with pytest.raises(SignedAlready):
            draft.never_signed()


class TestDelivery:
    def choose(self, counter: Counter, case: Application, way: DeliveryWay) -> Application:
        choose = ChooseDeliveryHandler(counter.store)
        return choose(ChooseDelivery(application_id=case.id, way=way))

    def test_the_way_is_chosen_before_the_signature(self, counter: Counter) -> None:
        draft = self.choose(counter, counter.draft(), DeliveryWay.COURIER)

        assert draft.delivery_way is DeliveryWay.COURIER
        assert self.choose(counter, draft, DeliveryWay.COURIER) == draft

    def test_and_never_after_it(self, counter: Counter) -> None:
        signed = accepted(counter)
        with pytest.raises(SignedAlready):
            self.choose(counter, signed, DeliveryWay.COURIER)


class TestCancelledQuestion:
    def test_nothing_of_the_answer_stays(self, counter: Counter) -> None:
        draft = counter.draft()
        assert draft.applicant is not None
        counter.ask_registries(AskRegistries(application_id=draft.id))
        dropped = DropAnswersHandler(counter.store, counter.now)(
            DropAnswers(application_id=draft.id, applicant=draft.applicant, representative=None)
        )

        assert dropped.checks == ()
        assert dropped.applicant == draft.applicant
        assert counter.store.actions[-1] == "case.registries_cancelled"


class TestApplicant:
    def enter(self, counter: Counter, case: Application, number: str) -> Application:
        enter = EnterApplicantHandler(counter.store)
        return enter(EnterApplicant(application_id=case.id, applicant=a_party(number)))

    def test_consent_is_one_persons(self, counter: Counter) -> None:
        draft = counter.draft()
        other = self.enter(counter, draft, OTHER_IIN)

        assert draft.consent is not None
        assert other.consent is None

    def test_the_same_person_again_saves_nothing(self, counter: Counter) -> None:
        draft = counter.draft()

        assert self.enter(counter, draft, IIN) == draft

    def test_the_language_of_the_papers_may_come_with_it(self, counter: Counter) -> None:
        draft = counter.draft()
        saved = EnterApplicantHandler(counter.store)(
            EnterApplicant(application_id=draft.id, applicant=a_party(), language="ru")
        )

        assert saved.language == "ru"
        assert saved.consent == draft.consent


class TestAnotherService:
    def another(self, counter: Counter, first: Application) -> Application:
        handler = AnotherServiceHandler(counter.store, counter.now, counter.open_draft)
        command = AnotherService(
            first_id=first.id,
            opening=an_opening(
                id=ApplicationId("aa5f6d6e-3f7a-4c62-9a57-0a3a4f6f2b11"),
                service="guardian_allowance",
            ),
        )
        again = handler(command)
        assert handler(command) == again
        return again

    def test_the_people_come_along_and_the_consent_does_not(self, counter: Counter) -> None:
        first = counter.complete_draft(ticket_id="t-1")
        second = self.another(counter, first)

        assert second.ticket_id == "t-1"
        assert second.applicant == first.applicant
        assert second.children == first.children
        assert second.consent is None
        assert second.documents == ()
        assert counter.store.actions.count("case.another_service") == 1

    def test_somebody_must_stand_here(self, counter: Counter) -> None:
        with pytest.raises(ApplicantNotEntered):
            self.another(counter, counter.draft(applicant=None))


def a_session(*roles: Role) -> Session:
    operator = Operator(
        id=OperatorId("o-1"),
        login="akhmetova",
        full_name="А. Ахметова",
        roles=frozenset(roles or {Role.OPERATOR}),
    )
    return Session(operator=operator, window=7, center="002", region="almaty", since=AT)


class TestHandOver:
    def over(
        self, counter: Counter, to: int, session: Session | None = None, operator: str = ""
    ) -> Application:
        with counter.store() as unit:
            for number, active in ((7, True), (8, True), (9, False)):
                window = Window(center="002", number=number, region="almaty", active=active)
                unit.operators.save_window(window)
            unit.commit()
        draft = counter.draft()
        handler = HandOverCaseHandler(counter.store, counter.now)
        return handler(
            HandOverCase(
                application_id=draft.id,
                to_window=to,
                session=session or a_session(),
                operator=operator,
            )
        )

    def test_the_number_stays_and_the_window_changes(self, counter: Counter) -> None:
        moved = self.over(counter, 8, operator="Б. Серікова")

        assert moved.window == 8
        assert moved.number.startswith("002-07")
        assert moved.operator == "Б. Серікова"
        assert counter.store.messages == ["case.hand_over"]

    def test_nobody_named_leaves_the_name(self, counter: Counter) -> None:
        assert self.over(counter, 8).operator == "А. Ахметова"

    @pytest.mark.parametrize("to", [9, 10], ids=["closed", "unknown"])
    def test_only_to_a_window_that_works(self, counter: Counter, to: int) -> None:
        with pytest.raises(NoSuchWindow):
            self.over(counter, to)

    def test_not_to_where_it_is(self, counter: Counter) -> None:
        with pytest.raises(AlreadyAtWindow):
            self.over(counter, 7)

    def test_by_somebody_of_the_counter_only(self, counter: Counter) -> None:
        with pytest.raises(NotAllowed):
            self.over(counter, 8, a_session(Role.ADMINISTRATOR))


class TestPrinted:
    def mark(self, counter: Counter, paper_id: str | None = None, **how: object) -> PaperRecord:
        case = accepted(counter)
        paper = counter.store.tables.papers[0]
        command = MarkPrinted(application_id=case.id, paper_id=paper_id or paper.id, actor="А.")
        handler = MarkPrintedHandler(counter.store, counter.now)
        return handler(replace(command, **how))  # type: ignore[arg-type]  # any field, by name

    def test_the_first_mark_stays(self, counter: Counter) -> None:
        first = self.mark(counter)

        assert first.printed_at == AT
        assert counter.store.tables.audit[-1].details["hand"] == "printer"

    def test_a_blank_is_known_by_its_number(self, counter: Counter) -> None:
        self.mark(counter, hand=Hand.BLANK, blank_number=" 17 ")

        assert counter.store.tables.audit[-1].details["blank"] == "17"

    def test_a_blank_without_a_number_is_not_one(self, counter: Counter) -> None:
        with pytest.raises(BlankNumberMissing):
            self.mark(counter, hand=Hand.BLANK, blank_number=" ")

    def test_a_paper_of_another_case_is_not_marked(self, counter: Counter) -> None:
        with pytest.raises(NoSuchPaper):
            self.mark(counter, paper_id="other")

    def test_a_mark_that_cannot_be_audited_is_no_mark(self, counter: Counter) -> None:
        case = accepted(counter)
        paper = counter.store.tables.papers[0]
        counter.store.broken = {"audit"}
        with pytest.raises(DiskFull):
            MarkPrintedHandler(counter.store, counter.now)(
                MarkPrinted(application_id=case.id, paper_id=paper.id, actor="А.")
            )

        assert counter.store.tables.papers[0].printed_at is None
