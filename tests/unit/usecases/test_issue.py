"""A result is given once, against the receipt and an identity document, to who may take it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from operator_app.domain.applications import (
    Application,
    Decision,
    RegistryState,
    Representative,
    State,
)
from operator_app.domain.issuing import (
    AlreadyIssued,
    AlreadyReturned,
    CheckedPower,
    ClockBehind,
    IdentityDocumentMissing,
    NotReadyToIssue,
    PowerNotChecked,
    PowerNotFound,
    PowerNotNotarised,
    PowersMissing,
    ReceiptDiffers,
    ReceiptIsCopy,
    ReceiptUnknown,
    ReceiptUnreadable,
    read_receipt,
)
from operator_app.domain.numbers import ApplicationNumber, ApplicationNumberMalformed
from operator_app.domain.operators import NotAllowed, Role
from operator_app.domain.papers import IssueSlip, PaperKind
from operator_app.domain.people import CheckDigitWrong
from operator_app.domain.powers_of_attorney import (
    OtherAttorney,
    OtherPrincipal,
    PowerOfAttorneyExpired,
    PowerOfAttorneyIncomplete,
    PowerOfAttorneyNotYetValid,
    PowerOfAttorneyRevoked,
)
from operator_app.domain.unclaimed import StillKept
from operator_app.domain.versions import StaleVersion
from operator_app.usecases.check_power import CheckPower
from operator_app.usecases.issue_result import IssueResult, MayNotTake, NameOfRecipientMissing
from operator_app.usecases.return_unclaimed import ReturnUnclaimed
from operator_app.usecases.rules import ApplicantNotEntered
from operator_app.wire.registries import AnswerState, PartyName, PowerOfAttorneyRecord
from tests.support.fakes import DiskFull
from tests.unit.usecases.counter import (
    IIN,
    OTHER_IIN,
    Counter,
    a_party,
    a_representative,
    a_session,
)

DECIDED = date(2018, 2, 9)
CAME = datetime(2018, 2, 9, 12, 0, tzinfo=UTC)
NOW = datetime(2018, 2, 12, 4, 0, tzinfo=UTC)
DOCUMENT = "N 041234567"
ELSEWHERE = ApplicationNumber.build("111", 7, DECIDED, 1).text
STRANGER = "750505300019"
POWER = PowerOfAttorneyRecord(
    number="1234",
    issued_on=date(2017, 12, 1),
    status="ACTIVE",
    valid_from=date(2017, 12, 1),
    valid_to=date(2018, 12, 1),
    principals=(PartyName(number=IIN, full_name="ӘБДІРАХМАНОВА ӘЛИЯ"),),
    attorneys=(PartyName(number=OTHER_IIN, full_name="ТЕСТОВ ЕРЛАН"),),
    powers_ru="Получать государственные услуги и их результаты.",
)


def changed(**what: Any) -> PowerOfAttorneyRecord:
    return msgspec.structs.replace(POWER, **what)


@pytest.fixture
def counter() -> Counter:
    counter = Counter()
    counter.registries.powers["1234"] = POWER
    return counter


def ready(counter: Counter, **changes: Any) -> Application:
    draft = counter.complete_draft()
    counter.at = NOW
    at_hub: dict[str, Any] = {
        "state": State.READY,
        "decision": Decision.GRANT,
        "decided_on": DECIDED,
        "ready_at": CAME,
    }
    return counter.store.put(replace(draft, **{**at_hub, **changes}))


def issue(counter: Counter, case: Application, to: str = IIN, **changes: Any) -> Application:
    command = IssueResult(
        receipt=case.number,
        recipient=to,
        identity_document=DOCUMENT,
        session=a_session(name="Б. Беков", window=3),
    )
    return counter.issue_result(replace(command, **changes))


def check(
    counter: Counter,
    case: Application,
    held: Representative | None = None,
    *,
    online: bool = True,
) -> CheckedPower:
    return counter.check_power(
        CheckPower(
            application_id=case.id,
            representative=held or a_representative(),
            session=a_session(),
            online=online,
        )
    )


def kinds(counter: Counter) -> list[PaperKind]:
    return [record.kind for record in counter.store.tables.papers]


def slip(counter: Counter) -> IssueSlip:
    paper = counter.store.tables.papers[-1].paper
    assert isinstance(paper, IssueSlip)
    return paper


def nothing_was_done(counter: Counter, case: Application) -> bool:
    store = counter.store
    same = store.case(case.id) == case
    return same and not store.tables.papers and "case.issue" not in store.messages + store.actions


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


class TestUnclaimed:
    def returned(self, counter: Counter, case: Application) -> Application:
        return counter.return_unclaimed(
            ReturnUnclaimed(application_id=case.id, session=a_session(name="Б. Беков"))
        )

    def test_after_its_month_it_goes_back(self, counter: Counter) -> None:
        case = ready(counter)
        counter.at = datetime(2018, 3, 10, 4, 0, tzinfo=UTC)
        returned = self.returned(counter, case)
        fact = counter.store.tables.facts[-1]

        assert returned.state is State.RETURNED_TO_PROVIDER
        assert (fact.type, fact.actor) == ("case.return_unclaimed", "Б. Беков")
        assert fact.body["kept_until"] == "2018-03-09"

    def test_on_its_last_day_it_still_lies_here(self, counter: Counter) -> None:
        case = ready(counter)
        counter.at = datetime(2018, 3, 9, 14, 0, tzinfo=UTC)
        with pytest.raises(StillKept) as refused:
            self.returned(counter, case)

        assert refused.value.details["until"] == "09.03.2018"
        assert counter.store.case(case.id) == case
        assert issue(counter, case).state is State.ISSUED

    def test_what_went_back_is_not_given_out(self, counter: Counter) -> None:
        case = ready(counter)
        counter.at = datetime(2018, 3, 10, 4, 0, tzinfo=UTC)
        returned = self.returned(counter, case)
        with pytest.raises(AlreadyReturned):
            issue(counter, returned)
        with pytest.raises(AlreadyReturned):
            self.returned(counter, returned)

    def test_what_was_given_out_does_not_go_back(self, counter: Counter) -> None:
        issued = issue(counter, ready(counter))
        counter.at = datetime(2018, 6, 1, 4, 0, tzinfo=UTC)
        with pytest.raises(AlreadyIssued):
            self.returned(counter, issued)

    def test_a_supervisor_sends_nothing_back_by_hand(self, counter: Counter) -> None:
        case = ready(counter)
        command = ReturnUnclaimed(application_id=case.id, session=a_session(Role.SUPERVISOR))
        with pytest.raises(NotAllowed):
            counter.return_unclaimed(command)
