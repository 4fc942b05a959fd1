"""A mark for a second look is known at every window, and decided where the case's journal is."""

from __future__ import annotations

import json
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.applications import State
from operator_app.domain.operators import Operator
from operator_app.domain.reviews import (
    DecidedElsewhere,
    OwnCase,
    Review,
    ReviewId,
    ReviewState,
)
from operator_app.ports import Fact
from operator_app.usecases.decide_review import DecideReview
from operator_app.usecases.refuse_application import RefuseApplication
from operator_app.wire.supervision import REVIEW_DECIDED, REVIEW_MARKED, review_from
from tests.support.fakes import DiskFull
from tests.support.supervised_state import REVIEW
from tests.unit.sync.test_follow_supervision import heard, said, told
from tests.unit.usecases.counter import AT, a_child
from tests.unit.usecases.test_marks_by_rules import Marking, ordinary_id
from tests.unit.usecases.test_supervision import SUPERVISOR, Center, session

R = ReviewId("r")
OTHER = replace(SUPERVISOR, full_name="Ким Д. В.")
DECIDES = DecideReview(review_id=R, session=session(), approve=True)


def reviews(center: Center) -> dict[ReviewId, Review]:
    return center.store.tables.supervision.reviews


def decides(center: Center, by: Operator = SUPERVISOR, *, approve: bool = True) -> Review:
    return center.decide(
        DecideReview(review_id=R, session=session(by), approve=approve, remark="no seal")
    )


@pytest.fixture
def here() -> Center:
    center = Center()
    center.marked(center.case(state=State.ACCEPTED))
    return center


@pytest.fixture
def there() -> Center:
    return Center()


def test_a_mark_is_told_with_the_hands_of_the_journal_and_seen_at_the_other_window(
    here: Center, there: Center
) -> None:
    (fact,) = told(here)
    own = reviews(here)[R]

    assert (fact.type, fact.entity, fact.actor) == (REVIEW_MARKED, R, SUPERVISOR.full_name)
    assert (own.at_window, own.hands) == (7, (own.operator,))
    assert heard(there, said(fact)) == {R}
    assert reviews(there) == {R: replace(own, elsewhere=True)}
    assert heard(there, said(fact)) == set()
    assert heard(here, said(fact)) == set()
    assert reviews(here) == {R: own}


@pytest.mark.parametrize("approve", [True, False])
def test_what_another_window_has_marked_is_decided_there_and_ends_here(
    here: Center, there: Center, approve: bool
) -> None:
    heard(there, said(told(here)[0]))
    before = reviews(there), list(there.store.actions)
    with pytest.raises(DecidedElsewhere) as caught:
        decides(there, approve=approve)
    assert dict(caught.value.details) == {"number": reviews(here)[R].number, "window": 7}
    assert (reviews(there), there.store.actions, told(there)) == (*before, [])

    decided = decides(here, approve=approve)
    marked, ended = told(here)
    assert (marked.type, ended.type) == (REVIEW_MARKED, REVIEW_DECIDED)
    assert heard(there, said(ended)) == {R}
    assert reviews(there) == {R: decided}


def test_a_mark_that_cannot_be_told_is_not_made(there: Center) -> None:
    number = there.case(state=State.ACCEPTED)
    there.store.broken.add("outbox")
    with pytest.raises(DiskFull):
        there.marked(number)

    assert reviews(there) == {}
    assert "review.mark" not in there.store.actions


def test_a_mark_by_rules_is_told_after_the_case_it_is_of_and_nobody_has_made_it() -> None:
    counter = Marking()
    draft = counter.draft(id=ordinary_id(), children=(a_child(),))
    counter.store.broken.add("outbox")
    with pytest.raises(DiskFull):
        counter.refuse(RefuseApplication(application_id=draft.id))
    assert counter.reviews == []
    counter.store.broken.clear()
    counter.refuse(RefuseApplication(application_id=draft.id))
    *_, ending, mark = counter.store.tables.facts
    (review,) = counter.reviews

    assert (ending.type, mark.type) == ("case.refuse", REVIEW_MARKED)
    assert (mark.entity, mark.actor) == (review.id, "rule")
    assert (review.at_window, review.hands) == (draft.window, (draft.operator,))
    assert review_from(str(mark.body["content"]), mark.type) == review


