"""Who acts for the applicant, and the circumstances that the checklist turns on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from operator_app.domain.applications import (
    Application,
    ApplicationId,
    ConsentAnswer,
    Party,
    RegistryState,
    Representative,
    SignedAlready,
    State,
)
from operator_app.domain.powers_of_attorney import (
    OtherPrincipal,
    PowerOfAttorneyExpired,
    PowerOfAttorneyRevoked,
)
from operator_app.usecases.ask_registries import (
    AskRegistries,
)
from operator_app.usecases.enter_circumstances import DerivedFact, EnterCircumstances, UnknownFact
from operator_app.usecases.enter_representative import EnterRepresentative
from operator_app.usecases.record_consent import RecordConsent
from operator_app.wire.registries import (
    AddressText,
    AnswerState,
    OrganisationRecord,
    PartyName,
    PowerOfAttorneyRecord,
)
from tests.unit.usecases.counter import (
    BIN,
    IIN,
    OTHER_IIN,
    Counter,
    a_child,
    a_party,
    a_person_record,
    a_representative,
)

ADDRESS = AddressText(ru="Алматы, Абай, 1", kk="Алматы, Абай, 1")
MINOR_IIN = "080101600012"


@pytest.fixture
def counter() -> Counter:
    counter = Counter()
    counter.registries.persons = {
        IIN: a_person_record(address=ADDRESS),
        OTHER_IIN: a_person_record(OTHER_IIN, surname="ТЕСТОВ", name="ЕРЛАН", patronymic=None),
    }
    counter.registries.organisations = {
        BIN: OrganisationRecord(bin=BIN, name_ru="ТОО ТЕСТ", name_kk="ТЕСТ ЖШС", address=ADDRESS)
    }
    counter.registries.powers = {"1234": a_power_record()}
    return counter


def a_power_record(**changes: Any) -> PowerOfAttorneyRecord:
    facts: dict[str, Any] = {
        "number": "1234",
        "status": "ACTIVE",
        "valid_from": date(2017, 12, 1),
        "valid_to": date(2018, 12, 1),
        "principals": (PartyName(number=IIN, full_name="Ә. Ә."),),
        "attorneys": (PartyName(number=OTHER_IIN, full_name="Т. Е."),),
    }
    return PowerOfAttorneyRecord(**{**facts, **changes})


def asked(counter: Counter, draft: Application, *, online: bool = True) -> Application:
    return counter.ask_registries(AskRegistries(application_id=draft.id, online=online))


def consented(
    counter: Counter,
    application_id: ApplicationId,
    applicant: Party | None = None,
    answer: ConsentAnswer = ConsentAnswer.GIVEN,
) -> Application:
    return counter.record_consent(
        RecordConsent(
            application_id=application_id, applicant=applicant or a_party(), answer=answer
        )
    )


def represented(
    counter: Counter, draft: Application, representative: Representative | None
) -> Application:
    return counter.enter_representative(
        EnterRepresentative(application_id=draft.id, representative=representative)
    )


class TestRepresentative:
    def test_a_notarised_one_is_asked_about_in_both_registers(self, counter: Counter) -> None:
        draft = represented(counter, counter.draft(), a_representative())
        saved = asked(counter, draft)

        assert counter.registries.asked == [f"gbd_fl {IIN}", f"gbd_fl {OTHER_IIN}", "enis 1234"]
        assert [one.system for one in saved.checks] == [
            "gbd_fl",
            "gbd_fl:representative",
            "enis",
        ]

    def test_of_one_that_is_not_notarised_only_the_kind_is_kept(self, counter: Counter) -> None:
        draft = represented(counter, counter.draft(), a_representative(kind="employer"))
        saved = asked(counter, draft)

        assert draft.representative is not None
        assert draft.representative.power_of_attorney.number is None
        assert saved.check_of("enis") is None

    def test_with_no_line_the_notaries_are_not_asked(self, counter: Counter) -> None:
        draft = represented(counter, counter.draft(), a_representative())
        saved = asked(counter, draft, online=False)

        assert [one.state for one in saved.checks] == [RegistryState.OFFLINE] * 3

    @pytest.mark.parametrize("answer", [AnswerState.UNAVAILABLE, AnswerState.NOT_FOUND])
    def test_the_notaries_answer_is_kept_as_it_is(
        self, counter: Counter, answer: AnswerState
    ) -> None:
        counter.registries.powers = {"1234": answer}
        saved = asked(counter, represented(counter, counter.draft(), a_representative()))
        check = saved.check_of("enis")

        assert check is not None
        assert check.state.value == answer.value

    def test_one_out_of_date_is_refused_entry(self, counter: Counter) -> None:
        draft = counter.draft()
        with pytest.raises(PowerOfAttorneyExpired):
            represented(counter, draft, a_representative(valid_until=date(2018, 2, 5)))

        assert counter.store.case(draft.id).representative is None

    @pytest.mark.parametrize(
        ("changes", "refused_as"),
        [
            ({"status": "REVOKED"}, PowerOfAttorneyRevoked),
            ({"principals": ()}, OtherPrincipal),
        ],
    )
    def test_one_that_the_notaries_deny_is_refused_entry(
        self, counter: Counter, changes: dict[str, Any], refused_as: type[Exception]
    ) -> None:
        counter.registries.powers = {"1234": a_power_record(**changes)}
        draft = represented(counter, counter.draft(), a_representative())
        with pytest.raises(refused_as):
            asked(counter, draft)

        assert counter.store.case(draft.id).checks == ()

    def test_entering_the_same_one_again_keeps_the_answers(self, counter: Counter) -> None:
        saved = asked(counter, represented(counter, counter.draft(), a_representative()))
        again = represented(counter, saved, a_representative())

        assert again.checks == saved.checks
        assert again.representative is not None
        assert again.representative.party.surname == "ТЕСТОВ"

    @pytest.mark.parametrize(
        "other",
        [
            None,
            a_representative(number="99"),
            Representative(
                party=a_party("691201314840"),
                power_of_attorney=a_representative().power_of_attorney,
            ),
        ],
        ids=["nobody", "another paper", "another person"],
    )
    def test_another_one_is_asked_about_anew(
        self, counter: Counter, other: Representative | None
    ) -> None:
        saved = asked(counter, represented(counter, counter.draft(), a_representative()))
        changed = represented(counter, saved, other)

        assert [one.system for one in changed.checks] == ["gbd_fl"]
        assert changed.representative == other


class TestCircumstances:
    def entered(self, counter: Counter, draft: Application, **facts: bool) -> Application:
        return counter.enter_circumstances(
            EnterCircumstances(application_id=draft.id, children=(a_child(),), facts=facts)
        )

    def test_children_and_facts_are_kept(self, counter: Counter) -> None:
        saved = self.entered(counter, counter.draft(), applicant_married=True)

        assert saved.children == (a_child(),)
        assert saved.facts == {"applicant_married": True}

    def test_a_fact_that_nobody_asks_for_is_refused(self, counter: Counter) -> None:
        with pytest.raises(UnknownFact):
            self.entered(counter, counter.draft(), rich=True)

    def test_a_fact_that_follows_from_others_is_refused(self, counter: Counter) -> None:
        draft = counter.draft()
        with pytest.raises(DerivedFact):
            self.entered(counter, draft, applicant_not_married=True)

        assert counter.store.case(draft.id) == draft

    def test_what_was_signed_is_not_edited(self, counter: Counter) -> None:
        with pytest.raises(SignedAlready):
            self.entered(counter, counter.draft(state=State.ACCEPTED))
