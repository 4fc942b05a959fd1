"""The supervisor's commands: a second look, closing the day, and what a closed day refuses."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from operator_app.adapters.calendar import kazakhstan_calendar
from operator_app.domain.applications import ApplicationId, State
from operator_app.domain.catalogue import Bilingual
from operator_app.domain.day_couriers import BagDifference, BagFault
from operator_app.domain.day_exceptions import Loose, Named, OpenCase
from operator_app.domain.day_figures import DayFacts
from operator_app.domain.days import (
    ClosedDay,
    DayIsClosed,
    OpenCases,
    RemarksMissing,
    RemarkTooLong,
)
from operator_app.domain.operators import NotAllowed, Operator, OperatorId, Role, Session
from operator_app.domain.questionnaires import (
    Answer,
    AnsweredAlready,
    Incomplete,
    Indicator,
    Mark,
    NotServedYet,
    Question,
    Questionnaire,
    results,
)
from operator_app.domain.reviews import (
    DecidedAlready,
    MarkedAlready,
    NoSuchReview,
    NothingToLookAt,
    OwnCase,
    ReviewId,
    ReviewState,
)
from operator_app.domain.tickets import Ticket
from operator_app.usecases.answer_questionnaire import (
    AnswerQuestionnaire,
    AnswerQuestionnaireHandler,
)
from operator_app.usecases.close_day import CloseDay, CloseDayHandler
from operator_app.usecases.decide_review import DecideReview, DecideReviewHandler
from operator_app.usecases.draft_remarks import DraftRemarks, DraftRemarksHandler
from operator_app.usecases.issue_ticket import IssueTicket, IssueTicketHandler
from operator_app.usecases.look_at_day import LookAtDay, next_work_day
from operator_app.usecases.mark_for_review import MarkForReview, MarkForReviewHandler
from operator_app.usecases.move_ticket import MoveTicket, MoveTicketHandler, calling
from operator_app.usecases.open_shift import OpenShift
from operator_app.usecases.rules import NoSuchCase, local
from resources.load import load_catalogue
from tests.db.builders import an_application
from tests.unit.usecases.counter import AT, DAY
from tests.unit.usecases.staff import AHMETOVA, Staff, a_session, a_shift_id

SUPERVISOR = Operator(
    id=OperatorId(str(uuid.UUID(int=3))),
    login="ospan",
    full_name="Оспан Г. Д.",
    roles=frozenset({Role.SUPERVISOR, Role.OPERATOR}),
)
TWO = Bilingual(ru="вопрос", kk="сұрақ")


class Center(Staff):
    """A supervisor's handlers over the store in memory; what the queries say is set by a test."""

    def __init__(self) -> None:
        super().__init__()
        self.loose = Loose()
        self.facts_of_day: DayFacts | None = None
        self.store.tables.operators[SUPERVISOR.id] = SUPERVISOR
        self.mark = MarkForReviewHandler(self.store, self.now)
        self.decide = DecideReviewHandler(self.store, self.now)
        law = (load_catalogue(), kazakhstan_calendar())
        self.look = LookAtDay(
            self.facts,
            lambda *_: self.loose,
            self.store,
            self.now,
            law,
        )
        self.draft = DraftRemarksHandler(self.store, self.now)
        self.close = CloseDayHandler(self.store, self.now, self.look)
        self.issue_ticket = IssueTicketHandler(self.store, self.now)
        self.move_ticket = MoveTicketHandler(self.store, self.now)

    def facts(self, center: str, day: date) -> DayFacts:
        if self.facts_of_day is not None:
            return self.facts_of_day
        return DayFacts(center=center, day=day, begins_at=AT)

    def case(self, **changes: object) -> str:
        application = an_application(operator=AHMETOVA.full_name, **changes)
        self.store.put(application)
        self.at += timedelta(seconds=1)
        with self.store() as unit:
            unit.audit.record(
                actor=application.operator,
                action="case.submit",
                entity=application.id,
                at=self.at,
                details={},
            )
            unit.commit()
        return application.number

    def marked(self, number: str, review: str = "r") -> None:
        command = MarkForReview(
            review_id=ReviewId(review), session=session(), number=number, reason="look again"
        )
        self.mark(command)

    def decided(self, person: Operator = SUPERVISOR, *, approve: bool = True) -> ReviewState:
        review = self.decide(
            DecideReview(
                review_id=ReviewId("r"),
                session=session(person),
                approve=approve,
                remark="the copy is not certified",
            )
        )
        return review.state

    def drafts(self, remarks: Mapping[str, str], person: Operator = SUPERVISOR) -> None:
        self.draft(DraftRemarks(session=session(person), day=DAY, remarks=remarks))

    def closes(self, remarks: Mapping[str, str] | None = None) -> ClosedDay:
        return self.close(CloseDay(session=session(), day=DAY, remarks=remarks or {}))


