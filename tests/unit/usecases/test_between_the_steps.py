"""The case between its steps: another way, a cancelled question, another applicant."""

from __future__ import annotations

import pytest

from operator_app.domain.applications import (
    Application,
    DeliveryWay,
    SignedAlready,
)
from operator_app.usecases.accept_application import AcceptApplication
from operator_app.usecases.ask_registries import AskRegistries
from operator_app.usecases.choose_delivery import ChooseDelivery, ChooseDeliveryHandler
from operator_app.usecases.drop_answers import DropAnswers, DropAnswersHandler
from operator_app.usecases.enter_applicant import EnterApplicant, EnterApplicantHandler
from tests.unit.usecases.counter import (
    IIN,
    OTHER_IIN,
    Counter,
    a_party,
    a_person_record,
)


@pytest.fixture
def counter() -> Counter:
    counter = Counter()
    counter.registries.persons = {IIN: a_person_record()}
    return counter


def accepted(counter: Counter) -> Application:
    draft = counter.complete_draft()
    return counter.accept(AcceptApplication(application_id=draft.id))


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
