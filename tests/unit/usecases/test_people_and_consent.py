"""Who the case is about: consent comes before the registries, and their answers stay theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from operator_app.domain.applications import (
    Application,
    ApplicationId,
    ConsentAnswer,
    ConsentFirst,
    Party,
    RegistryState,
)
from operator_app.domain.versions import StaleVersion
from operator_app.usecases.ask_registries import (
    AskRegistries,
    Deceased,
    NamesNeeded,
    UnderAge,
)
from operator_app.usecases.record_consent import ConsentMustBeAsked, RecordConsent
from operator_app.usecases.rules import ApplicantNotEntered
from operator_app.wire.registries import (
    AddressText,
    AnswerState,
    OrganisationRecord,
)
from tests.support.fakes import DiskFull
from tests.unit.usecases.counter import (
    BIN,
    IIN,
    OTHER_IIN,
    Counter,
    a_party,
    a_person_record,
    an_opening,
    an_organisation,
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
    return counter


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


class TestConsent:
    def test_the_answer_and_its_moment_are_kept_and_audited(self, counter: Counter) -> None:
        draft = counter.open_draft(an_opening())
        saved = consented(counter, draft.id)

        assert saved.consent is not None
        assert saved.consent.at == counter.at
        assert counter.store.tables.audit[-1].details == {"answer": "given"}

    def test_it_cannot_be_left_out_where_the_act_names_it(self, counter: Counter) -> None:
        draft = counter.open_draft(an_opening())
        with pytest.raises(ConsentMustBeAsked):
            consented(counter, draft.id, answer=ConsentAnswer.NOT_ASKED)

        assert counter.store.case(draft.id).consent is None

    def test_it_may_be_left_out_where_the_act_does_not_ask(self, counter: Counter) -> None:
        draft = counter.open_draft(an_opening(service="guardian_allowance"))
        saved = consented(counter, draft.id, answer=ConsentAnswer.NOT_ASKED)

        assert asked(counter, saved).checks[0].state is RegistryState.FOUND

    @pytest.mark.parametrize("answer", [None, ConsentAnswer.REFUSED])
    def test_no_registry_is_asked_before_it_or_against_it(
        self, counter: Counter, answer: ConsentAnswer | None
    ) -> None:
        draft = counter.draft(consent=None)
        if answer is not None:
            consented(counter, draft.id, answer=answer)
        with pytest.raises(ConsentFirst):
            asked(counter, draft)

        assert counter.registries.asked == []

    def test_another_person_takes_away_what_was_said_of_the_first(self, counter: Counter) -> None:
        draft = asked(counter, counter.draft())
        again = consented(counter, draft.id, a_party(OTHER_IIN))

        assert again.checks == ()
        assert again.applicant == a_party(OTHER_IIN)

    def test_the_same_person_keeps_the_registrys_names(self, counter: Counter) -> None:
        draft = asked(counter, counter.draft())
        again = consented(counter, draft.id, a_party(phone="+7 701 555 09 09"))

        assert again.checks == draft.checks
        assert again.applicant is not None
        assert again.applicant.surname == "ӘБДІРАХМАНОВА"
        assert again.applicant.phone == "+7 701 555 09 09"


class TestApplicant:
    def test_the_registry_fills_the_names_and_the_address(self, counter: Counter) -> None:
        saved = asked(counter, counter.draft())

        assert saved.applicant is not None
        assert saved.applicant.full_name == "ӘБДІРАХМАНОВА ӘЛИЯ ҚАЙРАТҚЫЗЫ"
        assert saved.applicant.address == ADDRESS.ru
        assert saved.applicant.checked
        assert saved.check_of("gbd_fl") == saved.checks[0]
        assert saved.check_of("enis") is None
        assert counter.store.tables.audit[-1].details == {"gbd_fl": "found"}

    def test_the_typed_address_stays(self, counter: Counter) -> None:
        saved = asked(counter, counter.draft(applicant=a_party(address="Тараз")))

        assert saved.applicant is not None
        assert saved.applicant.address == "Тараз"

    def test_nobody_is_asked_about_without_an_applicant(self, counter: Counter) -> None:
        draft = counter.draft(applicant=None)
        with pytest.raises(ApplicantNotEntered):
            asked(counter, draft)

    def test_an_organisation_is_asked_about_elsewhere(self, counter: Counter) -> None:
        saved = asked(counter, counter.draft(applicant=an_organisation()))

        assert counter.registries.asked == [f"gbd_ul {BIN}"]
        assert saved.applicant is not None
        assert saved.applicant.name == "ТОО ТЕСТ"
        assert saved.applicant.address == ADDRESS.ru

    @pytest.mark.parametrize("party", [a_party(), an_organisation()])
    def test_one_that_is_not_found_keeps_what_was_typed(
        self, counter: Counter, party: Party
    ) -> None:
        counter.registries.persons = {}
        counter.registries.organisations = {}
        saved = asked(counter, counter.draft(applicant=party))

        assert saved.checks[0].state is RegistryState.NOT_FOUND
        assert saved.applicant == party

    @pytest.mark.parametrize("party", [a_party(), an_organisation()])
    def test_silence_leaves_the_typed_data_unchecked(self, counter: Counter, party: Party) -> None:
        counter.registries.persons = {IIN: AnswerState.UNAVAILABLE}
        counter.registries.organisations = {BIN: AnswerState.UNAVAILABLE}
        saved = asked(counter, counter.draft(applicant=party))

        assert saved.checks[0].state is RegistryState.UNAVAILABLE
        assert saved.applicant is not None
        assert not saved.applicant.checked

    @pytest.mark.parametrize(
        ("party", "system"), [(a_party(), "gbd_fl"), (an_organisation(), "gbd_ul")]
    )
    def test_with_no_line_nobody_is_asked(
        self, counter: Counter, party: Party, system: str
    ) -> None:
        saved = asked(counter, counter.draft(applicant=party), online=False)

        assert counter.registries.asked == []
        assert [(one.system, one.state) for one in saved.checks] == [
            (system, RegistryState.OFFLINE)
        ]

    @pytest.mark.parametrize(
        "party",
        [a_party(surname=""), a_party(name=""), an_organisation(name="")],
        ids=["no surname", "no name", "no name of an organisation"],
    )
    def test_without_an_answer_the_names_must_have_been_typed(
        self, counter: Counter, party: Party
    ) -> None:
        draft = counter.draft(applicant=party)
        with pytest.raises(NamesNeeded):
            asked(counter, draft, online=False)

        assert counter.store.case(draft.id).checks == ()

    @pytest.mark.parametrize("online", [True, False])
    def test_a_child_does_not_apply(self, counter: Counter, online: bool) -> None:
        counter.registries.persons[MINOR_IIN] = a_person_record(MINOR_IIN, born_on=date(2008, 1, 1))
        with pytest.raises(UnderAge):
            asked(counter, counter.draft(applicant=a_party(MINOR_IIN)), online=online)

    def test_the_registrys_birthday_decides_against_the_digits(self, counter: Counter) -> None:
        counter.registries.persons[MINOR_IIN] = a_person_record(MINOR_IIN, born_on=date(2000, 2, 6))
        saved = asked(counter, counter.draft(applicant=a_party(MINOR_IIN)))

        assert "number.born_on_disagrees" in saved.checks[0].warnings

    def test_one_day_before_the_eighteenth_birthday_is_too_early(self, counter: Counter) -> None:
        counter.registries.persons[IIN] = a_person_record(born_on=date(2000, 2, 7))
        with pytest.raises(UnderAge):
            asked(counter, counter.draft())

    def test_a_person_without_a_birthday_in_the_registry_is_judged_by_the_digits(
        self, counter: Counter
    ) -> None:
        counter.registries.persons[IIN] = a_person_record(born_on=None, sex=None)

        assert asked(counter, counter.draft()).applicant is not None

    @pytest.mark.parametrize(
        "facts",
        [{"died_on": date(2018, 2, 6)}, {"died_on": None, "alive": False}],
        ids=["today", "on an unknown day"],
    )
    def test_nobody_applies_with_the_number_of_the_dead(
        self, counter: Counter, facts: dict[str, Any]
    ) -> None:
        counter.registries.persons[IIN] = a_person_record(**facts)
        with pytest.raises(Deceased):
            asked(counter, counter.draft())

    def test_who_died_after_this_day_was_alive_on_it(self, counter: Counter) -> None:
        counter.registries.persons[IIN] = a_person_record(died_on=date(2019, 1, 1), alive=False)

        assert asked(counter, counter.draft()).applicant is not None

    def test_what_disagrees_is_a_warning(self, counter: Counter) -> None:
        counter.registries.persons[IIN] = a_person_record(
            born_on=date(1985, 4, 18), sex="female", surname="БАСҚА"
        )
        saved = asked(counter, counter.draft())

        assert set(saved.checks[0].warnings) == {
            "number.born_on_disagrees",
            "number.sex_disagrees",
            "names_differ",
        }

    def test_asking_twice_keeps_the_newest_answer_only(self, counter: Counter) -> None:
        counter.registries.persons[IIN] = AnswerState.UNAVAILABLE
        first = asked(counter, counter.draft())
        counter.registries.persons[IIN] = a_person_record()
        second = asked(counter, first)

        assert [one.state for one in second.checks] == [RegistryState.FOUND]

    def test_an_answer_that_came_while_somebody_saved_is_not_written(
        self, counter: Counter
    ) -> None:
        draft = counter.draft()
        changed = replace(draft, version=draft.version + 1, language="ru")
        answer = counter.registries.person

        def slowly(iin: str) -> Any:
            counter.store.put(changed)
            return answer(iin)

        counter.registries.person = slowly  # type: ignore[method-assign]  # a slow registry
        with pytest.raises(StaleVersion):
            asked(counter, draft)

        assert counter.store.case(draft.id) == changed

    def test_without_an_audit_row_there_is_no_answer(self, counter: Counter) -> None:
        draft = counter.draft()
        counter.store.broken = {"audit"}
        with pytest.raises(DiskFull):
            asked(counter, draft)

        assert counter.store.case(draft.id).checks == ()