def session(person: Operator = SUPERVISOR) -> Session:
    return a_session(7, person)


@pytest.fixture
def center() -> Center:
    return Center()


def test_a_marked_case_is_approved_by_other_hands(center: Center) -> None:
    center.marked(center.case(state=State.ACCEPTED))

    assert center.decided() is ReviewState.APPROVED
    assert center.store.actions[-2:] == ["review.mark", "review.approve"]
    with pytest.raises(DecidedAlready):
        center.decided()


def test_nobody_approves_their_own_even_with_the_role(center: Center) -> None:
    center.marked(center.case(state=State.ACCEPTED))
    promoted = replace(AHMETOVA, roles=SUPERVISOR.roles)
    for approve in (True, False):
        with pytest.raises(OwnCase):
            center.decided(promoted, approve=approve)
    assert center.store.tables.supervision.reviews[ReviewId("r")].state is ReviewState.WAITING


def test_a_helping_hand_counts_too(center: Center) -> None:
    number = center.case(state=State.ACCEPTED)
    center.marked(number)
    case = next(iter(center.store.tables.applications.values()))
    with center.store() as unit:
        unit.audit.record(
            actor=SUPERVISOR.full_name,
            action="case.hand_over",
            entity=case.id,
            at=center.at,
            details={},
        )
        unit.commit()
    with pytest.raises(OwnCase):
        center.decided()


def test_only_a_supervisor_marks_and_decides(center: Center) -> None:
    number = center.case(state=State.ACCEPTED)
    command = MarkForReview(
        review_id=ReviewId("r"), session=session(AHMETOVA), number=number, reason="x"
    )
    with pytest.raises(NotAllowed):
        center.mark(command)
    center.marked(number)
    with pytest.raises(NotAllowed):
        center.decided(AHMETOVA)


def test_what_cannot_be_marked_is_said(center: Center) -> None:
    with pytest.raises(NoSuchCase):
        center.marked("002-07-180206-9999-1")
    with pytest.raises(NothingToLookAt):
        center.marked(center.case())
    with pytest.raises(NoSuchReview):
        center.decided()
    number = center.case(state=State.ACCEPTED)
    center.marked(number)
    center.marked(number)
    with pytest.raises(MarkedAlready):
        center.marked(number, "another")


def test_a_closed_day_is_shown_as_it_was_and_not_closed_twice(center: Center) -> None:
    closed = center.closes()

    assert center.look("002", "almaty", DAY).closed == closed
    assert center.store.actions == ["day.close"]
    with pytest.raises(DayIsClosed):
        center.closes()


def test_a_day_with_an_open_case_or_a_silent_exception_is_not_closed(center: Center) -> None:
    draft = OpenCase(id="a", number="002-07-180206-0001-7", service="s", window=7)
    center.loose = Loose(drafts=(draft,))
    with pytest.raises(OpenCases):
        center.closes()
    center.loose = Loose(due=(replace(draft, due_on=date(2018, 1, 30)),))
    with pytest.raises(RemarksMissing):
        center.closes()
    assert center.store.tables.supervision.days == {}

    assert center.closes({"overdue:a": "asked"}).remarks[0].text == "asked"


def test_a_bag_that_was_short_of_a_package_is_explained_before_the_day_is_closed(
    center: Center,
) -> None:
    lost = BagDifference(
        fault=BagFault.MISSING,
        manifest="m",
        number="002-07-180206-001-4",
        window=7,
        packages=("a",),
    )
    center.loose = Loose(bags=(lost, replace(lost, fault=BagFault.SEAL, packages=())))
    with pytest.raises(RemarksMissing) as caught:
        center.closes({"package_missing:m": "the courier looks for it"})
    closed = center.closes({"package_missing:m": "looked for", "seal_differs:m": "an act is made"})

    assert caught.value.details["count"] == 1
    assert [(one.kind.value, one.text) for one in closed.remarks] == [
        ("package_missing", "looked for"),
        ("seal_differs", "an act is made"),
    ]


def test_a_mark_of_another_window_is_explained_with_its_window_and_holds_no_day_open(
    center: Center,
) -> None:
    told = Named(id="r", name="002-03-180206-0001-9", window=3, elsewhere=True)
    center.loose = Loose(not_looked_at=(told,))
    (seen,) = center.look("002", "almaty", DAY).exceptions
    with pytest.raises(RemarksMissing):
        center.closes()
    closed = center.closes({seen.key: "looked at tomorrow at window 3"})

    assert (seen.kind.value, seen.window, seen.elsewhere) == ("not_looked_at", 3, True)
    assert not seen.open
    assert [one.name for one in closed.remarks] == ["002-03-180206-0001-9"]


