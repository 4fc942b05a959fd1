"""Two windows of a center and a hub between them: what one supervisor does both know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from db.queries.questionnaires import SqlAnswersOfDay
from db.queries.supervision import SqlFactsOfDay, SqlLooseEnds, SqlReviews
from operator_app.adapters.calendar import kazakhstan_calendar
from operator_app.domain.applications import Application, State
from operator_app.domain.days import DayIsClosed
from operator_app.domain.numbers import ApplicationNumber
from operator_app.domain.operators import Session
from operator_app.domain.questionnaires import Answer
from operator_app.domain.reviews import DecidedElsewhere, ReviewId, ReviewState
from operator_app.domain.tickets import Ticket
from operator_app.sync.followers import FollowAll
from operator_app.sync.pull import Pull
from operator_app.sync.supervision import FollowSupervision
from operator_app.sync.turns import Next
from operator_app.usecases.answer_questionnaire import (
    AnswerQuestionnaire,
    AnswerQuestionnaireHandler,
)
from operator_app.usecases.close_day import CloseDay, CloseDayHandler
from operator_app.usecases.decide_review import DecideReview, DecideReviewHandler
from operator_app.usecases.issue_ticket import IssueTicket, IssueTicketHandler
from operator_app.usecases.look_at_day import LookAtDay
from operator_app.usecases.mark_by_rules import mark_by_rules
from operator_app.usecases.mark_for_review import MarkForReview, MarkForReviewHandler
from resources.load import load_catalogue
from resources.questionnaire import load_questionnaire
from resources.review_rules import load_review_rules
from tests.db.builders import an_application, an_id
from tests.support.hub_process import HubProcess
from tests.support.sync_window import SyncWindow
from tests.support.two_windows import two_windows
from tests.unit.usecases.counter import AT, DAY
from tests.unit.usecases.test_supervision import SUPERVISOR, session

ASKED = load_questionnaire()
RULES = replace(load_review_rules(), draw=None)
"""Without the lot: what is marked does not hang on an id."""


class SupervisedWindow:
    """A window with a store of its own at which the supervisor may sit."""

    def __init__(self, window: SyncWindow, number: int) -> None:
        self.window, self.number = window, number
        store = window.store
        self.reader = store.reader()
        law = (load_catalogue(), kazakhstan_calendar())
        self.look = LookAtDay(
            SqlFactsOfDay(self.reader), SqlLooseEnds(self.reader), store.units, self.now, law
        )
        self.close = CloseDayHandler(store.units, self.now, self.look)
        self.mark = MarkForReviewHandler(store.units, self.now)
        self.decide = DecideReviewHandler(store.units, self.now)
        self.answer = AnswerQuestionnaireHandler(store.units, self.now, ASKED)
        self.issue = IssueTicketHandler(store.units, self.now)
        self.answers = SqlAnswersOfDay(self.reader)
        self.reviews = SqlReviews(self.reader)
        followers = FollowAll(FollowSupervision())
        self.pull = Pull(window.push.gate, window.http, window.blobs, followers=followers)

    @staticmethod
    def now() -> datetime:
        return AT

    @property
    def session(self) -> Session:
        return replace(session(SUPERVISOR), window=self.number)

    def talk(self) -> None:
        self.window.push()
        while self.pull().next is Next.MORE:
            pass

    def served(self) -> str:
        ticket = Ticket(id=an_id(), center="002", category="s", day=DAY, sequence=1, issued_at=AT)
        with self.window.store.units() as unit:
            unit.tickets.save(ticket.call(7, AT).ticket.serve(7, AT).ticket.close(7, AT).ticket)
            unit.commit()
        return ticket.id

    def ended(self, operator: str = "Ахметова А. Б.") -> Application:
        """A case of this window, its journal, and what the rules say of it."""
        case = an_application(
            state=State.REFUSED_INCOMPLETE,
            operator=operator,
            window=self.number,
            number=ApplicationNumber.build("002", self.number, DAY, 1).text,
        )
        with self.window.store.units() as unit:
            unit.applications.add(case)
            unit.audit.record(
                actor=operator, action="case.refuse", entity=case.id, at=AT, details={}
            )
            mark_by_rules(unit, RULES, case, an_id, AT)
            unit.commit()
        return case

    def marked(self) -> ReviewId:
        """By a person, after it was looked at for what the rules had to say."""
        case = self.ended()
        (by_rule,) = self.reviews("002")
        self.decide(DecideReview(review_id=by_rule.id, session=self.session, approve=True))
        review = ReviewId(an_id())
        self.mark(
            MarkForReview(
                review_id=review, session=self.session, number=case.number, reason="no seal"
            )
        )
        return review

    def stands(self) -> dict[ReviewId, tuple[ReviewState, bool]]:
        return {one.id: (one.state, one.elsewhere) for one in self.reviews("002")}


@pytest.fixture
def windows(tmp_path: Path, hub: HubProcess) -> Iterator[tuple[SupervisedWindow, SupervisedWindow]]:
    """The hub keeps what it is told in each of its databases."""
    with two_windows(tmp_path, hub, SupervisedWindow) as both:
        yield both
        for one in both:
            one.reader.dispose()


def test_a_day_closed_at_one_window_is_closed_at_the_other(
    windows: tuple[SupervisedWindow, SupervisedWindow],
) -> None:
    here, there = windows
    closed = here.close(CloseDay(session=here.session, day=DAY, remarks={}))
    there.issue(IssueTicket(ticket_id=an_id(), center="002", window=7, category="s", actor="a"))
    here.talk()
    there.talk()
    here.talk()
    seen = there.look("002", "almaty", DAY)

    assert seen.closed == replace(closed, elsewhere=True)
    assert (closed.window, closed.closed_by) == (3, SUPERVISOR.full_name)
    assert seen.figures.whole.arrived == 1
    assert here.look("002", "almaty", DAY).closed == closed
    with pytest.raises(DayIsClosed):
        there.issue(IssueTicket(ticket_id=an_id(), center="002", window=7, category="s", actor="a"))
    with pytest.raises(DayIsClosed):
        there.close(CloseDay(session=there.session, day=DAY, remarks={}))


def test_two_who_closed_the_day_with_no_line_keep_each_their_own(
    windows: tuple[SupervisedWindow, SupervisedWindow],
) -> None:
    closed = [one.close(CloseDay(session=one.session, day=DAY, remarks={})) for one in windows]
    for one in (*windows, *windows):
        one.talk()

    assert [one.look("002", "almaty", DAY).closed for one in windows] == closed


def test_answers_of_one_window_are_counted_at_the_other(
    windows: tuple[SupervisedWindow, SupervisedWindow],
) -> None:
    here, there = windows
    ticket = here.served()
    marks = {one.code: 3 for one in ASKED.questions}
    here.answer(AnswerQuestionnaire(ticket_id=ticket, answer=Answer(id=an_id(), marks=marks)))
    here.talk()
    there.talk()
    there.talk()

    (answered,) = there.answers("002", DAY)
    assert (answered.ticket_id, answered.marks) == (ticket, marks)


def test_a_mark_is_seen_at_every_window_and_its_case_decided_where_its_journal_is(
    windows: tuple[SupervisedWindow, SupervisedWindow],
) -> None:
    here, there = windows
    here.ended()
    (mark,) = here.reviews("002")
    here.talk()
    there.talk()

    assert there.reviews("002") == (replace(mark, elsewhere=True),)
    assert (mark.rules, mark.at_window) == (("refused_incomplete",), 3)
    with pytest.raises(DecidedElsewhere):
        there.decide(DecideReview(review_id=mark.id, session=there.session, approve=True))
    (seen,) = there.look("002", "almaty", DAY).exceptions
    assert (seen.name, seen.window, seen.elsewhere) == (mark.number, 3, True)
    closed = there.close(CloseDay(session=there.session, day=DAY, remarks={seen.key: "tomorrow"}))
    assert [one.text for one in closed.remarks] == ["tomorrow"]

    decided = here.decide(DecideReview(review_id=mark.id, session=here.session, approve=True))
    here.talk()
    there.talk()
    here.talk()
    assert there.reviews("002") == here.reviews("002") == (decided,)


def test_marks_by_a_person_and_by_rules_cross_and_all_windows_have_the_same_list(
    windows: tuple[SupervisedWindow, SupervisedWindow],
) -> None:
    here, there = windows
    by_hand = here.marked()
    there.ended("Ким Д. В.")
    for one in (*windows, *windows):
        one.talk()

    waiting, decided = ReviewState.WAITING, ReviewState.APPROVED
    assert sorted(state for state, _ in here.stands().values()) == [decided, waiting, waiting]
    assert here.stands()[by_hand] == (waiting, False)
    assert there.stands()[by_hand] == (waiting, True)
    told = {review: (state, not elsewhere) for review, (state, elsewhere) in here.stands().items()}
    ended = {review for review, (state, _) in told.items() if state is decided}
    assert there.stands() == told | dict.fromkeys(ended, (decided, False))
