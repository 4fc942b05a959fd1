"""Acceptance: no sequence of actions by any mix of roles gives a result out twice, approves one's
own case or correction, skips a step, or loses a document."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from operator_app.domain.applications import (
    MOVES,
    Application,
    Delivery,
    DeliveryWay,
    Document,
    State,
)
from operator_app.domain.corrections import CorrectionState
from operator_app.domain.papers import PaperKind
from operator_app.domain.reviews import ReviewState
from tests.support.after_the_receipt import PEOPLE, Center
from tests.unit.usecases.counter import IIN, OTHER_IIN

OPERATOR, OTHER, SUPERVISOR, BOTH, ADMINISTRATOR = PEOPLE
WHO = st.sampled_from((OPERATOR, OPERATOR, OTHER, BOTH, SUPERVISOR, ADMINISTRATOR))
ABOVE = st.sampled_from((SUPERVISOR, SUPERVISOR, BOTH, OPERATOR))
PLACE = st.integers(0, 7)
STRANGER = "750316300569"
GOES = {
    Delivery.NONE: {Delivery.QUEUED},
    Delivery.QUEUED: {Delivery.NONE, Delivery.IN_MANIFEST, Delivery.ACKNOWLEDGED},
    Delivery.ACKNOWLEDGED: {Delivery.NONE},
    Delivery.IN_MANIFEST: {Delivery.QUEUED, Delivery.WITH_COURIER},
    Delivery.WITH_COURIER: {Delivery.DELIVERED, Delivery.QUEUED},
    Delivery.DELIVERED: {Delivery.QUEUED},
}
"""Delivered and not there after all: an act says that the package goes again."""
CHAIN = ("case.submit", "provider.registered", "decided", "provider.ready", "case.issue")
"""Each of these stands in the journal before the next one."""


class AfterTheReceipt(RuleBasedStateMachine):
    """Whoever they are, they try everything; what is refused changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.center = Center()
        self.stood: dict[str, tuple[State, Delivery]] = {}
        self.papers: dict[str, set[Document]] = {}
        self.looked: dict[str, ReviewState] = {}

    @initialize(way=st.sampled_from(DeliveryWay))
    def first(self, way: DeliveryWay) -> None:
        self.center.bring(PEOPLE[OPERATOR], way)

    def case(self, place: int) -> Application:
        cases = self.center.cases
        return cases[place % len(cases)]

    @precondition(lambda self: len(self.center.cases) < 3)
    @rule(way=st.sampled_from(DeliveryWay), who=st.sampled_from((OPERATOR, BOTH)))
    def bring(self, way: DeliveryWay, who: str) -> None:
        self.center.bring(PEOPLE[who], way)

    @rule(days=st.sampled_from((0, 1, 1, 33)))
    def wait(self, days: int) -> None:
        self.center.at += timedelta(days=days, hours=1)

    @rule(place=PLACE, who=WHO)
    def take_back(self, place: int, who: str) -> None:
        self.center.take_back(self.case(place), PEOPLE[who])

    @rule(place=PLACE, who=WHO)
    def leave_as_signed(self, place: int, who: str) -> None:
        draft = self.case(place)
        if self.center.leave_as_signed(draft, PEOPLE[who]) is not None:
            self.papers.setdefault(draft.id, set()).update(draft.documents)

    @rule(place=PLACE)
    def sign_again(self, place: int) -> None:
        self.center.sign_again(self.case(place))

    @rule(place=PLACE, page=PLACE)
    def add_paper(self, place: int, page: int) -> None:
        self.center.add_paper(self.case(place), page)

    @rule(place=PLACE, paper=PLACE)
    def take_paper(self, place: int, paper: int) -> None:
        self.center.take_paper(self.case(place), paper)

    @rule(place=PLACE, who=WHO)
    def to_the_bag(self, place: int, who: str) -> None:
        self.center.to_the_bag(self.case(place), PEOPLE[who])

    @rule(
        what=st.sampled_from(("seal", "hand over", "take out", "count")),
        who=WHO,
        lost=st.booleans(),
    )
    def move_bag(self, what: str, who: str, lost: bool) -> None:
        self.center.move_bag(what, PEOPLE[who], lost=lost)

    @rule(place=PLACE, choice=PLACE, steps=st.integers(1, 4))
    def provider(self, place: int, choice: int, steps: int) -> None:
        for _ in range(steps):
            self.center.provider(self.case(place), choice)
            self.only_legal_moves()

    @rule(place=PLACE, to=st.sampled_from((IIN, OTHER_IIN, STRANGER)), who=WHO, copy=st.booleans())
    def give(self, place: int, to: str, who: str, copy: bool) -> None:
        self.center.give(self.case(place), to, PEOPLE[who], copy=copy)

    @rule(place=PLACE, who=WHO, online=st.booleans(), read=st.booleans())
    def give_by_power(self, place: int, who: str, online: bool, read: bool) -> None:
        self.center.give_by_power(self.case(place), PEOPLE[who], online=online, read=read)

    @rule(place=PLACE, who=WHO)
    def sign(self, place: int, who: str) -> None:
        self.center.sign(self.case(place), PEOPLE[who])

    @rule(place=PLACE, who=WHO)
    def send_back(self, place: int, who: str) -> None:
        self.center.send_back(self.case(place), PEOPLE[who])

    @rule(place=PLACE, who=WHO, page=st.one_of(st.none(), PLACE))
    def ask(self, place: int, who: str, page: int | None) -> None:
        self.center.ask(self.case(place), PEOPLE[who], page)

    @rule(place=PLACE, who=WHO, by=ABOVE, page=st.one_of(st.none(), PLACE))
    def correct(self, place: int, who: str, by: str, page: int | None) -> None:
        """Asked for by one the next day, and decided by another, if they are another."""
        self.wait(1)
        self.center.ask(self.case(place), PEOPLE[who], page)
        for asked in self.center.corrections[-1:]:
            self.center.answer(asked, PEOPLE[by], yes=True)

    @rule(place=PLACE, who=WHO, lost=st.booleans())
    def by_courier(self, place: int, who: str, lost: bool) -> None:
        """The whole way, if nothing stands in it."""
        self.center.to_the_bag(self.case(place), PEOPLE[who])
        for what in ("seal", "hand over", "count"):
            self.only_legal_moves()
            self.center.move_bag(what, PEOPLE[who], lost=lost)

    @rule(place=PLACE, who=WHO, page=PLACE)
    def add_and_sign_again(self, place: int, who: str, page: int) -> None:
        case = self.case(place)
        self.center.take_back(case, PEOPLE[who])
        self.only_legal_moves()
        self.center.add_paper(self.center.store.case(case.id), page)
        self.center.sign_again(case)

    @precondition(lambda self: self.center.corrections)
    @rule(place=PLACE, who=ABOVE, yes=st.booleans())
    def answer(self, place: int, who: str, yes: bool) -> None:
        asked = self.center.corrections
        self.center.answer(asked[place % len(asked)], PEOPLE[who], yes=yes)

    @rule(place=PLACE, who=ABOVE)
    def mark(self, place: int, who: str) -> None:
        self.center.mark_case(self.case(place), PEOPLE[who])

    @precondition(lambda self: self.center.reviews)
    @rule(place=PLACE, who=ABOVE, approve=st.booleans())
    def decide(self, place: int, who: str, approve: bool) -> None:
        marked = self.center.reviews
        self.center.decide(marked[place % len(marked)], PEOPLE[who], approve=approve)

    @invariant()
    def only_legal_moves(self) -> None:
        for case in self.center.cases:
            now = (case.state, case.delivery)
            state, delivery = self.stood.get(case.id, now)
            assert case.state is state or case.state in MOVES[state], (state, case.state)
            assert case.delivery is delivery or case.delivery in GOES[delivery], (delivery, now)
            self.stood[case.id] = now

    @invariant()
    def no_step_is_skipped(self) -> None:
        for case in self.center.cases:
            told = [
                "decided" if row.action in {"provider.granted", "provider.declined"} else row.action
                for row in self.center.store.tables.audit
                if row.entity == case.id
            ]
            for before, after in pairwise(CHAIN):
                if after in told:
                    assert before in told[: told.index(after)], (before, after, told)
            if case.state not in {State.DRAFT, State.ABANDONED}:
                assert case.signature is not None
                assert case.consent is not None

    @invariant()
    def nothing_is_given_out_twice(self) -> None:
        tables = self.center.store.tables
        given = Counter(row.entity for row in tables.audit if row.action == "case.issue")
        told = Counter(fact.entity for fact in tables.facts if fact.type == "case.issue")
        slips = Counter(
            paper.application_id for paper in tables.papers if paper.kind is PaperKind.ISSUE_SLIP
        )
        back = {row.entity for row in tables.audit if row.action == "case.return_unclaimed"}

        assert given == told == slips
        assert all(count == 1 for count in given.values())
        assert not back & set(given)
        for case in self.center.cases:
            assert (case.state is State.ISSUED) == (case.id in given)
            assert (case.issuance is not None) == (case.id in given)
            if case.issuance is not None:
                assert case.issued_to in {IIN, OTHER_IIN}
                assert (case.issued_to == OTHER_IIN) == (case.issuance.power is not None)

    @invariant()
    def nobody_approves_their_own(self) -> None:
        audit = self.center.store.tables.audit
        for asked in self.center.corrections:
            if asked.state is not CorrectionState.ASKED:
                assert asked.decided_by != asked.asked_by
                assert asked.decided_by in {SUPERVISOR, BOTH}
        for review in self.center.reviews:
            if review.state is ReviewState.WAITING or review.id in self.looked:
                continue
            worked = {
                row.actor
                for row in audit
                if row.entity == review.application_id and row.action.startswith("case.")
            }
            assert review.decided_by not in worked | {review.operator}
            self.looked[review.id] = review.state

    @invariant()
    def no_document_is_lost(self) -> None:
        """Whatever was signed, added by a correction, or added to a version that then was not
        signed, is still named by its case, and its pages are in the folder."""
        for case in self.center.cases:
            seen = self.papers.setdefault(case.id, set())
            if case.state is not State.DRAFT:
                seen.update(case.documents)
            there = {*case.documents, *case.set_aside}
            for before in case.signed_before:
                there.update(before.documents)
                there.update(before.set_aside)
            assert seen <= there, seen - there
            assert all(self.center.blobs.has(s.sha256) for one in seen for s in one.scans)
        for asked in self.center.corrections:
            if asked.state is CorrectionState.APPROVED:
                case = self.center.store.case(asked.application_id)
                everywhere = {one for v in (case, *case.signed_before) for one in v.documents}
                assert set(asked.amendment.documents) <= everywhere


SLOW = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)


def try_many(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        AfterTheReceipt,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=SLOW,
        ),
    )


def test_whatever_a_center_does_its_promises_hold() -> None:
    try_many(25, 40)


@pytest.mark.long
def test_whatever_a_center_does_a_thousand_times_its_promises_hold() -> None:
    try_many(1000, 60)
