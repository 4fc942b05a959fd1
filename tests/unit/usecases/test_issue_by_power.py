"""Somebody else takes a result by a notarised power of attorney, checked again that day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from operator_app.domain.applications import (
    Application,
    RegistryState,
    Representative,
)
from operator_app.domain.issuing import (
    AlreadyIssued,
    CheckedPower,
    PowerNotChecked,
    PowerNotFound,
    PowerNotNotarised,
    PowersMissing,
)
from operator_app.domain.powers_of_attorney import (
    OtherAttorney,
    OtherPrincipal,
    PowerOfAttorneyExpired,
    PowerOfAttorneyIncomplete,
    PowerOfAttorneyNotYetValid,
    PowerOfAttorneyRevoked,
)
from operator_app.usecases.issue_result import NameOfRecipientMissing
from operator_app.wire.registries import AnswerState, PartyName
from tests.unit.usecases.counter import (
    OTHER_IIN,
    Counter,
    a_party,
    a_representative,
)
from tests.unit.usecases.issuing_desk import (
    NOW,
    STRANGER,
    a_counter,
    changed,
    check,
    issue,
    nothing_was_done,
    ready,
    slip,
)


@pytest.fixture
def counter() -> Counter:
    return a_counter()


class TestByPowerOfAttorney:
    def given(self, counter: Counter, case: Application, **by: Any) -> Application:
        checked = by.pop("power", None) or check(counter, case)
        return issue(counter, case, OTHER_IIN, **{"power": checked, "powers_cover": True, **by})

    def test_a_valid_one_lets_another_take_it(self, counter: Counter) -> None:
        issued = self.given(counter, ready(counter))
        paper = slip(counter)

        assert issued.issued_to == OTHER_IIN
        assert issued.issuance is not None
        assert issued.issuance.power is not None
        assert issued.issuance.power.state == "found"
        assert paper.recipient.number == OTHER_IIN
        assert not paper.unchecked
        assert counter.store.tables.audit[-1].details["enis"] == "found"

    def test_it_is_asked_about_again_although_it_was_found_at_acceptance(
        self, counter: Counter
    ) -> None:
        case = ready(counter, representative=a_representative())
        with pytest.raises(PowerNotChecked):
            issue(counter, case, OTHER_IIN)

        assert nothing_was_done(counter, case)

    @pytest.mark.parametrize(
        ("answer", "error"),
        [
            (AnswerState.NOT_FOUND, PowerNotFound),
            (changed(status="EXPIRED"), PowerOfAttorneyExpired),
            (changed(valid_to=date(2018, 2, 11)), PowerOfAttorneyExpired),
            (changed(valid_from=date(2018, 2, 13)), PowerOfAttorneyNotYetValid),
            (changed(status="REVOKED"), PowerOfAttorneyRevoked),
            (changed(revoked_on=date(2018, 2, 1)), PowerOfAttorneyRevoked),
            (changed(status="TERMINATED"), PowerOfAttorneyRevoked),
            (changed(status="SUSPENDED"), PowerOfAttorneyRevoked),
            (changed(principals=(PartyName(number=STRANGER, full_name="X"),)), OtherPrincipal),
            (changed(attorneys=(PartyName(number=STRANGER, full_name="X"),)), OtherAttorney),
            (changed(powers_ru=None), PowersMissing),
        ],
    )
    def test_each_state_of_it_has_its_answer_and_gives_nothing_out(
        self, counter: Counter, answer: Any, error: type[Exception]
    ) -> None:
        case = ready(counter)
        counter.registries.powers["1234"] = answer
        with pytest.raises(error):
            check(counter, case)

        assert nothing_was_done(counter, case)
        assert "case.power_checked" not in counter.store.actions

    @pytest.mark.parametrize(
        ("held", "error"),
        [
            (a_representative(kind="employer"), PowerNotNotarised),
            (a_representative(valid_until=date(2018, 2, 11)), PowerOfAttorneyExpired),
            (
                a_representative(issued_on=date(2018, 2, 13), valid_until=None),
                PowerOfAttorneyNotYetValid,
            ),
            (a_representative(number=" "), PowerOfAttorneyIncomplete),
        ],
    )
    def test_what_the_paper_itself_says_is_refused_before_anybody_is_asked(
        self, counter: Counter, held: Representative, error: type[Exception]
    ) -> None:
        case = ready(counter)
        with pytest.raises(error):
            check(counter, case, held)

        assert counter.registries.asked == []
        assert nothing_was_done(counter, case)

    @pytest.mark.parametrize("online", [False, True], ids=["no line", "no answer"])
    def test_when_nobody_can_be_asked_it_is_given_and_said_so(
        self, counter: Counter, online: bool
    ) -> None:
        case = ready(counter)
        counter.registries.powers["1234"] = AnswerState.UNAVAILABLE
        checked = check(counter, case, online=online)
        issued = self.given(counter, case, power=checked)

        assert checked.unchecked
        assert issued.issuance is not None
        assert issued.issuance.power is not None
        assert issued.issuance.power.unchecked
        assert slip(counter).unchecked
        assert counter.store.tables.audit[-1].details["enis"] != "found"
        assert bool(counter.registries.asked) == online

    @pytest.mark.parametrize("days", [{"valid_until": date(2018, 2, 11)}])
    def test_with_no_line_an_expired_paper_is_still_refused(
        self, counter: Counter, days: dict[str, Any]
    ) -> None:
        with pytest.raises(PowerOfAttorneyExpired):
            check(counter, ready(counter), a_representative(**days), online=False)

    def test_the_operator_has_read_that_the_powers_cover_it(self, counter: Counter) -> None:
        case = ready(counter)
        with pytest.raises(PowersMissing):
            self.given(counter, case, powers_cover=False)

        assert nothing_was_done(counter, case)

    def test_the_answer_of_yesterday_of_another_case_or_person_is_none(
        self, counter: Counter
    ) -> None:
        case = ready(counter)
        checked = check(counter, case)
        wrong = (
            replace(checked, at=NOW - timedelta(days=1)),
            replace(checked, application_id="another"),
            replace(
                checked,
                representative=replace(checked.representative, party=a_party(STRANGER)),
            ),
        )
        for answer in wrong:
            with pytest.raises(PowerNotChecked):
                self.given(counter, case, power=answer)

        assert nothing_was_done(counter, case)

    def test_an_answer_about_one_who_is_not_notarised_was_never_asked_for(
        self, counter: Counter
    ) -> None:
        case = ready(counter, representative=a_representative(kind="employer"))
        with pytest.raises(PowerNotNotarised):
            issue(counter, case, OTHER_IIN)
        made_up = CheckedPower(
            application_id=case.id,
            representative=a_representative(kind="employer"),
            state=RegistryState.FOUND,
            at=NOW,
        )
        with pytest.raises(PowerNotNotarised):
            self.given(counter, case, power=made_up)

    def test_the_register_names_whom_the_operator_did_not(self, counter: Counter) -> None:
        case, nameless = ready(counter), a_party(OTHER_IIN, surname="", name="", patronymic="")
        held = replace(a_representative(), party=nameless)
        self.given(counter, case, power=check(counter, case, held))

        assert slip(counter).recipient.name == "ТЕСТОВ ЕРЛАН"

    def test_with_no_line_the_name_is_typed(self, counter: Counter) -> None:
        case, nameless = ready(counter), a_party(OTHER_IIN, surname="", name="", patronymic="")
        held = replace(a_representative(), party=nameless)
        with pytest.raises(NameOfRecipientMissing):
            self.given(counter, case, power=check(counter, case, held, online=False))

        assert nothing_was_done(counter, case)

    def test_of_what_was_given_out_nobody_asks_the_notaries(self, counter: Counter) -> None:
        issued = self.given(counter, ready(counter))
        with pytest.raises(AlreadyIssued):
            check(counter, issued)

        assert len(counter.registries.asked) == 1
