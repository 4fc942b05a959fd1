"""A result is given once, against the receipt and an identity document."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from operator_app.domain.applications import (
    Decision,
    State,
)
from operator_app.domain.issuing import (
    AlreadyIssued,
    ClockBehind,
    IdentityDocumentMissing,
    NotReadyToIssue,
    ReceiptDiffers,
    ReceiptIsCopy,
    ReceiptUnknown,
    ReceiptUnreadable,
    read_receipt,
)
from operator_app.domain.numbers import ApplicationNumberMalformed
from operator_app.domain.operators import NotAllowed, Role
from operator_app.domain.papers import PaperKind
from operator_app.domain.people import CheckDigitWrong, NumberEmpty, NumberLengthWrong
from operator_app.domain.versions import StaleVersion
from operator_app.usecases.issue_result import MayNotTake
from operator_app.usecases.rules import ApplicantNotEntered
from tests.support.fakes import DiskFull
from tests.unit.usecases.counter import (
    IIN,
    Counter,
    a_session,
)
from tests.unit.usecases.issuing_desk import (
    DOCUMENT,
    ELSEWHERE,
    NOW,
    STRANGER,
    a_counter,
    issue,
    kinds,
    nothing_was_done,
    ready,
    slip,
)


@pytest.fixture
def counter() -> Counter:
    return a_counter()


class TestByTheApplicant:
    def test_a_slip_is_made_and_the_case_is_over(self, counter: Counter) -> None:
        case = ready(counter)
        issued = issue(counter, case)

        assert (issued.state, issued.issued_to, issued.issued_at) == (State.ISSUED, IIN, NOW)
        assert kinds(counter) == [PaperKind.ISSUE_SLIP]
        assert counter.store.messages[-1] == "case.issue"

    def test_who_gave_it_stands_on_the_slip_and_in_the_journal(self, counter: Counter) -> None:
        issue(counter, ready(counter))
        fact, row = counter.store.tables.facts[-1], counter.store.tables.audit[-1]
        office = slip(counter).head.office

        assert {fact.actor, row.actor, office.employee} == {"Б. Беков"}
        assert office.window == 3
        assert slip(counter).shown is not None
        assert DOCUMENT in str(slip(counter).shown)

    def test_the_journal_and_the_message_name_no_person(self, counter: Counter) -> None:
        issue(counter, ready(counter))
        told = f"{counter.store.tables.facts[-1].body}{counter.store.tables.audit[-1].details}"

        assert IIN not in told
        assert DOCUMENT not in told

    def test_a_refusal_of_the_provider_comes_with_its_notice(self, counter: Counter) -> None:
        issue(counter, ready(counter, decision=Decision.DECLINE))

        assert kinds(counter) == [PaperKind.DECLINE_NOTICE, PaperKind.ISSUE_SLIP]

    @pytest.mark.parametrize("typed", ["", "   ", "№%", "1" * 31])
    def test_without_an_identity_document_nothing_leaves(
        self, counter: Counter, typed: str
    ) -> None:
        case = ready(counter)
        with pytest.raises(IdentityDocumentMissing):
            issue(counter, case, identity_document=typed)

        assert nothing_was_done(counter, case)

    def test_only_whom_a_role_lets_gives_results_out(self, counter: Counter) -> None:
        case = ready(counter)
        with pytest.raises(NotAllowed):
            issue(counter, case, session=a_session(Role.SUPERVISOR))

        assert nothing_was_done(counter, case)

    @pytest.mark.parametrize(
        "changes", [{"state": State.IN_WORK}, {"decided_on": None}], ids=["at work", "undecided"]
    )
    def test_what_is_not_here_is_not_given(self, counter: Counter, changes: dict[str, Any]) -> None:
        with pytest.raises(NotReadyToIssue):
            issue(counter, ready(counter, **changes))

    def test_a_case_without_an_applicant_gives_nothing_out(self, counter: Counter) -> None:
        with pytest.raises(ApplicantNotEntered):
            issue(counter, ready(counter, applicant=None))

    @pytest.mark.parametrize("part", ["outbox", "papers", "audit", "applications", "commit"])
    def test_what_cannot_be_written_leaves_the_result_here(
        self, counter: Counter, part: str
    ) -> None:
        case = ready(counter)
        counter.store.broken = {part}
        with pytest.raises(DiskFull):
            issue(counter, case)

        assert nothing_was_done(counter, case)


class TestTheReceipt:
    def test_number_barcode_and_code_of_the_receipt_are_the_same_case(
        self, counter: Counter
    ) -> None:
        case = ready(counter)
        digits = case.number.replace("-", "")
        read = [
            read_receipt(text).number
            for text in (
                case.number,
                f" {digits}\n",
                f"tereze:status/{digits}/{case.access_code}",
                f"https://status.example/{digits}/{case.access_code}",
            )
        ]

        assert set(read) == {case.number}

    def test_of_somebody_else_it_opens_a_case_that_is_not_theirs(self, counter: Counter) -> None:
        case = ready(counter)
        with pytest.raises(MayNotTake):
            issue(counter, case, STRANGER)

        assert nothing_was_done(counter, case)

    @pytest.mark.parametrize(
        ("typed", "error"),
        [("", NumberEmpty), ("85041730012", NumberLengthWrong), ("850417300123", CheckDigitWrong)],
    )
    def test_a_number_typed_wrong_is_told_as_such_and_not_as_a_strangers(
        self, counter: Counter, typed: str, error: type[Exception]
    ) -> None:
        case = ready(counter)
        with pytest.raises(error):
            issue(counter, case, typed)

        assert nothing_was_done(counter, case)

    def test_a_code_of_another_paper_is_not_this_receipt(self, counter: Counter) -> None:
        case = ready(counter)
        forged = f"tereze:status/{case.number.replace('-', '')}/zzzzzz"
        with pytest.raises(ReceiptDiffers):
            issue(counter, case, receipt=forged)

        assert nothing_was_done(counter, case)

    def test_a_copy_says_so_by_its_code_or_by_the_eye_of_the_operator(
        self, counter: Counter
    ) -> None:
        case = ready(counter)
        by_code = f"tereze:status/{case.number.replace('-', '')}/{case.access_code}/copy"
        for shown in ({"receipt": by_code}, {"copy": True}):
            with pytest.raises(ReceiptIsCopy):
                issue(counter, case, **shown)

        assert nothing_was_done(counter, case)

    def test_of_another_center_it_is_not_known_here(self, counter: Counter) -> None:
        case = ready(counter)
        with pytest.raises(ReceiptUnknown):
            issue(counter, case, receipt=ELSEWHERE)

    @pytest.mark.parametrize(
        ("text", "error"),
        [
            ("", ReceiptUnreadable),
            ("tereze", ReceiptUnreadable),
            ("٠٠٢-07-180206-0001-5", ApplicationNumberMalformed),
            ("002-07-180206-0001", ApplicationNumberMalformed),
            ("002-07-180206-0001-0", CheckDigitWrong),
        ],
    )
    def test_what_is_no_receipt_is_refused_with_its_reason(
        self, text: str, error: type[Exception]
    ) -> None:
        with pytest.raises(error):
            read_receipt(text)


class TestTwice:
    def test_the_second_attempt_names_the_first(self, counter: Counter) -> None:
        issued = issue(counter, ready(counter))
        counter.at = NOW + timedelta(hours=2)
        with pytest.raises(AlreadyIssued) as refused:
            issue(counter, issued, session=a_session(name="В. Второй", window=9))

        assert refused.value.details == {
            "number": issued.number,
            "at": "12.02.2018, 10:00",
            "by": "Б. Беков",
            "window": 3,
            "recipient": "Әбдірахманова Ә. Қ.",
        }
        assert counter.store.case(issued.id) == issued
        assert counter.store.messages.count("case.issue") == 1

    def test_one_that_was_given_out_by_an_older_program_is_named_too(
        self, counter: Counter
    ) -> None:
        case = ready(counter, state=State.ISSUED, issued_at=NOW, issued_to=IIN)
        with pytest.raises(AlreadyIssued) as refused:
            issue(counter, case)

        assert refused.value.details["recipient"] == f"…{IIN[-4:]}"

    def test_of_two_windows_at_the_same_moment_one_gives_it_out(self, counter: Counter) -> None:
        """The other one has been quicker while the slip was laid out."""
        case = ready(counter)
        typeset = counter.desk.typeset
        first: list[None] = []

        def slowly(paper: Any) -> bytes:
            if not first:
                first.append(None)
                issue(counter, case, session=a_session(name="Б. Быстрый"))
            return typeset(paper)

        object.__setattr__(counter.desk, "typeset", slowly)
        with pytest.raises(AlreadyIssued) as refused:
            issue(counter, case, session=a_session(name="М. Медленный"))

        assert refused.value.details["by"] == "Б. Быстрый"
        assert counter.store.messages.count("case.issue") == 1
        assert kinds(counter) == [PaperKind.ISSUE_SLIP]

    def test_a_case_that_was_changed_meanwhile_is_looked_at_again(self, counter: Counter) -> None:
        case = ready(counter)
        typeset = counter.desk.typeset

        def slowly(paper: Any) -> bytes:
            with counter.store() as unit:
                unit.applications.save(replace(case, official_number="77"))
                unit.commit()
            return typeset(paper)

        object.__setattr__(counter.desk, "typeset", slowly)
        with pytest.raises(StaleVersion):
            issue(counter, case)

        assert kinds(counter) == []

    @pytest.mark.parametrize("back", [timedelta(days=3), timedelta(days=2, hours=17)])
    def test_a_clock_set_back_dates_no_slip(self, counter: Counter, back: timedelta) -> None:
        case = ready(counter)
        counter.at = NOW - back
        with pytest.raises(ClockBehind):
            issue(counter, case)

        assert nothing_was_done(counter, case)
