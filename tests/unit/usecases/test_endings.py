"""How a case ends: state, papers, audit and message are one, or nothing has happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from operator_app.domain.applications import (
    Application,
    Consent,
    ConsentAnswer,
    ConsentFirst,
    Delivery,
    RegistryCheck,
    RegistryState,
    SignedAlready,
    State,
)
from operator_app.domain.catalogue import Form
from operator_app.domain.papers import AcceptanceReceipt, PaperKind, RefusalReceipt
from operator_app.domain.signatures import WrongPassword
from operator_app.domain.versions import StaleVersion
from operator_app.usecases.accept_application import AcceptApplication, EditionChanged
from operator_app.usecases.close_case import CloseCase, NotThisEnding
from operator_app.usecases.refuse_application import RefuseApplication
from operator_app.usecases.rules import (
    ApplicantNotEntered,
    DataNotFound,
    MissingDocuments,
    NothingMissing,
    OpenQuestions,
)
from tests.support.fakes import DiskFull
from tests.unit.usecases.counter import (
    AT,
    Counter,
    a_child,
    a_party,
    a_representative,
)

PARTS = ["applications", "papers", "audit", "outbox", "commit"]
ENDINGS: list[tuple[State, dict[str, object]]] = [
    (State.ABANDONED, {}),
    (State.CONSENT_REFUSED, {"consent": "refused"}),
    (State.DATA_UNAVAILABLE, {"checks": "not_found"}),
    (State.ROUTED, {"service": "free_school_meals"}),
]


@pytest.fixture
def counter() -> Counter:
    return Counter()


def accept(counter: Counter, draft: Application) -> Application:
    return counter.accept(AcceptApplication(application_id=draft.id))


def refuse(counter: Counter, draft: Application) -> Application:
    return counter.refuse(RefuseApplication(application_id=draft.id))


def close(counter: Counter, draft: Application, ending: State) -> Application:
    return counter.close_case(CloseCase(application_id=draft.id, ending=ending))


def nothing_happened(counter: Counter, draft: Application) -> bool:
    tables = counter.store.tables
    return (
        counter.store.case(draft.id) == draft
        and not tables.papers
        and not tables.facts
        and counter.store.actions == ["case.open"]
    )


class TestAcceptance:
    def test_a_complete_package_is_signed_due_and_told_to_the_hub(self, counter: Counter) -> None:
        accepted = accept(counter, counter.complete_draft())
        receipt, consent, form = counter.store.tables.papers
        [fact] = counter.store.tables.facts

        assert accepted.state is State.ACCEPTED
        assert accepted.due_on == date(2018, 2, 9)
        assert accepted.delivery is Delivery.QUEUED
        assert accepted.signature is not None
        assert counter.blobs.has(accepted.signature.request_sha256)
        assert isinstance(receipt.paper, AcceptanceReceipt)
        assert [consent.kind, form.kind] == [PaperKind.CONSENT, PaperKind.REQUEST_FORM]
        assert fact.type == "case.submit"
        assert {blob.role for blob in fact.blobs} == {"request", "signature", "scan", "paper"}
        assert all(counter.blobs.has(blob.sha256) for blob in fact.blobs)
        assert counter.store.actions[-1] == "case.submit"

    def test_a_page_that_stands_in_two_rows_is_sent_once(self, counter: Counter) -> None:
        page = counter.paper("application")
        twice = replace(page, requirement="child_birth_certificate")
        shown = counter.paper("identity_document", Form.ORIGINAL_SHOWN_AND_RETURNED)
        accept(counter, counter.complete_draft(documents=(page, twice, shown)))
        [fact] = counter.store.tables.facts

        assert [blob.role for blob in fact.blobs].count("scan") == 1

    def test_a_lacking_row_stops_it(self, counter: Counter) -> None:
        draft = counter.complete_draft(documents=counter.papers("application"))
        with pytest.raises(MissingDocuments) as caught:
            accept(counter, draft)

        assert caught.value.details["rows"] == ["application"]
        assert nothing_happened(counter, draft)

    def test_an_open_question_stops_it(self, counter: Counter) -> None:
        draft = counter.complete_draft(children=())
        with pytest.raises(OpenQuestions) as caught:
            accept(counter, draft)

        assert caught.value.details["rows"] == ["child_birth_certificate"]
        assert nothing_happened(counter, draft)

    def test_without_an_applicant_there_is_nothing_to_accept(self, counter: Counter) -> None:
        draft = counter.complete_draft(applicant=None)
        with pytest.raises(ApplicantNotEntered):
            accept(counter, draft)

    def test_without_consent_it_is_not_signed(self, counter: Counter) -> None:
        draft = counter.complete_draft(consent=None)
        with pytest.raises(ConsentFirst):
            accept(counter, draft)

        assert nothing_happened(counter, draft)

    def test_an_edition_that_ended_overnight_is_not_signed_under(self, counter: Counter) -> None:
        counter.at = datetime(2020, 9, 29, 10, tzinfo=UTC)
        draft = counter.complete_draft()
        counter.at = datetime(2020, 9, 30, 4, tzinfo=UTC)
        with pytest.raises(EditionChanged):
            accept(counter, draft)

        assert nothing_happened(counter, draft)

    def test_a_key_that_does_not_open_leaves_the_draft_as_it_was(self, counter: Counter) -> None:
        draft = counter.complete_draft()
        counter.signer.refusal = WrongPassword()
        with pytest.raises(WrongPassword):
            accept(counter, draft)

        assert nothing_happened(counter, draft)

    def test_what_was_signed_is_not_signed_again(self, counter: Counter) -> None:
        draft = counter.complete_draft()
        accept(counter, draft)
        with pytest.raises(SignedAlready):
            accept(counter, draft)

        assert len(counter.store.tables.facts) == 1

    def test_the_allowance_is_accepted_without_consent(self, counter: Counter) -> None:
        service = "guardian_allowance"
        draft = counter.complete_draft(
            service=service,
            consent=None,
            documents=counter.papers(service=service),
            facts={"child_of_school_age": True},
        )

        assert accept(counter, draft).state is State.ACCEPTED

    def test_a_represented_case_names_both(self, counter: Counter) -> None:
        papers = (*counter.papers(), counter.paper("power_of_attorney"))
        draft = counter.complete_draft(documents=papers, representative=a_representative())
        accept(counter, draft)
        receipt = counter.store.tables.papers[0].paper

        assert isinstance(receipt, AcceptanceReceipt)
        assert receipt.representative is not None
        assert not receipt.only_to_applicant


class TestRefusal:
    def test_it_names_the_lacking_rows_and_the_appendix(self, counter: Counter) -> None:
        draft = counter.complete_draft(documents=counter.papers("application"))
        refused = refuse(counter, draft)
        [record] = counter.store.tables.papers
        [fact] = counter.store.tables.facts

        assert refused.state is State.REFUSED_INCOMPLETE
        assert refused.refusal is not None
        assert refused.refusal.missing == ("application",)
        assert refused.refusal.standard_appendix == 3
        assert isinstance(record.paper, RefusalReceipt)
        assert fact.type == "case.refuse"
        assert fact.body["missing"] == ["application"]

    def test_without_a_lacking_row_it_has_no_ground(self, counter: Counter) -> None:
        draft = counter.complete_draft()
        with pytest.raises(NothingMissing):
            refuse(counter, draft)

        assert nothing_happened(counter, draft)

    def test_questions_are_settled_first(self, counter: Counter) -> None:
        draft = counter.complete_draft(documents=(), children=())
        with pytest.raises(OpenQuestions):
            refuse(counter, draft)

        assert nothing_happened(counter, draft)

    def test_nobody_is_refused_who_was_not_entered(self, counter: Counter) -> None:
        with pytest.raises(ApplicantNotEntered):
            refuse(counter, counter.draft(applicant=None))

    def test_an_accepted_case_is_not_refused_any_more(self, counter: Counter) -> None:
        draft = counter.complete_draft()
        accept(counter, draft)
        with pytest.raises(SignedAlready):
            refuse(counter, draft)


def a_draft_for(counter: Counter, facts: dict[str, object]) -> Application:
    changes = dict(facts)
    if "consent" in changes:
        changes["consent"] = Consent(answer=ConsentAnswer.REFUSED, at=AT)
    if "checks" in changes:
        check = RegistryCheck(system="gbd_fl", state=RegistryState.NOT_FOUND, at=AT)
        changes["checks"] = (check,)
    return counter.draft(**changes)


class TestOtherEndings:
    @pytest.mark.parametrize(("ending", "facts"), ENDINGS)
    def test_each_follows_from_its_own_facts(
        self, counter: Counter, ending: State, facts: dict[str, object]
    ) -> None:
        ended = close(counter, a_draft_for(counter, facts), ending)

        assert ended.state is ending
        assert counter.store.messages == [f"case.{ending.value}"]
        assert len(counter.store.tables.papers) == (0 if ending is State.ABANDONED else 1)

    @pytest.mark.parametrize(
        "ending",
        [
            State.CONSENT_REFUSED,
            State.DATA_UNAVAILABLE,
            State.ROUTED,
            State.ACCEPTED,
            State.REFUSED_INCOMPLETE,
            State.ISSUED,
        ],
    )
    def test_none_can_be_chosen_against_the_facts(self, counter: Counter, ending: State) -> None:
        draft = counter.complete_draft()
        with pytest.raises(NotThisEnding):
            close(counter, draft, ending)

        assert nothing_happened(counter, draft)

    def test_a_case_ends_once(self, counter: Counter) -> None:
        draft = counter.draft()
        close(counter, draft, State.ABANDONED)
        with pytest.raises(SignedAlready):
            close(counter, draft, State.ABANDONED)


def closing_without_consent(counter: Counter, draft: Application) -> Application:
    return close(counter, draft, State.ABANDONED)


@pytest.mark.parametrize(
    ("end", "left_out"),
    [(accept, ()), (refuse, ("application",)), (closing_without_consent, ())],
    ids=["accept", "refuse", "close"],
)
class TestOneTransaction:
    @pytest.mark.parametrize("part", PARTS)
    def test_a_write_that_fails_leaves_no_row_at_all(
        self,
        counter: Counter,
        end: Callable[[Counter, Application], Application],
        left_out: tuple[str, ...],
        part: str,
    ) -> None:
        draft = counter.complete_draft(documents=counter.papers(*left_out))
        counter.store.broken = {part}
        if part == "papers" and end is closing_without_consent:
            assert end(counter, draft).state is State.ABANDONED
            return
        with pytest.raises(DiskFull):
            end(counter, draft)

        assert nothing_happened(counter, draft)

    def test_what_changed_in_between_is_not_overwritten(
        self,
        counter: Counter,
        end: Callable[[Counter, Application], Application],
        left_out: tuple[str, ...],
    ) -> None:
        draft = counter.complete_draft(documents=counter.papers(*left_out))
        changed = replace(draft, version=draft.version + 1, language="ru")
        looked = iter([draft.id])
        real = counter.store.__call__

        def in_between() -> object:
            unit = real()
            if next(looked, None) is None:
                counter.store.put(changed)
            return unit

        object.__setattr__(counter.desk, "units", in_between)
        with pytest.raises(StaleVersion):
            end(counter, draft)

        assert nothing_happened(counter, changed)


def test_a_child_is_named_in_the_request_only_as_far_as_known(counter: Counter) -> None:
    children = (a_child(), a_child(name="", born_on=date(2012, 1, 1)), a_child(born_on=None))
    accept(counter, counter.complete_draft(children=children, applicant=a_party()))

    assert counter.store.messages == ["case.submit"]


def test_a_case_no_registry_knows_is_neither_accepted_nor_refused(counter: Counter) -> None:
    check = RegistryCheck(system="gbd_fl", state=RegistryState.NOT_FOUND, at=AT)
    complete = counter.draft(documents=counter.papers(), checks=(check,))
    lacking = counter.draft(documents=counter.papers("application"), checks=(check,))

    with pytest.raises(DataNotFound):
        counter.accept(AcceptApplication(application_id=complete.id))
    with pytest.raises(DataNotFound):
        counter.refuse(RefuseApplication(application_id=lacking.id))
