"""After dispatch a case is corrected by two people; what was added to it stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from operator_app.domain.applications import (
    FURTHER,
    Application,
    Delivery,
    Document,
    Scan,
    State,
)
from operator_app.domain.checklist import RowNotInChecklist
from operator_app.domain.corrections import (
    Amendment,
    AskedAlready,
    Correction,
    CorrectionDraft,
    CorrectionId,
    CorrectionState,
    DecidedAlready,
    NoSuchCorrection,
    NotDispatched,
    NothingToCorrect,
    OwnCorrection,
    PageNeeded,
    PaperUnnamed,
    ReasonNeeded,
    TooLateToCorrect,
    WordsTooLong,
)
from operator_app.domain.differences import Differing
from operator_app.domain.operators import NotAllowed, OperatorId, Role
from operator_app.usecases.accept_application import AcceptApplication
from operator_app.usecases.decide_correction import DecideCorrection
from operator_app.usecases.keep_correction_draft import KeepCorrectionDraft
from operator_app.usecases.request_correction import RequestCorrection
from tests.support.fakes import DiskFull
from tests.unit.usecases.counter import Counter, a_session, an_id

LATER = datetime(2018, 2, 8, 4, 0, tzinfo=UTC)
PHONE = Amendment(phone="+7 701 000 00 09")


@pytest.fixture
def counter() -> Counter:
    return Counter()


def at_provider(counter: Counter, **changes: Any) -> Application:
    """Signed the day before yesterday; the provider has registered it."""
    draft = counter.complete_draft()
    accepted = counter.accept(AcceptApplication(application_id=draft.id))
    counter.at = LATER
    registered: dict[str, Any] = {"state": State.REGISTERED, "delivery": Delivery.ACKNOWLEDGED}
    return counter.store.put(replace(accepted, **{**registered, **changes}))


def ask(counter: Counter, case: Application, **changes: Any) -> Correction:
    command = RequestCorrection(
        correction_id=CorrectionId(an_id()),
        application_id=case.id,
        amendment=PHONE,
        reason="Телефон записан с ошибкой",
        session=a_session(name="А. Ахметова"),
    )
    return counter.request_correction(replace(command, **changes))


def decide(counter: Counter, asked: Correction, **changes: Any) -> Correction:
    command = DecideCorrection(
        correction_id=asked.id,
        approve=True,
        session=a_session(Role.SUPERVISOR, name="С. Смағұлов"),
        remark="",
    )
    return counter.decide_correction(replace(command, **changes))


def test_nothing_changes_until_somebody_else_has_said_yes(counter: Counter) -> None:
    case = at_provider(counter)
    asked = ask(counter, case)

    assert counter.store.case(case.id) == case
    assert [one.what for one in asked.before] == [Differing.PHONE]
    assert asked.before[0].before == "+7 701 555 01 02"
    assert counter.store.messages[-1] == "case.ask_correction"

    decided = decide(counter, asked)
    corrected = counter.store.case(case.id)

    assert decided.state is CorrectionState.APPROVED
    assert corrected.applicant is not None
    assert corrected.applicant.phone == PHONE.phone
    assert corrected.signature == case.signature
    assert counter.store.messages[-1] == "case.decide_correction"
    assert counter.store.tables.facts[-1].actor == "С. Смағұлов"


def test_a_no_needs_a_reason_and_leaves_the_case_alone(counter: Counter) -> None:
    case = at_provider(counter)
    asked = ask(counter, case)
    with pytest.raises(ReasonNeeded):
        decide(counter, asked, approve=False)
    decided = decide(counter, asked, approve=False, remark="Это не ошибка")

    assert decided.state is CorrectionState.REFUSED
    assert counter.store.case(case.id) == case
    assert all(blob.role != "scan" for blob in counter.store.tables.facts[-1].blobs)


def test_the_pages_go_to_the_provider_with_a_yes(counter: Counter) -> None:
    case = at_provider(counter)
    page = counter.paper("application")
    scan = replace(page.scans[0], sha256=counter.blobs.put(b"another page"), size=12)
    added = replace(page, scans=(scan,))
    decide(counter, ask(counter, case, amendment=Amendment(documents=(added,))))

    assert counter.store.case(case.id).documents == (*case.documents, added)
    assert scan.sha256 in {blob.sha256 for blob in counter.store.tables.facts[-1].blobs}


def test_messages_and_journal_say_what_kind_of_thing_and_not_the_words(counter: Counter) -> None:
    decide(counter, ask(counter, at_provider(counter)))
    told = [*counter.store.tables.facts[-2:], *counter.store.tables.audit[-2:]]
    said = " ".join(str(getattr(one, "body", None) or getattr(one, "details", "")) for one in told)

    assert "phone" in said
    assert "+7 70" not in said


def test_nobody_decides_what_they_have_asked_for(counter: Counter) -> None:
    both = a_session(Role.OPERATOR, Role.SUPERVISOR, name="Қ. Қасымов")
    case = at_provider(counter)
    asked = ask(counter, case, session=both)
    namesake = replace(
        both, operator=replace(both.operator, id=OperatorId("other"), full_name="қ.  қасымов")
    )
    for session in (both, namesake):
        with pytest.raises(OwnCorrection):
            decide(counter, asked, session=session)

    assert counter.store.case(case.id) == case
    assert decide(counter, asked).state is CorrectionState.APPROVED


@pytest.mark.parametrize("again", [True, False])
def test_a_decision_stands(counter: Counter, again: bool) -> None:
    asked = ask(counter, at_provider(counter))
    decide(counter, asked, approve=False, remark="нет")
    with pytest.raises(DecidedAlready):
        decide(counter, asked, approve=again, remark="да")


def test_only_a_supervisor_of_this_center_decides_and_only_an_operator_asks(
    counter: Counter,
) -> None:
    case = at_provider(counter)
    with pytest.raises(NotAllowed):
        ask(counter, case, session=a_session(Role.SUPERVISOR))
    asked = ask(counter, case)
    with pytest.raises(NotAllowed):
        decide(counter, asked, session=a_session(name="Б. Беков"))
    elsewhere = replace(a_session(Role.SUPERVISOR, name="Ж."), center="111")
    with pytest.raises(NoSuchCorrection):
        decide(counter, asked, session=elsewhere)


def test_what_the_applicant_may_still_change_is_not_asked_for(counter: Counter) -> None:
    draft = counter.complete_draft()
    accepted = counter.accept(AcceptApplication(application_id=draft.id))
    with pytest.raises(NotDispatched):
        ask(counter, accepted)
    left = counter.store.put(replace(accepted, delivery=Delivery.WITH_COURIER))

    assert ask(counter, left).state is CorrectionState.ASKED


@pytest.mark.parametrize("state", [State.GRANTED, State.READY, State.ISSUED, State.ABANDONED])
def test_after_the_decision_it_is_too_late(counter: Counter, state: State) -> None:
    with pytest.raises(TooLateToCorrect):
        ask(counter, at_provider(counter, state=state))


def test_what_was_decided_meanwhile_is_not_corrected_any_more(counter: Counter) -> None:
    case = at_provider(counter)
    asked = ask(counter, case)
    granted = counter.store.put(replace(counter.store.case(case.id), state=State.GRANTED))
    with pytest.raises(TooLateToCorrect):
        decide(counter, asked)

    assert counter.store.case(case.id) == granted
    assert decide(counter, asked, approve=False, remark="поздно").state is CorrectionState.REFUSED


def test_one_request_at_a_time_and_the_same_command_asks_once(counter: Counter) -> None:
    case, mine = at_provider(counter), CorrectionId(an_id())
    asked = ask(counter, case, correction_id=mine)

    assert ask(counter, case, correction_id=mine) == asked
    with pytest.raises(AskedAlready):
        ask(counter, case)
    decide(counter, asked)
    assert ask(counter, case, amendment=Amendment(address="Алматы")).id != mine


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"amendment": Amendment()}, NothingToCorrect),
        ({"amendment": Amendment(phone="+7 701 555 01 02")}, NothingToCorrect),
        ({"reason": "  "}, ReasonNeeded),
        ({"reason": "х" * 501}, WordsTooLong),
    ],
)
def test_what_says_nothing_is_refused(
    counter: Counter, changes: dict[str, Any], error: type[Exception]
) -> None:
    case = at_provider(counter)
    before = list(counter.store.messages)
    with pytest.raises(error):
        ask(counter, case, **changes)

    assert counter.store.messages == before


def test_a_paper_of_a_row_the_case_does_not_have_is_refused(counter: Counter) -> None:
    stray = replace(counter.paper("application"), requirement="no_such_row")
    with pytest.raises(RowNotInChecklist):
        ask(counter, at_provider(counter), amendment=Amendment(documents=(stray,)))


@pytest.mark.parametrize("part", ["corrections", "applications", "outbox", "audit", "commit"])
def test_a_yes_that_cannot_be_written_leaves_everything_as_it_was(
    counter: Counter, part: str
) -> None:
    case = at_provider(counter)
    asked = ask(counter, case)
    counter.store.broken = {part}
    with pytest.raises(DiskFull):
        decide(counter, asked)
    counter.store.broken = set()

    assert counter.store.case(case.id) == case
    assert decide(counter, asked).state is CorrectionState.APPROVED


def further(counter: Counter, **changes: Any) -> Document:
    paper = replace(counter.paper("application"), requirement=FURTHER, title="Справка о составе")
    return replace(paper, **changes)


def test_a_paper_that_no_row_asks_for_is_added_by_its_name(counter: Counter) -> None:
    case, paper = at_provider(counter), further(counter)
    asked = ask(counter, case, amendment=Amendment(documents=(paper,)))
    decide(counter, asked)
    corrected = counter.store.case(case.id)

    assert asked.before[0].title == "Справка о составе"
    assert corrected.documents == (*case.documents, paper)
    looked = counter.look_at_case(case.id)
    assert looked is not None
    assert looked.checklist.missing == ()


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"title": " "}, PaperUnnamed),
        ({"scans": ()}, PageNeeded),
        ({"requirement": "application", "title": "", "scans": ()}, PageNeeded),
    ],
)
def test_a_paper_that_nobody_could_read_is_not_asked_for(
    counter: Counter, changes: dict[str, Any], error: type[Exception]
) -> None:
    case = at_provider(counter)
    with pytest.raises(error):
        ask(counter, case, amendment=Amendment(documents=(further(counter, **changes),)))

    assert counter.store.case(case.id) == case


def test_a_paper_added_after_signing_never_disappears_however_it_is_taken_off(
    counter: Counter,
) -> None:
    draft = counter.complete_draft()
    signed = counter.accept(AcceptApplication(application_id=draft.id))
    added = replace(signed.documents[0], title="ещё одна")
    reopened = signed.reopened().with_document(added)
    without = reopened.without_document(added)

    assert without.set_aside == (added,)
    assert without.as_signed().set_aside == (added,)
    assert without.with_document(added) == reopened
    assert reopened.without_document(signed.documents[0]).set_aside == ()


def keep(counter: Counter, case: Application, **changes: Any) -> None:
    command = KeepCorrectionDraft(
        application_id=case.id, session=a_session(name="А. Ахметова"), typed={"phone": "+7 701"}
    )
    counter.keep_correction_draft(replace(command, **changes))


def drafts(counter: Counter) -> list[CorrectionDraft]:
    return list(counter.store.tables.asked.drafts.values())


def test_what_is_not_asked_for_yet_is_kept_until_it_is(counter: Counter) -> None:
    case = at_provider(counter)
    page, said = a_page(counter), counter.store.messages
    keep(counter, case, pages=(page,))
    keep(counter, case, typed={"phone": "+7 702", "address": ""}, pages=(page,))
    [kept] = drafts(counter)
    unsaid = counter.store.messages == said
    ask(counter, case)

    assert (kept.typed, kept.scans, kept.at) == ({"phone": "+7 702"}, (page,), LATER)
    assert unsaid
    assert drafts(counter) == []


def test_a_draft_is_its_operators_own_and_nothing_takes_it_away(counter: Counter) -> None:
    case = at_provider(counter)
    keep(counter, case)
    keep(counter, case, session=a_session(name="Б. Оспанова"), typed={"reason": "иное"})
    both = [one.by_id for one in drafts(counter)]
    keep(counter, case, typed={"phone": ""})
    [left] = drafts(counter)

    assert len(set(both)) == 2
    assert left.typed == {"reason": "иное"}


def test_no_draft_names_a_page_that_is_not_sealed(counter: Counter) -> None:
    case = at_provider(counter)
    nowhere = Scan(sha256="ab" * 32, size=1, media_type="image/png", name="a.png")
    with pytest.raises(KeyError, match=nowhere.sha256):
        keep(counter, case, pages=(nowhere,))

    assert drafts(counter) == []


def test_who_takes_no_applications_keeps_no_draft(counter: Counter) -> None:
    case = at_provider(counter)
    with pytest.raises(NotAllowed):
        keep(counter, case, session=a_session(Role.SUPERVISOR, name="С. Смағұлов"))

    assert drafts(counter) == []


def a_page(counter: Counter) -> Scan:
    content = b"a page"
    sha256 = counter.blobs.put(content)
    return Scan(sha256=sha256, size=len(content), media_type="image/png", name="a.png")
