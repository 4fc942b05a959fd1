"""What follows an ending: the refused come back, the result is given to who may take it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from operator_app.domain.applications import Application, Decision, State
from operator_app.domain.catalogue import Form
from operator_app.domain.papers import PaperKind
from operator_app.usecases.issue_result import IssueResult, MayNotTake, NotReadyToIssue
from operator_app.usecases.refuse_application import RefuseApplication
from operator_app.usecases.return_after_refusal import ReturnAfterRefusal, WasNotRefused
from operator_app.usecases.rules import ApplicantNotEntered
from tests.support.fakes import DiskFull
from tests.unit.usecases.counter import (
    IIN,
    OTHER_IIN,
    Counter,
    a_representative,
    an_opening,
)

NEXT_DAY = datetime(2018, 2, 7, 4, 0, tzinfo=UTC)


@pytest.fixture
def counter() -> Counter:
    return Counter()


class TestReturn:
    def refused(self, counter: Counter, *left_out: str, **changes: Any) -> Application:
        draft = counter.complete_draft(documents=counter.papers(*left_out), **changes)
        return counter.refuse(RefuseApplication(application_id=draft.id))

    def test_everything_that_was_in_order_is_there(self, counter: Counter) -> None:
        refused = self.refused(counter, "application")
        counter.at = NEXT_DAY
        command = ReturnAfterRefusal(refused_id=refused.id, opening=an_opening())
        draft = counter.return_after_refusal(command)
        view = counter.look_at_case(draft.id)

        assert view is not None
        assert [row.code for row in view.checklist.missing] == ["application"]
        assert draft.previous_id == refused.id
        assert draft.consent is None
        assert counter.store.case(refused.id) == refused
        assert counter.store.actions[-1] == "case.return"

    def test_the_same_command_twice_opens_one_case(self, counter: Counter) -> None:
        refused = self.refused(counter, "application")
        command = ReturnAfterRefusal(refused_id=refused.id, opening=an_opening())
        first = counter.return_after_refusal(command)

        assert counter.return_after_refusal(command) == first
        assert counter.store.actions.count("case.return") == 1

    def test_what_was_cut_off_half_way_goes_on(self, counter: Counter) -> None:
        refused = self.refused(counter, "application")
        command = ReturnAfterRefusal(refused_id=refused.id, opening=an_opening())
        counter.open_draft(command.opening)
        draft = counter.return_after_refusal(command)

        assert draft.previous_id == refused.id
        assert draft.documents == refused.documents

    def test_a_paper_in_the_wrong_form_is_asked_for_again(self, counter: Counter) -> None:
        papers = counter.papers("application")
        wrong = counter.paper("application", Form.COPY)
        draft = counter.complete_draft(documents=(*papers, wrong))
        refused = counter.refuse(RefuseApplication(application_id=draft.id))
        command = ReturnAfterRefusal(refused_id=refused.id, opening=an_opening())

        assert counter.return_after_refusal(command).documents == papers

    def test_for_another_service_the_papers_it_lists_come_along(self, counter: Counter) -> None:
        draft = counter.complete_draft(
            service="guardian_allowance",
            documents=counter.papers("application", service="guardian_allowance"),
            facts={"child_of_school_age": True},
        )
        refused = counter.refuse(RefuseApplication(application_id=draft.id))
        command = ReturnAfterRefusal(refused_id=refused.id, opening=an_opening())
        kept = {one.requirement for one in counter.return_after_refusal(command).documents}

        assert kept == {"identity_document", "child_birth_certificate"}

    def test_only_a_refused_case_goes_on(self, counter: Counter) -> None:
        draft = counter.complete_draft()
        command = ReturnAfterRefusal(refused_id=draft.id, opening=an_opening())
        with pytest.raises(WasNotRefused):
            counter.return_after_refusal(command)

        assert len(counter.store.tables.applications) == 1


class TestIssue:
    def ready(self, counter: Counter, **changes: Any) -> Application:
        draft = counter.complete_draft()
        at_hub: dict[str, Any] = {
            "state": State.READY,
            "decision": Decision.GRANT,
            "decided_on": date(2018, 2, 9),
        }
        return counter.store.put(replace(draft, **{**at_hub, **changes}))

    def issue(self, counter: Counter, case: Application, to: str) -> Application:
        return counter.issue_result(IssueResult(application_id=case.id, recipient=to))

    def kinds(self, counter: Counter) -> list[PaperKind]:
        return [record.kind for record in counter.store.tables.papers]

    def test_the_applicant_signs_a_slip_and_takes_it(self, counter: Counter) -> None:
        issued = self.issue(counter, self.ready(counter), IIN)

        assert issued.state is State.ISSUED
        assert issued.issued_to == IIN
        assert issued.issued_at == counter.at
        assert self.kinds(counter) == [PaperKind.ISSUE_SLIP]
        assert counter.store.messages == ["case.issue"]

    def test_a_refusal_of_the_provider_comes_with_its_notice(self, counter: Counter) -> None:
        self.issue(counter, self.ready(counter, decision=Decision.DECLINE), IIN)

        assert self.kinds(counter) == [PaperKind.DECLINE_NOTICE, PaperKind.ISSUE_SLIP]

    def test_a_notarised_power_of_attorney_lets_another_take_it(self, counter: Counter) -> None:
        case = self.ready(counter, representative=a_representative())

        assert self.issue(counter, case, OTHER_IIN).issued_to == OTHER_IIN

    @pytest.mark.parametrize(
        "representative",
        [None, a_representative(kind="employer")],
        ids=["nobody", "not notarised"],
    )
    def test_nobody_else_may_take_it(self, counter: Counter, representative: object) -> None:
        case = self.ready(counter, representative=representative)
        with pytest.raises(MayNotTake):
            self.issue(counter, case, OTHER_IIN)

        assert counter.store.case(case.id) == case

    @pytest.mark.parametrize(
        "changes", [{"state": State.IN_WORK}, {"decided_on": None}], ids=["at work", "undecided"]
    )
    def test_what_is_not_here_is_not_given(self, counter: Counter, changes: dict[str, Any]) -> None:
        with pytest.raises(NotReadyToIssue):
            self.issue(counter, self.ready(counter, **changes), IIN)

    def test_it_is_given_once(self, counter: Counter) -> None:
        issued = self.issue(counter, self.ready(counter), IIN)
        with pytest.raises(NotReadyToIssue):
            self.issue(counter, issued, IIN)

    def test_a_case_without_an_applicant_gives_nothing_out(self, counter: Counter) -> None:
        with pytest.raises(ApplicantNotEntered):
            self.issue(counter, self.ready(counter, applicant=None), IIN)

    def test_a_message_that_cannot_be_kept_keeps_the_result_here(self, counter: Counter) -> None:
        case = self.ready(counter)
        counter.store.broken = {"outbox"}
        with pytest.raises(DiskFull):
            self.issue(counter, case, IIN)

        assert counter.store.case(case.id) == case
        assert self.kinds(counter) == []