def test_a_mark_says_no_more_of_the_applicant_than_a_decision(here: Center) -> None:
    decides(here)
    contents = [json.loads(str(one.body["content"])) for one in told(here)]

    assert [set(one) for one in contents] == [set(Review.__dataclass_fields__)] * 2
    assert not any(word in str(contents) for word in ("applicant", "iin", "phone", "address"))


MARK = replace(REVIEW, id=R, rules=("drawn",), at_window=3, hands=(REVIEW.operator,))
AGAIN = replace(MARK, rules=("drawn", "changed_after_signing"), hands=("Серік Б.",))
DECIDED = AGAIN.returned("Ким Д. В.", AT, ("Серік Б.",), "no seal")


def a_message(review: Review) -> Fact:
    content = msgspec.json.encode(review).decode()
    kind = REVIEW_MARKED if review.state is ReviewState.WAITING else REVIEW_DECIDED
    body = {"content": content}
    return Fact(type=kind, entity=review.id, base=None, at=AT, actor="s", body=body)


@given(more=st.lists(st.sampled_from((MARK, AGAIN, DECIDED)), max_size=6), data=st.data())
def test_in_whatever_order_and_however_often_it_comes_to_the_same(
    more: list[Review], data: st.DataObject
) -> None:
    order = data.draw(st.permutations([MARK, AGAIN, *more]))
    there = Center()
    heard(there, *(said(a_message(one), place) for place, one in enumerate(order, start=1)))
    (known,) = reviews(there).values()

    if DECIDED in order:
        assert known == DECIDED
        return
    assert known.elsewhere
    assert set(known.rules) == set(AGAIN.rules)
    assert set(known.hands) == {REVIEW.operator, "Серік Б."}


def test_whoever_worked_on_the_case_at_another_window_does_not_approve_it_here(
    here: Center,
) -> None:
    """The case was changed there, a rule called for the look that waits here, and said so."""
    changed = replace(
        reviews(here)[R], rules=("changed_after_signing",), hands=(OTHER.full_name,), at_window=3
    )
    assert heard(here, said(a_message(changed))) == {R}
    with pytest.raises(OwnCase):
        decides(here, OTHER)

    decided = decides(here)
    assert (decided.rules, decided.at_window) == (("changed_after_signing",), 7)
    assert OTHER.full_name in decided.hands


def test_a_window_that_has_lost_its_own_mark_decides_it_by_the_hands_that_the_mark_names(
    there: Center,
) -> None:
    with there.store() as unit:
        device = unit.sync.identity().device
    mark = replace(MARK, center="002", hands=(REVIEW.operator, OTHER.full_name))
    heard(there, msgspec.structs.replace(said(a_message(mark)), device=device))
    with pytest.raises(OwnCase):
        decides(there, OTHER)

    assert decides(there).state is ReviewState.APPROVED


def test_a_case_brought_from_another_window_and_marked_here_is_decided_at_its_own(
    here: Center, there: Center
) -> None:
    """Whoever helped with it there may be a supervisor here."""
    case = next(iter(here.store.tables.applications.values()))
    there.store.put(case)
    with there.store() as unit:
        unit.audit.record(
            actor=OTHER.full_name, action="case.brought", entity=case.id, at=AT, details={}
        )
        unit.commit()
    there.marked(case.number, "brought")
    mark = reviews(there)[ReviewId("brought")]
    heard(here, said(told(there)[0]))
    with pytest.raises(DecidedElsewhere):
        there.decide(replace(DECIDES, review_id=mark.id))
    with pytest.raises(OwnCase):
        here.decide(replace(DECIDES, review_id=mark.id, session=session(OTHER)))

    assert (mark.elsewhere, mark.at_window, mark.hands) == (True, case.window, (OTHER.full_name,))
    assert here.decide(replace(DECIDES, review_id=mark.id)).state is ReviewState.APPROVED


def test_a_mark_that_is_none_and_a_decision_that_is_none_change_nothing(there: Center) -> None:
    for kind, review in ((REVIEW_MARKED, DECIDED), (REVIEW_DECIDED, MARK)):
        assert heard(there, said(replace(a_message(review), type=kind))) == set()
    assert reviews(there) == {}


def test_what_a_window_of_before_and_a_later_one_say_is_read() -> None:
    content = json.loads(msgspec.json.encode(DECIDED))
    older = {key: content[key] for key in content if key not in {"at_window", "elsewhere"}}
    read = review_from(json.dumps(older), REVIEW_DECIDED)

    assert read == replace(DECIDED, at_window=0)
    assert review_from(json.dumps({**content, "later": 1}), REVIEW_DECIDED) == DECIDED
