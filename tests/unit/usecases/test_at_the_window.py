"""What a busy counter does to a case: changes it, hands it over, prints it, asks for another."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from operator_app.domain.applications import (
    Application,
    Delivery,
    IllegalMove,
    SignedAlready,
    State,
)
from operator_app.domain.operators import (
    AlreadyAtWindow,
    NoSuchWindow,
    NotAllowed,
    OperatorId,
    Window,
)
from operator_app.domain.papers import PaperKind
from operator_app.domain.shifts import Shift, ShiftId
from operator_app.domain.tickets import Ticket, TicketState
from operator_app.usecases.accept_application import AcceptApplication
from operator_app.usecases.another_service import AnotherService, AnotherServiceHandler
from operator_app.usecases.change_after_signing import (
    ChangeAfterSigning,
    ChangeAfterSigningHandler,
    KeepAsSigned,
    KeepAsSignedHandler,
    TooLateToChange,
)
from operator_app.usecases.choose_service import ChooseService
from operator_app.usecases.close_case import CloseCase
from operator_app.usecases.discard_draft import DiscardDraft
from operator_app.usecases.hand_over_case import HandOverCase, HandOverCaseHandler
from operator_app.usecases.issue_ticket import IssueTicket
from operator_app.usecases.mark_printed import (
    BlankNumberMissing,
    Hand,
    MarkPrinted,
    MarkPrintedHandler,
    NoSuchPaper,
)
from operator_app.usecases.move_ticket import MoveTicket, calling, serving
from operator_app.usecases.refuse_application import RefuseApplication
from operator_app.usecases.rules import ApplicantNotEntered
from operator_app.usecases.take_over_case import TakeOverCase, TakeOverCaseHandler
from tests.support.fakes import DiskFull
from tests.unit.usecases.counter import CERTIFICATE, DAY, Counter, an_id, an_opening
from tests.unit.usecases.staff import ADMINISTRATOR, AHMETOVA, a_session

ACTOR = "Ахметова А. Б."
ALLOWANCE = "guardian_allowance"


class Window7(Counter):
    def __init__(self) -> None:
        super().__init__()
        units, now = self.store, self.now
        self.change = ChangeAfterSigningHandler(units, now)
        self.keep = KeepAsSignedHandler(units, now)
        self.hand_over = HandOverCaseHandler(units, now)
        self.mark_printed = MarkPrintedHandler(units, now)
        self.another_service = AnotherServiceHandler(units, now, self.open_draft)
        for number in (7, 8):
            self.store.tables.windows[number] = Window(center="002", number=number, region="almaty")

    def accepted(self) -> Application:
        draft = self.complete_draft()
        return self.accept(AcceptApplication(application_id=draft.id))

    def reopened(self) -> Application:
        return self.changed(self.accepted())

    def changed(self, signed: Application) -> Application:
        return self.change(ChangeAfterSigning(application_id=signed.id, actor=ACTOR))


@pytest.fixture
def window() -> Window7:
    return Window7()


def test_an_accepted_case_is_changed_while_the_applicant_stands_here(window: Window7) -> None:
    signed = window.accepted()
    draft = window.changed(signed)

    assert draft.state is State.DRAFT
    assert (draft.revision, draft.signature, draft.due_on) == (2, None, None)
    assert draft.signed_before[0].signature == signed.signature
    assert draft.documents == signed.documents
    assert window.store.actions[-1] == window.store.messages[-1] == "case.reopen"


def test_signed_again_it_has_a_new_request_and_receipt_and_keeps_the_first_signature(
    window: Window7,
) -> None:
    first = window.accepted()
    draft = window.changed(first)
    window.at += timedelta(minutes=1)
    second = window.accept(AcceptApplication(application_id=draft.id))

    assert first.signature is not None
    assert second.signature is not None
    assert second.signature.request_sha256 != first.signature.request_sha256
    assert second.signed_before[0].signature == first.signature
    assert second.delivery is Delivery.QUEUED
    receipts = [
        paper
        for paper in window.store.tables.papers
        if paper.kind is PaperKind.ACCEPTANCE_RECEIPT and paper.original
    ]
    assert len(receipts) == 2


def test_the_hub_gets_a_correction_and_never_a_second_submission(window: Window7) -> None:
    first = window.accepted()
    window.changed(first)
    window.accept(AcceptApplication(application_id=first.id))
    sent = window.store.tables.facts

    assert [fact.type for fact in sent] == ["case.submit", "case.reopen", "case.correct"]
    assert first.signature is not None
    assert sent[-1].body["replaces"] == first.signature.request_sha256
    assert sent[-1].body["revision"] == 2
    assert "revision" not in sent[0].body


def test_it_can_be_changed_a_third_time(window: Window7) -> None:
    draft = window.reopened()
    window.accept(AcceptApplication(application_id=draft.id))
    third = window.changed(window.store.case(draft.id))

    assert third.revision == 3
    assert all(version.signed_before == () for version in third.signed_before)


def test_who_changes_nothing_keeps_the_first_version_to_the_letter(window: Window7) -> None:
    signed = window.accepted()
    draft = window.changed(signed)
    window.store.put(replace(draft, documents=()))
    kept = window.keep(KeepAsSigned(application_id=draft.id, actor=ACTOR))

    assert replace(kept, version=signed.version) == signed
    assert window.store.messages[-1] == "case.keep"


def test_nothing_is_kept_as_signed_that_was_not_signed(window: Window7) -> None:
    with pytest.raises(IllegalMove):
        window.keep(KeepAsSigned(application_id=window.complete_draft().id, actor=ACTOR))


@pytest.mark.parametrize(
    "state", [State.DRAFT, State.REGISTERED, State.REFUSED_INCOMPLETE, State.ISSUED]
)
def test_only_what_the_provider_has_not_registered_is_changed(
    window: Window7, state: State
) -> None:
    case = window.store.put(replace(window.accepted(), state=state))

    with pytest.raises(IllegalMove):
        window.changed(case)


def test_the_day_after_it_takes_a_new_application(window: Window7) -> None:
    signed = window.accepted()
    window.at += timedelta(days=1)

    with pytest.raises(TooLateToChange):
        window.changed(signed)


def test_what_was_signed_never_goes_away(window: Window7) -> None:
    draft = window.reopened()
    ways: list[tuple[Any, Any]] = [
        (window.discard_draft, DiscardDraft(application_id=draft.id, reason="x")),
        (window.refuse, RefuseApplication(application_id=draft.id)),
        (window.close_case, CloseCase(application_id=draft.id, ending=State.ABANDONED)),
        (window.choose_service, ChooseService(application_id=draft.id, service=ALLOWANCE)),
    ]
    for handler, command in ways:
        with pytest.raises(SignedAlready):
            handler(command)

    assert window.store.case(draft.id) == draft


def test_a_draft_moves_to_another_window_with_all_that_was_entered(window: Window7) -> None:
    draft = window.draft()
    moved = window.hand_over(
        HandOverCase(
            application_id=draft.id, to_window=8, session=a_session(), operator="Серікбай Н. Е."
        )
    )

    assert (moved.window, moved.operator) == (8, "Серікбай Н. Е.")
    assert replace(moved, window=7, operator=draft.operator, version=draft.version) == draft
    assert window.store.tables.facts[-1].body == {"number": draft.number, "from": 7, "to": 8}
    assert window.store.actions[-1] == "case.hand_over"


def test_whoever_opens_a_colleagues_draft_goes_on_in_their_own_name(window: Window7) -> None:
    """Bug: the receipt named the employee who had begun the case, not the one who accepted."""
    draft = window.complete_draft()
    colleague = a_session(person=replace(AHMETOVA, full_name="Серікбай Н. Е."))
    take_over = TakeOverCaseHandler(window.store, window.now)
    take_over(TakeOverCase(application_id=draft.id, window=8, session=colleague))
    accepted = window.accept(AcceptApplication(application_id=draft.id))

    assert (accepted.operator, accepted.window) == ("Серікбай Н. Е.", 8)
    receipt = window.store.tables.papers[-1]
    assert receipt.made_by == "Серікбай Н. Е."
    assert "case.take_over" in window.store.actions


def test_ones_own_draft_and_a_signed_case_stay_as_they_are(window: Window7) -> None:
    mine, signed = window.draft(), window.accepted()
    actions, messages = list(window.store.actions), list(window.store.messages)
    take_over = TakeOverCaseHandler(window.store, window.now)
    me = a_session(person=replace(AHMETOVA, full_name=mine.operator))
    take_over(TakeOverCase(application_id=mine.id, window=7, session=me))
    take_over(TakeOverCase(application_id=signed.id, window=8, session=a_session()))

    assert (window.store.actions, window.store.messages) == (actions, messages)
    with pytest.raises(NotAllowed):
        take_over(
            TakeOverCase(application_id=mine.id, window=8, session=a_session(person=ADMINISTRATOR))
        )


def test_a_case_is_not_handed_over_to_nobody_or_to_itself(window: Window7) -> None:
    draft = window.draft()
    command = HandOverCase(application_id=draft.id, to_window=9, session=a_session())
    with pytest.raises(NoSuchWindow):
        window.hand_over(command)
    with pytest.raises(AlreadyAtWindow):
        window.hand_over(replace(command, to_window=7))
    with pytest.raises(NotAllowed):
        window.hand_over(replace(command, to_window=8, session=a_session(person=ADMINISTRATOR)))
    with pytest.raises(SignedAlready):
        window.hand_over(
            HandOverCase(application_id=window.accepted().id, to_window=8, session=a_session())
        )


def test_a_paper_is_printed_when_the_printer_has_said_so(window: Window7) -> None:
    signed = window.accepted()
    paper = window.store.tables.papers[0]
    window.at += timedelta(minutes=1)
    command = MarkPrinted(application_id=signed.id, paper_id=paper.id, actor=ACTOR, copies=2)
    printed = window.mark_printed(command)
    window.at += timedelta(minutes=1)
    again = window.mark_printed(replace(command, hand=Hand.FILE))

    assert printed.printed_at == again.printed_at == window.at - timedelta(minutes=1)
    assert window.store.actions[-2:] == ["paper.printed", "paper.printed"]
    assert window.store.tables.audit[-1].details["hand"] == "file"


def test_a_blank_written_by_hand_is_known_by_its_number(window: Window7) -> None:
    signed = window.accepted()
    paper = window.store.tables.papers[0]
    command = MarkPrinted(application_id=signed.id, paper_id=paper.id, actor=ACTOR, hand=Hand.BLANK)
    with pytest.raises(BlankNumberMissing):
        window.mark_printed(command)
    window.mark_printed(replace(command, blank_number=" Б-000123 "))

    assert window.store.tables.audit[-1].details["blank"] == "Б-000123"


def test_a_paper_of_another_case_is_not_marked(window: Window7) -> None:
    signed, other = window.accepted(), window.draft()
    paper = window.store.tables.papers[0]
    with pytest.raises(NoSuchPaper):
        window.mark_printed(MarkPrinted(application_id=other.id, paper_id=paper.id, actor=ACTOR))

    assert signed.id != other.id
    assert window.store.tables.papers[0].printed_at is None


def test_another_service_knows_who_stands_here_and_asks_for_consent_anew(
    window: Window7,
) -> None:
    first = window.store.put(replace(window.complete_draft(), ticket_id="t-1"))
    opening = an_opening(service=ALLOWANCE)
    second = window.another_service(AnotherService(first_id=first.id, opening=opening))
    again = window.another_service(AnotherService(first_id=first.id, opening=opening))

    assert (second.applicant, second.children) == (first.applicant, first.children)
    assert (second.ticket_id, second.service) == ("t-1", ALLOWANCE)
    assert (second.consent, second.documents) == (None, ())
    assert second.number != first.number
    assert again == second
    assert window.store.actions.count("case.another_service") == 1


def test_another_service_needs_a_known_person(window: Window7) -> None:
    first = window.open_draft(an_opening(id=an_id(), service=CERTIFICATE))

    with pytest.raises(ApplicantNotEntered):
        window.another_service(AnotherService(first_id=first.id, opening=an_opening()))


def served(window: Window7) -> Ticket:
    ticket = window.issue_ticket(
        IssueTicket(ticket_id="t-1", center="002", window=7, category=CERTIFICATE, actor=ACTOR)
    )
    for move in (calling(7), serving(7)):
        window.move_ticket(MoveTicket(ticket_id=ticket.id, actor=ACTOR, move=move))
    return ticket


def test_the_ticket_of_a_case_goes_with_it_to_whoever_sits_there(window: Window7) -> None:
    ticket = served(window)
    shift = Shift(
        id=ShiftId("s"),
        operator_id=OperatorId("o"),
        operator="Серікбай Н. Е.",
        center="002",
        window=8,
        day=DAY,
        opened_at=window.at,
    )
    window.store.tables.shifts[shift.id] = shift
    draft = window.store.put(replace(window.draft(), ticket_id=ticket.id))
    command = HandOverCase(application_id=draft.id, to_window=8, session=a_session())
    moved = window.hand_over(command)
    sent = window.store.tables.tickets[ticket.id]

    assert moved.operator == "Серікбай Н. Е."
    assert (sent.state, sent.meant_for) == (TicketState.WAITING, 8)
    assert sent.arrived_at == ticket.arrived_at
    assert window.store.messages[-2:] == ["ticket.transfer", "case.hand_over"]


def test_the_case_stays_when_its_ticket_cannot_go(window: Window7) -> None:
    ticket = served(window)
    draft = window.store.put(replace(window.draft(), ticket_id=ticket.id))
    window.store.broken = {"tickets"}
    with pytest.raises(DiskFull):
        window.hand_over(HandOverCase(application_id=draft.id, to_window=8, session=a_session()))

    assert window.store.case(draft.id) == draft
