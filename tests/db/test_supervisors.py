"""What supervisors and applicants have said, kept in the store as it was said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from db.mapping import BodyUnreadable
from db.queries.questionnaires import SqlAnswersOfDay, SqlTicketByLabel, SqlTicketToAsk
from db.queries.supervision import SqlJournalOfDay, SqlLooseEnds, SqlReviews
from operator_app.domain.applications import State
from operator_app.domain.days import DraftRemark
from operator_app.domain.reviews import ReviewId, ReviewState
from operator_app.domain.tickets import Ticket
from tests.db.builders import AT, Store, an_application
from tests.support.supervised_state import ANSWERS, CLOSED, REVIEW

CENTER = "002"
DAY = date(2018, 2, 6)


def a_ticket(ticket_id: str, **changes: object) -> Ticket:
    values: dict[str, object] = {
        "id": ticket_id,
        "center": CENTER,
        "category": "s",
        "day": DAY,
        "sequence": 12,
        "issued_at": AT,
        "arrived_at": AT,
        **changes,
    }
    return Ticket(**values)  # type: ignore[arg-type]  # made-up values by name


def save_tickets(store: Store, *tickets: Ticket) -> None:
    with store.units() as unit:
        for ticket in tickets:
            unit.tickets.save(ticket)
        unit.commit()


def test_a_closed_day_comes_back_whole_and_cannot_be_closed_twice(store: Store) -> None:
    closed = CLOSED.closed
    assert closed is not None
    with store.units() as unit:
        unit.days.add(closed)
        unit.commit()
    with store.units() as unit:
        assert unit.days.get(CENTER, DAY) == closed
        assert unit.days.is_closed(CENTER, DAY)
        assert not unit.days.is_closed(CENTER, DAY + timedelta(days=1))
        assert not unit.days.is_closed("003", DAY)
    with pytest.raises(IntegrityError), store.units() as unit:
        unit.days.add(closed)


def test_a_draft_is_the_newest_words_to_an_exception_and_goes_when_the_day_is_closed(
    store: Store,
) -> None:
    closed = CLOSED.closed
    assert closed is not None
    first = DraftRemark(key="overdue:a", text="asked", by="Оспан Г. Д.", at=AT)
    newest = replace(first, text="asked twice", by="Ким Д. В.", at=AT + timedelta(minutes=1))
    other = replace(first, key="unprinted:b")
    with store.units() as unit:
        for one in (first, other, newest):
            unit.days.draft(CENTER, DAY, one)
        unit.days.draft(CENTER, DAY + timedelta(days=1), first)
        unit.commit()
    with store.units() as unit:
        assert unit.days.drafts(CENTER, DAY) == (newest, other)
        assert unit.days.drafts("003", DAY) == ()
        unit.days.draft(CENTER, DAY, replace(other, text=""))
        assert unit.days.drafts(CENTER, DAY) == (newest,)
        unit.days.add(closed)
        unit.commit()
    with store.units() as unit:
        assert unit.days.drafts(CENTER, DAY) == ()
        assert unit.days.drafts(CENTER, DAY + timedelta(days=1)) == (first,)


def test_a_review_waits_until_it_is_decided_and_hands_are_those_of_the_journal(
    store: Store,
) -> None:
    application = an_application(state=State.ACCEPTED)
    store.save_all(application)
    review = replace(REVIEW, application_id=application.id)
    with store.units() as unit:
        unit.reviews.save(review)
        unit.audit.record(
            actor="looked only", action="paper.reprint", entity=application.id, at=AT, details={}
        )
        assert unit.reviews.hands(application.id) == (application.operator,)
        assert unit.reviews.waiting_for(application.id) == review
        unit.commit()
    decided = review.returned("Ким Д. В.", AT, (), "a remark")
    with store.units() as unit:
        unit.reviews.save(decided)
        unit.commit()
    with store.units() as unit:
        assert unit.reviews.get(ReviewId("r1")) == decided
        assert unit.reviews.waiting_for(application.id) is None

    assert [one.state for one in SqlReviews(store.engine)(CENTER)] == [ReviewState.RETURNED]
    loose = SqlLooseEnds(store.engine)(CENTER, DAY, DAY)
    assert [one.name for one in loose.returned] == [review.number]
    assert loose.not_looked_at == ()


def test_a_mark_of_another_window_is_listed_with_that_window_and_one_of_here_comes_first(
    store: Store,
) -> None:
    """Its case is not in this store, or has only been brought here."""
    told = replace(REVIEW, application_id="brought", at_window=3, elsewhere=True)
    own = replace(REVIEW, id=ReviewId("own"), application_id="brought", marked_at=AT, at_window=7)
    with store.units() as unit:
        unit.reviews.save(told)
        assert unit.reviews.waiting_for("brought") == told
        unit.reviews.save(own)
        assert unit.reviews.waiting_for("brought") == own
        assert not unit.reviews.brought("brought")
        unit.audit.record(actor="a", action="case.brought", entity="brought", at=AT, details={})
        assert unit.reviews.brought("brought")
        unit.commit()
    loose = SqlLooseEnds(store.engine)(CENTER, DAY, DAY)

    assert {(one.id, one.window, one.elsewhere) for one in loose.not_looked_at} == {
        (told.id, 3, True),
        (own.id, REVIEW.window, False),
    }
    with store.units() as unit:
        unit.reviews.save(told.with_told(replace(told, rules=("drawn",))))
        unit.commit()
    assert {one.rules for one in SqlReviews(store.engine)(CENTER)} == {(), ("drawn",)}


def test_answers_are_one_a_ticket_and_found_by_their_day(store: Store) -> None:
    with store.units() as unit:
        for one in ANSWERS[:3]:
            unit.questionnaires.add(one)
        unit.commit()
    with store.units() as unit:
        assert unit.questionnaires.of_ticket("ticket-1") == ANSWERS[1]
    with pytest.raises(IntegrityError), store.units() as unit:
        unit.questionnaires.add(replace(ANSWERS[1], id="another"))

    answers = SqlAnswersOfDay(store.engine)
    assert sorted(one.id for one in answers(CENTER, DAY)) == ["answer-0", "answer-1", "answer-2"]
    assert answers(CENTER, DAY - timedelta(days=1)) == ()


def test_a_ticket_is_found_by_what_is_printed_on_it(store: Store) -> None:
    own = a_ticket("own", own_range=7, letter="Б")
    save_tickets(store, a_ticket("hall", letter="Б"), own, a_ticket("other", letter="А"))
    find = SqlTicketByLabel(store.engine)

    for label, wanted in (
        ("Б012", "hall"),
        (" б 012", "hall"),
        ("б7-12", "own"),
        ("А012", "other"),
    ):
        found = find(CENTER, DAY, label)
        assert found is not None
        assert found.id == wanted
    for label in ("Б013", "", "Б", "9" * 30, "Б012'; DROP TABLE tickets"):
        assert find(CENTER, DAY, label) is None


def test_whoever_was_served_last_is_asked_and_nobody_twice(store: Store) -> None:
    now = datetime(2018, 2, 6, 5, 0, tzinfo=UTC)
    tickets = []
    for number, minute in enumerate((1, 30, 20)):
        at = AT + timedelta(minutes=minute)
        ticket = a_ticket(f"ticket-{number}", sequence=number)
        tickets.append(ticket.call(7, at).ticket.serve(7, at).ticket.close(7, at).ticket)
    save_tickets(store, *tickets)
    ask = SqlTicketToAsk(store.engine)

    first = ask(CENTER, 7, DAY, AT)
    with store.units() as unit:
        unit.questionnaires.add(ANSWERS[1])
        unit.commit()
    second = ask(CENTER, 7, DAY, AT)

    assert first is not None
    assert second is not None
    assert (first.id, second.id) == ("ticket-1", "ticket-2")
    assert ask(CENTER, 7, DAY, now) is None
    assert ask(CENTER, 8, DAY, AT) is None


def test_the_journal_names_each_acceptance_once(store: Store) -> None:
    accepted = an_application(state=State.ACCEPTED, accepted_at=AT, due_on=DAY)
    draft = an_application()
    with store.units() as unit:
        for case in (accepted, draft):
            unit.applications.add(case)
        for case, action in (
            (accepted, "case.submit"),
            (accepted, "case.correct"),
            (draft, "case.submit"),
        ):
            unit.audit.record(actor=case.operator, action=action, entity=case.id, at=AT, details={})
        unit.commit()
    by_rule = replace(REVIEW, application_id=accepted.id, reason="", rules=("drawn",))
    with store.units() as unit:
        unit.reviews.save(replace(by_rule, id=ReviewId("old"), marked_at=AT, rules=("older",)))
        unit.reviews.save(replace(by_rule, marked_at=AT + timedelta(hours=1)))
        unit.commit()
    lines = SqlJournalOfDay(store.engine)(CENTER, DAY)

    assert (lines[0].rules, lines[0].reason) == (("drawn",), "")
    assert [one.number for one in lines] == [accepted.number]
    assert (lines[0].due_on, lines[0].operator) == (DAY, accepted.operator)
    assert f"{lines[0].accepted_at:%H:%M}" == "10:20"


def test_a_body_that_nobody_wrote_is_damage(store: Store) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO days VALUES ('002', '2018-02-06', '', '{}')")
        connection.exec_driver_sql(
            "INSERT INTO questionnaires VALUES ('a', 't', '002', '2018-02-06', '[]')"
        )
    with pytest.raises(BodyUnreadable), store.units() as unit:
        unit.days.get(CENTER, DAY)
    with pytest.raises(BodyUnreadable):
        SqlAnswersOfDay(store.engine)(CENTER, DAY)
