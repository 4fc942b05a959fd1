"""Acceptance 8: each way a case can end at the counter, on real input."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from operator_app.usecases.ask_registries import NamesNeeded
from operator_app.usecases.record_consent import ConsentMustBeAsked
from stand.people import Kind
from stand.powers import PowerState
from tests.journeys.conftest import Center, Rehearse
from tests.support.cases import a_case, a_document, a_person, people

CERTIFICATE = "guardianship_certificate"
CUSTODY = "guardianship_establishment"
PENSION = "minor_property_pension_bank_police_certificates"
TRANSACTION = "minor_property_transaction_certificate"
ALLOWANCE = "guardian_allowance"


def states(out: dict[str, Any]) -> dict[str, str]:
    return {row["code"]: row["state"] for row in out["checklist"]}


def row(out: dict[str, Any], code: str) -> dict[str, Any]:
    return next(row for row in out["checklist"] if row["code"] == code)


def kinds(out: dict[str, Any]) -> list[str]:
    return [paper["kind"] for paper in out["papers"]]


def text_of(pdf: Path) -> str:
    """Everything on the paper, as one line."""
    done = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def without(case: dict[str, Any], *codes: str) -> list[dict[str, Any]]:
    return [one for one in case["documents"] if one["requirement"] not in codes]


def changed(case: dict[str, Any], code: str, **changes: Any) -> list[dict[str, Any]]:
    return [{**one, **changes} if one["requirement"] == code else one for one in case["documents"]]


class TestOpenQuestions:
    """A row whose condition is unknown is asked about before anybody decides."""

    def test_they_come_before_missing_rows_and_leave_no_paper(
        self, center: Center, rehearse: Rehearse
    ) -> None:
        case = center.complete_case(PENSION)
        case["documents"] = without(case, "application", "inheritance_certificate")
        del case["facts"]["inheritance_case"]
        out = rehearse(case)

        assert out["state"] == "open_questions"
        assert out["open_questions"] == ["inheritance_certificate", "death_certificate"]
        assert out["papers"] == []
        assert out["refusal"] is None
        assert row(out, "inheritance_certificate")["required"] is None
        assert row(out, "death_certificate")["state"] == "unknown"

    def test_no_children_leave_questions_about_children_open(
        self, center: Center, rehearse: Rehearse
    ) -> None:
        out = rehearse(center.complete_case(CERTIFICATE, children=[]))

        assert out["state"] == "open_questions"
        assert out["open_questions"] == ["child_birth_certificate"]

    def test_a_child_with_an_unknown_birth_day_leaves_the_question_open(
        self, center: Center, rehearse: Rehearse
    ) -> None:
        late = {"name": "Айша", "born_on": "2010-01-01", "born_abroad": False}
        case = center.complete_case(CERTIFICATE, children=[late, {"name": "Дана"}])
        out = rehearse(case)

        assert out["open_questions"] == ["child_birth_certificate"]

    def test_the_same_case_goes_on_when_the_fact_is_answered(
        self, center: Center, rehearse: Rehearse
    ) -> None:
        case = center.complete_case(PENSION)
        asked = {**case, "facts": {**case["facts"]}}
        del asked["facts"]["inheritance_case"]
        first = rehearse(asked)
        second = rehearse(case)

        assert first["state"] == "open_questions"
        assert second["state"] == "accepted"
        assert second["number"] == first["number"]

    def test_an_answer_of_no_takes_the_row_off(self, center: Center, rehearse: Rehearse) -> None:
        case = center.complete_case(PENSION)
        case["documents"] = without(case, "inheritance_certificate", "death_certificate")
        del case["facts"]["inheritance_case"]
        rehearse(case)
        case["facts"]["inheritance_case"] = False
        out = rehearse(case)

        assert out["state"] == "accepted"
        assert row(out, "inheritance_certificate")["state"] == "not_required"

    def test_a_paper_taken_out_of_the_file_is_taken_off_the_draft(
        self, center: Center, rehearse: Rehearse
    ) -> None:
        case = center.complete_case(CERTIFICATE)
        children, case["children"] = case["children"], []
        rehearse(case)
        out = rehearse({**case, "children": children, "documents": without(case, "application")})

        assert out["state"] == "refused_incomplete"
        assert out["missing"] == ["application"]

    def test_another_person_in_the_same_draft_is_asked_about_anew(
        self, center: Center, rehearse: Rehearse
    ) -> None:
        case = center.complete_case(CERTIFICATE)
        rehearse({**case, "children": []})
        out = rehearse({**case, "applicant": a_person(people(Kind.NOT_FOUND)[7])})

        assert out["state"] == "data_unavailable"

    def test_another_service_in_the_same_draft_keeps_its_number(
        self, center: Center, rehearse: Rehearse
    ) -> None:
        case = center.complete_case(CERTIFICATE)
        first = rehearse({**case, "children": []})
        allowance = center.complete_case(ALLOWANCE, case_id=case["case_id"])
        second = rehearse(allowance)

        assert second["state"] == "accepted"
        assert second["service"] == ALLOWANCE
        assert second["number"] == first["number"]


class TestConsent:
    def test_its_refusal_asks_no_registry_and_has_its_paper(
        self, center: Center, rehearse: Rehearse, tmp_path: Path
    ) -> None:
        out = rehearse(center.complete_case(CERTIFICATE, represented=True, consent="refused"))

        assert out["state"] == "consent_refused"
        assert out["registries"] == {"gbd_fl": "not_asked", "enis": "not_asked"}
        assert kinds(out) == ["consent"]
        assert "отказался дать это согласие" in text_of(tmp_path / "out" / "consent.pdf")

    @pytest.mark.parametrize("service", [CERTIFICATE, CUSTODY, PENSION, TRANSACTION])
    def test_it_must_be_asked_where_the_act_names_it(
        self, center: Center, rehearse: Rehearse, service: str
    ) -> None:
        with pytest.raises(ConsentMustBeAsked):
            rehearse(center.complete_case(service, consent="not_asked"))

    def test_it_need_not_be_asked_for_the_allowance(
        self, center: Center, rehearse: Rehearse
    ) -> None:
        out = rehearse(center.complete_case(ALLOWANCE, consent="not_asked"))

        assert out["state"] == "accepted"
        assert "consent" not in kinds(out)


class TestDataUnavailable:
    def test_nobody_in_the_register_of_persons(
        self, center: Center, rehearse: Rehearse, tmp_path: Path
    ) -> None:
        applicant = a_person(people(Kind.NOT_FOUND)[0])
        out = rehearse(center.complete_case(CERTIFICATE, applicant=applicant))

        assert out["state"] == "data_unavailable"
        assert out["registries"]["gbd_fl"] == "not_found"
        assert kinds(out) == ["data_unavailable_message"]
        assert out["papers"][0]["barcode"] == out["number"].replace("-", "")
        paper = text_of(tmp_path / "out" / "data_unavailable_message.pdf")
        assert "ГБД ФЛ" in paper
        assert "1414" in paper

    def test_nobody_in_the_notaries_register(
        self, center: Center, rehearse: Rehearse, tmp_path: Path
    ) -> None:
        case = center.complete_case(CERTIFICATE, represented=True)
        power = center.power(PowerState.NOT_FOUND)
        case.update(center.acting_by(power))
        out = rehearse(case)

        assert out["state"] == "data_unavailable"
        assert out["registries"]["enis"] == "not_found"
        assert out["registries"]["gbd_fl"] == "found"
        assert "ЕНИС" in text_of(tmp_path / "out" / "data_unavailable_message.pdf")


class TestRows:
    """The row rules of the commands' document, one by one."""

    def test_of_alternatives_either_one_is_enough(self, center: Center, rehearse: Rehearse) -> None:
        case = center.complete_case(TRANSACTION)
        rows = {one.code: one for one in center.rows(TRANSACTION, "almaty")}
        group = ["both_parents_presence_or_poa", "death_certificate"]
        for chosen, other in (group, reversed(group)):
            documents = [*without(case, *group), a_document(rows[chosen])]
            out = rehearse({**case, "case_id": a_case("x")["case_id"], "documents": documents})

            assert out["state"] == "accepted"
            assert states(out)[chosen] == "scanned"
            assert states(out)[other] == "not_required"

    def test_with_none_of_the_alternatives_all_their_codes_are_missing(
        self, center: Center, rehearse: Rehearse
    ) -> None:
        case = center.complete_case(TRANSACTION)
        group = ["both_parents_presence_or_poa", "death_certificate"]
        out = rehearse({**case, "documents": without(case, *group)})

        assert out["missing"] == group
        assert out["refusal"] == {"standard_appendix": 4, "missing": group}

    def test_a_copy_for_an_original_is_the_wrong_form(
        self, center: Center, rehearse: Rehearse, tmp_path: Path
    ) -> None:
        case = center.complete_case(CERTIFICATE)
        out = rehearse({**case, "documents": changed(case, "application", presented="copy")})

        assert out["state"] == "refused_incomplete"
        assert states(out)["application"] == "wrong_form"
        assert out["missing"] == ["application"]
        assert "подлинник" in text_of(tmp_path / "out" / "refusal_receipt.pdf")

    def test_an_expired_paper_is_missing_and_the_receipt_uses_its_wording(
        self, center: Center, rehearse: Rehearse, tmp_path: Path
    ) -> None:
        case = center.complete_case(CUSTODY)
        expired = changed(case, "health_certificates", valid_until="2018-02-05")
        out = rehearse({**case, "documents": expired})

        assert states(out)["health_certificates"] == "expired"
        assert out["refusal"] == {"standard_appendix": 4, "missing": ["health_certificates"]}
        paper = text_of(tmp_path / "out" / "refusal_receipt.pdf")
        assert "истек" in paper.casefold()
        assert "05.02.2018" in paper

    def test_a_paper_is_good_on_its_last_day(self, center: Center, rehearse: Rehearse) -> None:
        case = center.complete_case(CUSTODY)
        last_day = changed(case, "health_certificates", valid_until="2018-02-06")
        out = rehearse({**case, "documents": last_day})

        assert out["state"] == "accepted"

    def test_an_incomplete_package_does_not_speak_of_expiry(
        self, center: Center, rehearse: Rehearse, tmp_path: Path
    ) -> None:
        case = center.complete_case(CUSTODY)
        rehearse({**case, "documents": without(case, "health_certificates")})

        paper = text_of(tmp_path / "out" / "refusal_receipt.pdf")
        assert "истек" not in paper.casefold()

    @pytest.mark.parametrize("form", ["original", "copy_with_original_for_check"])
    def test_a_paper_without_a_page_is_missing(
        self, center: Center, rehearse: Rehearse, form: str
    ) -> None:
        case = center.complete_case(CERTIFICATE)
        code = next(r.code for r in center.rows(CERTIFICATE, "almaty") if r.form == form)
        out = rehearse({**case, "documents": changed(case, code, scans=[])})

        assert out["missing"] == [code]

    def test_the_identity_document_is_shown_in_every_case(
        self, center: Center, rehearse: Rehearse
    ) -> None:
        case = center.complete_case(CERTIFICATE)
        out = rehearse({**case, "documents": without(case, "identity_document")})

        assert out["registries"]["gbd_fl"] == "found"
        assert out["missing"] == ["identity_document"]

    def test_a_true_condition_needs_the_paper_whatever_the_registries_hold(
        self, center: Center, rehearse: Rehearse
    ) -> None:
        case = center.complete_case(CERTIFICATE)
        out = rehearse({**case, "documents": without(case, "child_birth_certificate")})

        assert out["missing"] == ["child_birth_certificate"]
        why = row(out, "child_birth_certificate")["why"]
        assert why == "child_born_before_2007_08_13_or_abroad"

    def test_an_answered_registry_stands_for_the_paper(
        self, center: Center, rehearse: Rehearse
    ) -> None:
        out = rehearse(center.complete_case(CUSTODY))

        assert states(out)["no_criminal_record"] == "from_state_system"


