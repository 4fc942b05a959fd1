"""What follows a refusal: the refused come back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from operator_app.domain.applications import Application
from operator_app.domain.catalogue import Form
from operator_app.usecases.refuse_application import RefuseApplication
from operator_app.usecases.return_after_refusal import ReturnAfterRefusal, WasNotRefused
from tests.unit.usecases.counter import (
    Counter,
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