def test_remarks_are_kept_until_the_day_is_closed_and_say_whose_they_are(center: Center) -> None:
    other = replace(SUPERVISOR, full_name="Ким Д.")
    center.drafts({"overdue:a": "asked", "unprinted:b": "paper jam"})
    center.drafts({"overdue:a": "asked", "unprinted:b": ""}, other)
    drafts = center.look("002", "almaty", DAY).drafts

    assert [(one.key, one.text, one.by) for one in drafts] == [
        ("overdue:a", "asked", SUPERVISOR.full_name)
    ]
    center.closes()
    assert center.look("002", "almaty", DAY).drafts == ()
    assert center.store.actions == ["day.close"]
    with pytest.raises(DayIsClosed):
        center.drafts({"overdue:a": "too late"})


def test_only_a_supervisor_writes_remarks_and_none_too_long(center: Center) -> None:
    with pytest.raises(NotAllowed):
        center.drafts({"overdue:a": "x"}, AHMETOVA)
    with pytest.raises(RemarkTooLong):
        center.drafts({"overdue:a": "x" * 501})


def test_a_closed_day_takes_nothing_more_in(center: Center) -> None:
    ticket = Ticket(id="t", center="002", category="s", day=DAY, sequence=1, issued_at=AT)
    center.store.tables.tickets["t"] = ticket
    center.closes()
    command = IssueTicket(ticket_id="u", center="002", window=7, category="s", actor="a")
    with pytest.raises(DayIsClosed):
        center.issue_ticket(command)
    with pytest.raises(DayIsClosed):
        center.move_ticket(MoveTicket(ticket_id="t", actor="a", move=calling(7)))
    with pytest.raises(DayIsClosed):
        center.open_shift(OpenShift(shift_id=a_shift_id(), session=a_session()))
    center.at += timedelta(days=1)
    center.open_shift(OpenShift(shift_id=a_shift_id(), session=a_session()))


def test_a_clock_set_back_into_a_closed_day_is_refused(center: Center) -> None:
    center.closes()
    center.at += timedelta(days=3)
    center.open_shift(OpenShift(shift_id=a_shift_id(), session=a_session()))
    center.at -= timedelta(days=3)
    assert local(center.at).date() == DAY
    with pytest.raises(DayIsClosed):
        center.open_shift(OpenShift(shift_id=a_shift_id(), session=a_session(8)))


def test_the_next_work_day_skips_days_off() -> None:
    friday = date(2018, 2, 9)

    assert next_work_day(kazakhstan_calendar(), friday) == date(2018, 2, 12)


def asked() -> Questionnaire:
    questions = tuple(
        Question(code=code, indicator=indicator, text=TWO)
        for code, indicator in (("q", Indicator.QUALITY), ("a", Indicator.ACCESSIBILITY))
    )
    return Questionnaire(
        title=TWO,
        questions=questions,
        marks=dict.fromkeys(Mark, TWO),
        indicators=dict.fromkeys(Indicator, TWO),
        source="",
    )


def test_one_visit_is_asked_once_and_nobody_is_named(center: Center) -> None:
    handler = AnswerQuestionnaireHandler(center.store, center.now, asked())
    ticket = Ticket(id="t", center="002", category="s", day=DAY, sequence=1, issued_at=AT)
    center.store.tables.tickets["t"] = ticket
    command = AnswerQuestionnaire(ticket_id="t", answer=Answer(id="1", marks={"q": 3, "a": 1}))
    with pytest.raises(NotServedYet):
        handler(command)
    served = ticket.call(7, AT).ticket.serve(7, AT).ticket
    center.store.tables.tickets["t"] = served
    with pytest.raises(Incomplete):
        handler(replace(command, answer=Answer(id="1", marks={"q": 4, "a": 1})))
    with pytest.raises(Incomplete):
        handler(replace(command, answer=Answer(id="1", marks={"q": 3})))

    kept = handler(command)

    assert handler(command) == kept
    with pytest.raises(AnsweredAlready):
        handler(replace(command, answer=Answer(id="2", marks={"q": 1, "a": 1})))
    assert center.store.tables.audit[-1].actor == "applicant"
    found = results(asked(), [kept])
    assert [(one.key, one.percent) for one in found.indicators] == [
        ("quality", 100.0),
        ("accessibility", 0.0),
    ]
    assert ApplicationId("t") not in center.store.tables.applications
