"""Two windows of a center and a hub between them: what one supervisor does both know."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from db.backup import STORE
from db.engine import open_engine
from db.queries.questionnaires import SqlAnswersOfDay
from db.queries.supervision import SqlFactsOfDay, SqlLooseEnds, SqlReviews
from operator_app.adapters.calendar import kazakhstan_calendar
from operator_app.domain.applications import State
from operator_app.domain.days import DayIsClosed
from operator_app.domain.operators import Session
from operator_app.domain.questionnaires import Answer
from operator_app.domain.reviews import ReviewId, ReviewState
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
from resources.load import load_catalogue
from resources.questionnaire import load_questionnaire
from tests.db.builders import KEY, an_application, an_id
from tests.support.hub_process import TOKEN, HubProcess
from tests.support.supervised_state import REVIEW
from tests.support.sync_window import SyncWindow
from tests.unit.usecases.counter import AT, DAY
from tests.unit.usecases.test_supervision import SUPERVISOR, session

ASKED = load_questionnaire()


class SupervisedWindow:
    """A window with a store of its own at which the supervisor may sit."""

    def __init__(self, window: SyncWindow, folder: Path, number: int) -> None:
        self.window, self.number = window, number
        store = window.store
        self.reader = open_engine(folder / STORE, KEY, read_only=True)
        law = (load_catalogue(), kazakhstan_calendar())
        self.look = LookAtDay(
            SqlFactsOfDay(self.reader), SqlLooseEnds(self.reader), store.units, self.now, law
        )
        self.close = CloseDayHandler(store.units, self.now, self.look)
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

    def marked(self) -> ReviewId:
        case = an_application(state=State.REFUSED_INCOMPLETE, operator="Ахметова А. Б.")
        review = replace(REVIEW, id=ReviewId(an_id()), application_id=case.id, center="002")
        with self.window.store.units() as unit:
            unit.applications.add(case)
            unit.reviews.save(review)
            unit.commit()
        return review.id


@pytest.fixture
def windows(tmp_path: Path) -> Iterator[tuple[SupervisedWindow, SupervisedWindow]]:
    with ExitStack() as stack:
        hub = stack.enter_context(HubProcess(tmp_path / "hub"))
        opened = []
        for number in (3, 7):
            device = f"window-002-{number:02}"
            window = stack.enter_context(
                SyncWindow(tmp_path / device, hub.url, device=device, token=f"token of {device}")
            )
            hub.http.enrol(window.store.enrolment(TOKEN))
            opened.append(SupervisedWindow(window, tmp_path / device, number))
            stack.callback(opened[-1].reader.dispose)
        yield opened[0], opened[1]


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


def test_answers_and_second_looks_of_one_window_are_counted_at_the_other(
    windows: tuple[SupervisedWindow, SupervisedWindow],
) -> None:
    here, there = windows
    ticket, review = here.served(), here.marked()
    marks = {one.code: 3 for one in ASKED.questions}
    here.answer(AnswerQuestionnaire(ticket_id=ticket, answer=Answer(id=an_id(), marks=marks)))
    here.decide(DecideReview(review_id=review, session=here.session, approve=True))
    here.talk()
    there.talk()
    there.talk()

    (answered,) = there.answers("002", DAY)
    assert (answered.ticket_id, answered.marks) == (ticket, marks)
    assert [(one.id, one.state) for one in there.reviews("002")] == [(review, ReviewState.APPROVED)]