class TestPendingStateSystem:
    """A registry that could not be asked never makes a paper missing."""

    def test_with_no_line(self, center: Center, rehearse: Rehearse) -> None:
        out = rehearse(center.complete_case(CUSTODY, registries="offline", represented=True))

        assert out["state"] == "accepted"
        assert out["registries"]["gbd_fl"] == "offline"
        assert out["registries"]["enis"] == "offline"
        assert states(out)["no_criminal_record"] == "pending_state_system"
        assert out["delivery"]["state"] == "acknowledged"

    @pytest.mark.parametrize("kind", [Kind.SILENT, Kind.ERROR])
    def test_a_registry_that_does_not_answer_about_this_person(
        self, center: Center, rehearse: Rehearse, tmp_path: Path, kind: str
    ) -> None:
        out = rehearse(center.complete_case(CUSTODY, applicant=a_person(people(kind)[0])))

        assert out["state"] == "accepted"
        assert out["registries"]["gbd_fl"] == "unavailable"
        assert states(out)["no_criminal_record"] == "pending_state_system"

    def test_a_record_of_the_representative_does_not_stand_for_the_applicants(
        self, center: Center, rehearse: Rehearse
    ) -> None:
        case = center.complete_case(
            CUSTODY, represented=True, applicant=a_person(people(Kind.SILENT)[1])
        )
        case["representative"]["power_of_attorney"] = {"kind": "simple"}
        out = rehearse(case)

        assert out["registries"]["gbd_fl:representative"] == "found"
        assert states(out)["no_criminal_record"] == "pending_state_system"

    def test_without_a_registry_the_names_must_be_typed(
        self, center: Center, rehearse: Rehearse
    ) -> None:
        nameless = {"iin": people(Kind.LIVING)[9].iin}
        with pytest.raises(NamesNeeded):
            rehearse(center.complete_case(CERTIFICATE, registries="offline", applicant=nameless))

    def test_the_typed_names_may_be_left_out_when_the_registry_answers(
        self, center: Center, rehearse: Rehearse, tmp_path: Path
    ) -> None:
        person = people(Kind.LIVING)[9]
        out = rehearse(center.complete_case(CERTIFICATE, applicant={"iin": person.iin}))

        assert out["state"] == "accepted"
        assert person.surname in text_of(tmp_path / "out" / "acceptance_receipt.pdf")
