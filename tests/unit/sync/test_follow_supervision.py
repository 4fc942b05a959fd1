"""A center's day told by one window and followed by another: closed, looked at again, answered."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from operator_app.domain.applications import State
from operator_app.domain.day_figures import CaseEnd, DayFacts, Outcome
from operator_app.domain.days import ClosedDay, DayIsClosed
from operator_app.domain.questionnaires import Answer, Answered
from operator_app.domain.reviews import ReviewId, ReviewState
from operator_app.domain.tickets import Ticket
from operator_app.ports import Fact
from operator_app.sync.followers import FollowAll
from operator_app.sync.supervision import FollowSupervision
from operator_app.usecases.answer_questionnaire import (
    AnswerQuestionnaire,
    AnswerQuestionnaireHandler,
)
from operator_app.usecases.issue_ticket import IssueTicket
from operator_app.wire.envelopes import Envelope
from operator_app.wire.supervision import (
    DAY_CLOSED,
    MOST_OF_DAY,
    QUESTIONNAIRE_ANSWERED,
    REVIEW_DECIDED,
    REVIEW_MARKED,
    content_of_day,
    day_from,
    entity_of_day,
)
from tests.support.envelopes import an_envelope
from tests.support.supervised_state import CLOSED
from tests.unit.usecases.counter import AT, DAY
from tests.unit.usecases.test_supervision import Center, asked

MARKS = {"q": 3, "a": 2}


def said(fact: Fact, place: int = 1) -> Envelope:
    """As it comes out of the hub."""
    body = json.loads(msgspec.json.encode(dict(fact.body)))
    return an_envelope(
        place, type=fact.type, entity=fact.entity, at=fact.at, actor=fact.actor, body=body
    )


def heard(listener: Center, *envelopes: Envelope) -> set[str]:
    follow = FollowAll(FollowSupervision())
    changed: set[str] = set()
    with listener.store() as unit:
        for place, envelope in enumerate(envelopes):
            changed |= follow(unit, envelope, place)
        unit.commit()
    follow.kept()
    return changed


def told(center: Center) -> list[Fact]:
    return center.store.tables.facts


@pytest.fixture
def here() -> Center:
    return Center()


@pytest.fixture
def there() -> Center:
    return Center()


def test_a_day_that_was_closed_at_one_window_takes_nothing_in_at_the_other(
    here: Center, there: Center
) -> None:
    closed = here.closes()
    (fact,) = told(here)
    changed = heard(there, said(fact))

    assert (fact.type, fact.entity) == (DAY_CLOSED, entity_of_day("002", DAY))
    assert changed == {fact.entity}
    seen = there.look("002", "almaty", DAY).closed
    assert seen == replace(closed, elsewhere=True)
    assert seen is not None
    assert seen.window == 7
    with pytest.raises(DayIsClosed):
        there.issue_ticket(
            IssueTicket(ticket_id="u", center="002", window=3, category="s", actor="a")
        )
    with pytest.raises(DayIsClosed):
        there.closes()


def test_what_is_heard_twice_or_after_closing_oneself_changes_nothing(
    here: Center, there: Center
) -> None:
    here.closes()
    message = said(told(here)[0])
    heard(there, message)
    assert heard(there, message) == set()

    assert heard(here, message) == set()
    own = here.look("002", "almaty", DAY).closed
    assert own is not None
    assert not own.elsewhere


def test_a_window_put_back_from_a_copy_learns_that_it_has_closed_the_day(
    here: Center, there: Center
) -> None:
    closed = here.closes()
    with there.store() as unit:
        device = unit.sync.identity().device
    heard(there, msgspec.structs.replace(said(told(here)[0]), device=device))

    assert there.look("002", "almaty", DAY).closed == closed


def test_drafts_of_remarks_go_when_another_window_has_closed_the_day(
    here: Center, there: Center
) -> None:
    there.drafts({"overdue:a": "asked"})
    here.closes()
    heard(there, said(told(here)[0]))

    assert there.store.tables.supervision.drafts == {}


def test_the_page_adds_what_was_told_to_what_this_store_holds(here: Center, there: Center) -> None:
    closed = CLOSED.closed
    assert closed is not None
    with here.store() as unit:
        unit.outbox.put(a_fact(replace(closed, day=DAY, figures=replace(closed.figures, day=DAY))))
        unit.commit()
    heard(there, said(told(here)[0]))
    there.facts_of_day = accepted_at_window(9)
    seen = there.look("002", "almaty", DAY)

    whole = closed.figures.whole
    assert seen.figures.whole.accepted == whole.accepted + 2
    assert [line.key for line in seen.figures.windows] == ["1", "2", "3", "7", "9"]
    there.facts_of_day = accepted_at_window(7)
    assert there.look("002", "almaty", DAY).figures.whole == whole


def a_fact(closed: ClosedDay) -> Fact:
    return Fact(
        type=DAY_CLOSED,
        entity=entity_of_day(closed.center, closed.day),
        base=None,
        at=AT,
        actor="s",
        body=content_of_day(closed),
    )


def accepted_at_window(window: int) -> DayFacts:
    ends = tuple(
        CaseEnd(f"case-{number}", Outcome.ACCEPTED, AT, "school_enrolment", window)
        for number in range(2)
    )
    begins = AT - timedelta(hours=5)
    return DayFacts(center="002", day=DAY, begins_at=begins, ends=ends)


def test_a_decided_second_look_is_told_and_counted_where_its_case_is_not(
    here: Center, there: Center
) -> None:
    here.marked(here.case(state=State.ACCEPTED))
    here.decided(approve=False)
    _, fact = told(here)
    review = here.store.tables.supervision.reviews[ReviewId("r")]

    assert (fact.type, fact.entity) == (REVIEW_DECIDED, review.id)
    assert heard(there, said(fact)) == {review.id}
    assert there.store.tables.supervision.reviews == {review.id: review}
    assert review.state is ReviewState.RETURNED
    assert heard(there, said(fact)) == set()


def test_answers_are_told_with_their_ticket_and_nobody_s_name(here: Center, there: Center) -> None:
    ticket = Ticket(id="t", center="002", category="s", day=DAY, sequence=1, issued_at=AT)
    here.store.tables.tickets["t"] = ticket.call(7, AT).ticket.serve(7, AT).ticket
    answering = AnswerQuestionnaireHandler(here.store, here.now, asked())
    kept = answering(AnswerQuestionnaire(ticket_id="t", answer=Answer(id="a1", marks=MARKS)))
    (fact,) = told(here)

    assert (fact.type, fact.entity, fact.actor) == (QUESTIONNAIRE_ANSWERED, "t", "applicant")
    content = json.loads(str(fact.body["content"]))
    assert set(content) == set(Answered.__dataclass_fields__)
    assert heard(there, said(fact)) == {"t"}
    assert there.store.tables.supervision.answered == {"t": kept}
    assert heard(there, said(fact)) == set()


@pytest.mark.parametrize(
    "kind", [DAY_CLOSED, REVIEW_MARKED, REVIEW_DECIDED, QUESTIONNAIRE_ANSWERED]
)
@pytest.mark.parametrize(
    "body", [{}, {"content": ""}, {"content": "[]"}, {"content": "{}", "x": 1}]
)
def test_what_cannot_be_read_changes_nothing(
    there: Center, kind: str, body: dict[str, object]
) -> None:
    before = there.store.tables.supervision

    assert heard(there, an_envelope(1, type=kind, body=body)) == set()
    assert there.store.tables.supervision == before


def test_other_messages_are_none_of_its_business(there: Center) -> None:
    later = [an_envelope(2, type=kind, body={}) for kind in ("day.other", "review.other")]
    assert heard(there, an_envelope(1), *later) == set()


def test_a_day_with_more_remarks_than_a_message_holds_is_told_without_them() -> None:
    closed = CLOSED.closed
    assert closed is not None
    much = tuple(replace(closed.remarks[0], text="ә" * 500) for _ in range(2500))
    content = str(content_of_day(replace(closed, remarks=much))["content"])

    assert len(content) <= MOST_OF_DAY
    assert day_from(content) == replace(closed, remarks=())
    assert day_from(str(content_of_day(closed)["content"])) == closed
