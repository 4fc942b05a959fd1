"""Who the case is about and who stands at the window: children, representatives, organisations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from operator_app.domain.powers_of_attorney import (
    OtherAttorney,
    OtherPrincipal,
    PowerOfAttorneyExpired,
    PowerOfAttorneyIncomplete,
    PowerOfAttorneyNotYetValid,
    PowerOfAttorneyRevoked,
)
from operator_app.errors import RuleViolation
from operator_app.usecases.ask_registries import Deceased, UnderAge
from stand.people import Kind, all_people
from stand.people_list import list_organisations
from stand.powers import PowerState
from tests.journeys.conftest import Center, Rehearse
from tests.journeys.test_outcomes import CERTIFICATE, CUSTODY, kinds, row, states, text_of
from tests.support.cases import a_case, a_person, adult, people

ELDER = {"name": "Ерасыл", "surname": "Тестов", "born_on": "2006-05-01", "born_abroad": False}
YOUNGER = {"name": "Дана", "surname": "Тестова", "born_on": "2012-02-29", "born_abroad": False}

ORGANISATION = str(list_organisations(all_people())[0]["bin"])


class TestTwoChildrenOfDifferentAges:
    def test_the_elder_makes_the_row_required_and_the_receipt_names_her_alone(
        self, center: Center, rehearse: Rehearse, tmp_path: Path
    ) -> None:
        case = center.complete_case(CERTIFICATE, children=[YOUNGER, ELDER])
        case["documents"] = [
            one for one in case["documents"] if one["requirement"] != "child_birth_certificate"
        ]
        out = rehearse(case)
        birth = row(out, "child_birth_certificate")
        paper = text_of(tmp_path / "out" / "refusal_receipt.pdf")

        assert birth["required"] is True
        assert birth["children"] == [1]
        assert out["missing"] == ["child_birth_certificate"]
        assert "Ерасыл" in paper
        assert "Дана" not in paper

    def test_the_younger_alone_needs_no_birth_certificate(
        self, center: Center, rehearse: Rehearse
    ) -> None:
        case = center.complete_case(CERTIFICATE, children=[YOUNGER])
        case["documents"] = [
            one for one in case["documents"] if one["requirement"] != "child_birth_certificate"
        ]
        out = rehearse(case)

        assert out["state"] == "accepted"
        assert states(out)["child_birth_certificate"] == "not_required"

    def test_a_child_born_abroad_needs_one_whatever_the_age(
        self, center: Center, rehearse: Rehearse
    ) -> None:
        abroad = {**YOUNGER, "born_abroad": True}
        out = rehearse(center.complete_case(CERTIFICATE, children=[YOUNGER, abroad]))

        assert row(out, "child_birth_certificate")["children"] == [1]

    @pytest.mark.parametrize(
        ("born_on", "asked"),
        [("2008-02-06", True), ("2008-02-07", False)],
        ids=["ten today", "ten tomorrow"],
    )
    def test_a_child_is_asked_for_consent_from_the_tenth_birthday(
        self, center: Center, rehearse: Rehearse, born_on: str, asked: bool
    ) -> None:
        child = {**YOUNGER, "born_on": born_on}
        out = rehearse(center.complete_case(CUSTODY, children=[child]))

        assert row(out, "child_consent")["required"] is asked

    @pytest.mark.parametrize(
        ("born_on", "asked"),
        [("2007-08-12", True), ("2007-08-13", False)],
    )
    def test_the_day_from_which_births_are_in_the_register(
        self, center: Center, rehearse: Rehearse, born_on: str, asked: bool
    ) -> None:
        child = {**YOUNGER, "born_on": born_on}
        out = rehearse(center.complete_case(CERTIFICATE, children=[child]))

        assert row(out, "child_birth_certificate")["required"] is asked


class TestPowerOfAttorney:
    def test_one_that_is_not_notarised_is_a_normal_case(
        self, center: Center, rehearse: Rehearse, tmp_path: Path
    ) -> None:
        case = center.complete_case(CERTIFICATE, represented=True)
        case["representative"]["power_of_attorney"]["kind"] = "employer"
        out = rehearse(case)
        receipt = text_of(tmp_path / "out" / "acceptance_receipt.pdf")
        request = (tmp_path / "out" / "request.json").read_text()

        assert out["state"] == "accepted"
        assert out["registries"]["enis"] == "not_asked"
        assert states(out)["power_of_attorney"] == "scanned"
        assert "только самому получателю" in receipt
        assert "Нұрланқызы" not in request

    def test_a_notarised_one_is_found_in_the_notaries_register(
        self, center: Center, rehearse: Rehearse
    ) -> None:
        case = center.complete_case(CERTIFICATE, represented=True)
        case.update(center.acting_by(center.power(PowerState.ACTIVE)))
        out = rehearse(case)

        assert out["state"] == "accepted"
        assert out["registries"]["enis"] == "found"

    @pytest.mark.parametrize(
        ("state", "refused_as"),
        [
            (PowerState.EXPIRED, PowerOfAttorneyExpired),
            (PowerState.REVOKED, PowerOfAttorneyRevoked),
            (PowerState.TERMINATED, PowerOfAttorneyRevoked),
            (PowerState.SUSPENDED, PowerOfAttorneyRevoked),
            (PowerState.OTHER_PRINCIPAL, OtherPrincipal),
        ],
    )
    def test_one_that_the_register_does_not_hold_as_valid_is_refused_entry(
        self,
        center: Center,
        rehearse: Rehearse,
        state: PowerState,
        refused_as: type[RuleViolation],
    ) -> None:
        case = center.complete_case(CERTIFICATE, represented=True)
        case.update(center.acting_by(center.power(state)))
        with pytest.raises(refused_as):
            rehearse(case)

        assert center.application(case) is None

    def test_one_of_another_representative_is_refused_entry(
        self, center: Center, rehearse: Rehearse
    ) -> None:
        case = center.complete_case(CERTIFICATE, represented=True)
        acting = center.acting_by(center.power(PowerState.ACTIVE))
        acting["representative"].update(a_person(adult(11)))
        with pytest.raises(OtherAttorney):
            rehearse({**case, **acting})

    @pytest.mark.parametrize(
        ("changes", "refused_as"),
        [
            ({"valid_until": "2018-02-05"}, PowerOfAttorneyExpired),
            ({"issued_on": "2017-02-05", "valid_until": None}, PowerOfAttorneyExpired),
            ({"issued_on": "2018-02-07"}, PowerOfAttorneyNotYetValid),
            ({"number": None}, PowerOfAttorneyIncomplete),
        ],
        ids=["ended", "a year without a term", "not begun", "no number"],
    )
    def test_one_that_does_not_work_today_is_refused_before_anybody_is_asked(
        self,
        center: Center,
        rehearse: Rehearse,
        changes: dict[str, Any],
        refused_as: type[RuleViolation],
    ) -> None:
        case = center.complete_case(CERTIFICATE, represented=True)
        case["representative"]["power_of_attorney"].update(changes)
        with pytest.raises(refused_as):
            rehearse(case)

        assert center.application(case) is None


class TestApplicant:
    def test_an_organisation_is_asked_about_by_its_bin(
        self, center: Center, rehearse: Rehearse, tmp_path: Path
    ) -> None:
        applicant = {"bin": ORGANISATION, "name": "ТОО Тест", "phone": "+7 700 000 00 01"}
        out = rehearse(center.complete_case(CERTIFICATE, applicant=applicant))

        assert out["state"] == "accepted"
        assert out["registries"] == {"gbd_ul": "found", "enis": "not_asked"}
        assert ORGANISATION in text_of(tmp_path / "out" / "acceptance_receipt.pdf")

    def test_an_organisation_works_without_a_line_too(
        self, center: Center, rehearse: Rehearse
    ) -> None:
        applicant = {"bin": ORGANISATION, "name": "ТОО Тест"}
        out = rehearse(center.complete_case(CERTIFICATE, applicant=applicant, registries="offline"))

        assert out["state"] == "accepted"
        assert out["registries"]["gbd_ul"] == "offline"

    @pytest.mark.parametrize("number", range(3))
    def test_digits_that_disagree_with_the_registry_warn_and_pass(
        self, center: Center, rehearse: Rehearse, number: int
    ) -> None:
        person = people(Kind.MISMATCH)[number]
        out = rehearse(center.complete_case(CERTIFICATE, applicant=a_person(person)))
        warned = {warning["code"] for warning in out["warnings"]}

        assert out["state"] == "accepted"
        assert warned & {"number.born_on_disagrees", "number.sex_disagrees"}

    def test_other_names_than_the_registrys_warn_and_pass(
        self, center: Center, rehearse: Rehearse
    ) -> None:
        applicant = {**a_person(adult(14)), "surname": "Басқаев"}
        out = rehearse(center.complete_case(CERTIFICATE, applicant=applicant))

        assert out["state"] == "accepted"
        assert {"code": "names_differ", "system": "gbd_fl"} in out["warnings"]

    def test_a_second_case_of_the_day_for_the_same_service_is_warned_about(
        self, center: Center, rehearse: Rehearse
    ) -> None:
        case = center.complete_case(CERTIFICATE, applicant=a_person(adult(20)))
        first = rehearse(case)
        second = rehearse({**case, "case_id": a_case("x")["case_id"]})
        other_day = rehearse(
            {**case, "case_id": a_case("x")["case_id"], "accepted_at": "2018-02-07T09:00:00+06:00"}
        )

        assert {"code": "intake.same_day", "numbers": [first["number"]]} in second["warnings"]
        assert second["state"] == "accepted"
        assert "intake.same_day" not in [one["code"] for one in other_day["warnings"]]

    def test_a_foreigner_whose_number_gives_no_century_is_served(
        self, center: Center, rehearse: Rehearse
    ) -> None:
        foreigner = a_person(people(Kind.FOREIGNER)[1])
        out = rehearse(center.complete_case(CERTIFICATE, applicant=foreigner))

        assert out["state"] == "accepted"

    @pytest.mark.parametrize("registries", ["stand", "offline"])
    def test_a_child_does_not_apply(
        self, center: Center, rehearse: Rehearse, registries: str
    ) -> None:
        case = center.complete_case(
            CERTIFICATE, applicant=a_person(people(Kind.MINOR)[4]), registries=registries
        )
        with pytest.raises(UnderAge):
            rehearse(case)

        assert center.application(case) is None

    @pytest.mark.parametrize("who", ["applicant", "representative"])
    def test_nobody_applies_with_the_number_of_the_dead(
        self, center: Center, rehearse: Rehearse, who: str
    ) -> None:
        case = center.complete_case(CERTIFICATE, represented=True)
        case[who] = {**case[who], **a_person(people(Kind.DECEASED)[3])}
        with pytest.raises(Deceased):
            rehearse(case)

        assert center.application(case) is None


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_papers_speak_both_languages_whichever_comes_first(
    center: Center, rehearse: Rehearse, tmp_path: Path, language: str
) -> None:
    out = rehearse(center.complete_case(CERTIFICATE, language=language))
    paper = text_of(tmp_path / "out" / "acceptance_receipt.pdf").casefold()

    assert kinds(out) == ["acceptance_receipt", "consent", "request_form"]
    assert "справок по опеке" in paper
    assert "қорғаншылық" in paper
    first = min(("қабылданғаны", "о приеме"), key=paper.index)
    assert first == {"kk": "қабылданғаны", "ru": "о приеме"}[language]


def test_the_courier_takes_the_package_while_the_hub_knows_the_case(
    center: Center, rehearse: Rehearse
) -> None:
    out = rehearse(center.complete_case(CERTIFICATE, delivery="courier"))

    assert out["state"] == "accepted"
    assert out["delivery"]["state"] == "queued"
    assert out["delivery"]["hub_seq"] > 0
