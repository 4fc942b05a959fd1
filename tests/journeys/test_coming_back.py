"""Who was refused comes back; who lost a paper gets a copy."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest

from operator_app.adapters.paper_seal import check
from operator_app.domain.applications import (
    Application,
    ApplicationId,
    ConsentAnswer,
    Document,
    State,
)
from operator_app.domain.papers import PaperKind
from operator_app.usecases.accept_application import AcceptApplication
from operator_app.usecases.ask_registries import AskRegistries
from operator_app.usecases.attach_document import AttachDocument
from operator_app.usecases.open_draft import OpenDraft
from operator_app.usecases.record_consent import RecordConsent
from operator_app.usecases.reprint_paper import NoSuchPaper, ReprintPaper
from operator_app.usecases.return_after_refusal import ReturnAfterRefusal, WasNotRefused
from tests.journeys.conftest import Center, Rehearse
from tests.journeys.test_outcomes import CUSTODY, text_of
from tests.support.cases import a_person, adult

NEXT_DAY = "2018-02-07T11:00:00+06:00"


def opening(case: dict[str, Any]) -> OpenDraft:
    return OpenDraft(
        application_id=ApplicationId(str(uuid.uuid4())),
        access_code="r3turn",
        region=case["region"],
        center="002",
        window=8,
        operator="Б. Серікова",
        service=case["service"],
        language=case["language"],
    )


def returned(center: Center, case: dict[str, Any]) -> Application:
    command = ReturnAfterRefusal(refused_id=ApplicationId(case["case_id"]), opening=opening(case))
    return center.at(NEXT_DAY).return_after_refusal(command)


def refused_case(center: Center, rehearse: Rehearse, number: int, *codes: str) -> dict[str, Any]:
    case = center.complete_case(CUSTODY, represented=True, applicant=a_person(adult(number)))
    lacking = [one for one in case["documents"] if one["requirement"] in codes]
    case["documents"] = [one for one in case["documents"] if one not in lacking]
    out = rehearse(case)
    assert out["missing"] == list(codes)
    return case


def test_only_what_was_missing_is_asked_of_who_comes_back(
    center: Center, rehearse: Rehearse
) -> None:
    case = refused_case(center, rehearse, 21, "income_documents")
    refused = center.application(case)
    draft = returned(center, case)
    again = center.at(NEXT_DAY).look_at_case(draft.id)

    assert again is not None
    assert refused is not None
    assert [row.code for row in again.checklist.missing] == ["income_documents"]
    assert draft.previous_id == refused.id
    assert draft.number != refused.number
    assert draft.applicant == refused.applicant
    assert draft.representative == refused.representative
    assert draft.children == refused.children
    assert draft.consent is None
    assert draft.checks == ()
    assert center.application(case) == refused


def test_the_new_case_is_accepted_with_the_missing_paper(
    center: Center, rehearse: Rehearse
) -> None:
    case = refused_case(center, rehearse, 22, "income_documents")
    draft = returned(center, case)
    counter = center.at(NEXT_DAY)
    assert draft.applicant is not None
    counter.record_consent(
        RecordConsent(
            application_id=draft.id, applicant=draft.applicant, answer=ConsentAnswer.GIVEN
        )
    )
    counter.ask_registries(AskRegistries(application_id=draft.id))
    paper = draft.documents[0]
    brought = Document(requirement="income_documents", presented=paper.presented, scans=paper.scans)
    counter.attach_document(AttachDocument(application_id=draft.id, document=brought))
    accepted = counter.accept(AcceptApplication(application_id=draft.id))

    assert accepted.state is State.ACCEPTED
    assert accepted.due_on is not None


def test_a_paper_in_the_wrong_form_is_not_carried_over(center: Center, rehearse: Rehearse) -> None:
    case = center.complete_case(CUSTODY, applicant=a_person(adult(23)))
    for document in case["documents"]:
        if document["requirement"] == "health_certificates":
            document["presented"] = "copy"
    rehearse(case)
    draft = returned(center, case)

    assert "health_certificates" not in {one.requirement for one in draft.documents}


def test_coming_back_twice_with_the_same_command_opens_one_case(
    center: Center, rehearse: Rehearse
) -> None:
    case = refused_case(center, rehearse, 24, "income_documents")
    command = ReturnAfterRefusal(refused_id=ApplicationId(case["case_id"]), opening=opening(case))
    counter = center.at(NEXT_DAY)

    assert counter.return_after_refusal(command) == counter.return_after_refusal(command)


def test_an_accepted_case_has_nothing_to_come_back_for(center: Center, rehearse: Rehearse) -> None:
    case = center.complete_case(CUSTODY, applicant=a_person(adult(25)))
    rehearse(case)
    with pytest.raises(WasNotRefused):
        returned(center, case)


def test_a_reprint_is_marked_as_a_copy_and_the_original_stays(
    center: Center, rehearse: Rehearse, tmp_path: Path
) -> None:
    case = center.complete_case(CUSTODY, applicant=a_person(adult(26)))
    before = rehearse(case)
    application_id = ApplicationId(case["case_id"])
    copy = center.at(NEXT_DAY).reprint(
        ReprintPaper(
            application_id=application_id,
            kind=PaperKind.ACCEPTANCE_RECEIPT,
            actor="Б. Серікова",
        )
    )
    pdf = center.profile.blobs.get(copy.sha256)
    (tmp_path / "copy.pdf").write_bytes(pdf)
    after = rehearse(case)

    assert copy.sha256 not in {paper["sha256"] for paper in before["papers"]}
    assert check(pdf).unchanged
    paper = text_of(tmp_path / "copy.pdf")
    assert "КОПИЯ" in paper.upper()
    assert "Серікова" in paper
    assert "7 февраля 2018 г., 11:00" in paper
    assert after["papers"] == before["papers"]


def test_a_paper_that_never_was_is_not_copied(center: Center, rehearse: Rehearse) -> None:
    case = center.complete_case(CUSTODY, applicant=a_person(adult(27)))
    rehearse(case)
    with pytest.raises(NoSuchPaper):
        center.at(NEXT_DAY).reprint(
            ReprintPaper(
                application_id=ApplicationId(case["case_id"]),
                kind=PaperKind.REFUSAL_RECEIPT,
                actor="Б. Серікова",
            )
        )
