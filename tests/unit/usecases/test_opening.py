"""The queue and the draft: places and numbers are given once, whatever is repeated or breaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from operator_app.domain.applications import ApplicationId, SignedAlready, State
from operator_app.domain.catalogue import ActNotInForce
from operator_app.domain.tickets import IllegalMove, TicketState
from operator_app.usecases.choose_service import ChooseService
from operator_app.usecases.discard_draft import DiscardDraft
from operator_app.usecases.issue_ticket import IssueTicket
from operator_app.usecases.move_ticket import (
    MoveTicket,
    NoSuchTicket,
    calling,
    closing,
    serving,
)
from operator_app.usecases.rules import NoSuchCase
from tests.support.fakes import DiskFull
from tests.unit.usecases.counter import Counter, an_id, an_opening

NOBODY = ApplicationId("00000000-0000-4000-8000-000000000000")


@pytest.fixture
def counter() -> Counter:
    return Counter()


def a_ticket(ticket_id: str = "t-1") -> IssueTicket:
    return IssueTicket(
        ticket_id=ticket_id, center="002", window=7, category="general", actor="terminal"
    )


def test_a_draft_gets_the_next_number_of_its_window_and_day(counter: Counter) -> None:
    first = counter.open_draft(an_opening())
    second = counter.open_draft(an_opening())
    other_window = counter.open_draft(an_opening(window=8))
    counter.at += timedelta(days=1)
    next_day = counter.open_draft(an_opening())

    assert [first.number[:19], second.number[:19]] == [
        "002-07-180206-0001-",
        "002-07-180206-0002-",
    ][:2]
    assert other_window.number.startswith("002-08-180206-0001")
    assert next_day.number.startswith("002-07-180207-0001")


def test_the_day_of_a_number_is_the_local_one(counter: Counter) -> None:
    counter.at = datetime(2018, 2, 6, 20, 0, tzinfo=UTC)

    assert counter.open_draft(an_opening()).number.startswith("002-07-180207")


def test_the_same_opening_twice_is_one_draft_with_one_number(counter: Counter) -> None:
    opening = an_opening()
    first = counter.open_draft(opening)
    second = counter.open_draft(replace(opening, access_code="other"))

    assert second == first
    assert len(counter.store.tables.applications) == 1
    assert counter.store.actions == ["case.open"]


def test_no_draft_and_no_number_for_a_day_without_the_act(counter: Counter) -> None:
    counter.at = datetime(2021, 2, 6, tzinfo=UTC)
    with pytest.raises(ActNotInForce):
        counter.open_draft(an_opening())

    assert counter.store.tables.counters == {}


@pytest.mark.parametrize("part", ["applications", "audit", "commit"])
def test_a_draft_that_could_not_be_kept_takes_no_number(counter: Counter, part: str) -> None:
    counter.store.broken = {part}
    with pytest.raises(DiskFull):
        counter.open_draft(an_opening())
    counter.store.broken = set()

    assert counter.store.tables.applications == {}
    assert counter.open_draft(an_opening()).number.startswith("002-07-180206-0001")


def test_another_service_keeps_the_number_and_the_papers_it_lists_too(counter: Counter) -> None:
    draft = counter.complete_draft()
    chosen = counter.choose_service(
        ChooseService(application_id=draft.id, service="guardian_allowance")
    )

    assert chosen.number == draft.number
    assert chosen.applicant == draft.applicant
    assert chosen.edition.endswith("guardian_allowance")
    assert [one.requirement for one in chosen.documents] == [
        "application",
        "identity_document",
        "child_birth_certificate",
    ]


def test_papers_that_the_other_service_does_not_list_are_let_go(counter: Counter) -> None:
    papers = counter.papers(service="guardian_allowance")
    draft = counter.draft(service="guardian_allowance", documents=papers)
    chosen = counter.choose_service(
        ChooseService(application_id=draft.id, service="guardianship_certificate")
    )

    assert "bank_account" in {one.requirement for one in draft.documents}
    assert "bank_account" not in {one.requirement for one in chosen.documents}


def test_a_discarded_draft_leaves_its_number_in_the_audit_only(counter: Counter) -> None:
    draft = counter.draft()
    counter.discard_draft(DiscardDraft(application_id=draft.id, reason="intake.deceased"))

    assert counter.store.tables.applications == {}
    assert counter.store.tables.audit[-1].details == {
        "number": draft.number,
        "reason": "intake.deceased",
    }
    assert counter.open_draft(an_opening()).number != draft.number


def test_what_was_accepted_cannot_be_discarded(counter: Counter) -> None:
    draft = counter.draft(state=State.ACCEPTED)
    with pytest.raises(SignedAlready):
        counter.discard_draft(DiscardDraft(application_id=draft.id, reason="x"))

    assert counter.store.case(draft.id) == draft


def test_a_case_that_is_not_there_is_told(counter: Counter) -> None:
    with pytest.raises(NoSuchCase):
        counter.discard_draft(DiscardDraft(application_id=NOBODY, reason="x"))

    assert counter.look_at_case(NOBODY) is None


def test_the_same_issuing_twice_is_one_place_in_the_queue(counter: Counter) -> None:
    first = counter.issue_ticket(a_ticket())
    counter.at += timedelta(minutes=5)
    second = counter.issue_ticket(a_ticket())

    assert second == first
    assert counter.store.messages == ["ticket.issue"]


def test_places_are_numbered_in_order(counter: Counter) -> None:
    labels = [counter.issue_ticket(a_ticket(name)).label for name in ("a", "b", "c")]

    assert labels == ["A001", "A002", "A003"]


def test_a_ticket_that_the_hub_could_not_be_told_of_is_not_given(counter: Counter) -> None:
    counter.store.broken = {"outbox"}
    with pytest.raises(DiskFull):
        counter.issue_ticket(a_ticket())

    assert counter.store.tables.tickets == {}
    assert counter.store.tables.counters == {}


def test_a_ticket_is_called_served_and_closed(counter: Counter) -> None:
    counter.issue_ticket(a_ticket())
    for move in (calling(7), serving(7), closing(7)):
        moved = counter.move_ticket(MoveTicket(ticket_id="t-1", actor="А.", move=move))

    assert moved.state is TicketState.SERVED
    assert counter.store.messages == [
        "ticket.issue",
        "ticket.call",
        "ticket.serve",
        "ticket.close",
    ]
    assert counter.store.actions == ["ticket.call", "ticket.serve", "ticket.close"]


def test_a_move_that_leads_nowhere_changes_nothing(counter: Counter) -> None:
    counter.issue_ticket(a_ticket())
    with pytest.raises(IllegalMove):
        counter.move_ticket(MoveTicket(ticket_id="t-1", actor="А.", move=closing(7)))

    assert counter.store.tables.tickets["t-1"].state is TicketState.WAITING
    assert counter.store.messages == ["ticket.issue"]


def test_a_ticket_that_is_not_there_is_told(counter: Counter) -> None:
    with pytest.raises(NoSuchTicket):
        counter.move_ticket(MoveTicket(ticket_id=an_id(), actor="А.", move=calling(7)))
