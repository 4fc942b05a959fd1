"""The applicant's screen without a screen: who is asked, once, and what half an answer is worth."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest

from db.engine import StoreBusy
from operator_app.domain.questionnaires import Answered, AnsweredAlready
from operator_app.domain.tickets import Ticket
from resources.questionnaire import load_questionnaire
from tests.support.supervised_state import ANSWERS
from ui.pages.questionnaire.presenter import QuestionnaireActions, QuestionnairePresenter
from ui.pages.questionnaire.state import Face
from ui.runtime.lanes import InlineLane
from ui.runtime.speech import Speech

AT = datetime(2018, 2, 6, 5, 0, tzinfo=UTC)
ASKED = load_questionnaire()
pytestmark = pytest.mark.usefixtures("qapp")


class Window:
    """Who was served last here, and what was answered."""

    def __init__(self) -> None:
        self.served: Ticket | None = a_ticket("t")
        self.kept: list[tuple[str, dict[str, int]]] = []
        self.refuse: Exception | None = None
        self.presenter = QuestionnairePresenter(
            QuestionnaireActions(ticket=lambda: self.served, answer=self.answer, asked=ASKED),
            InlineLane(),
            Speech("kk"),
        )

    def answer(self, ticket: str, marks: Mapping[str, int]) -> Answered:
        if self.refuse is not None:
            raise self.refuse
        self.kept.append((ticket, dict(marks)))
        self.served = None
        return ANSWERS[0]


def face(window: Window) -> Face:
    return window.presenter.state.face


def a_ticket(ticket_id: str) -> Ticket:
    return Ticket(
        id=ticket_id,
        center="002",
        category="s",
        day=date(2018, 2, 6),
        sequence=1,
        issued_at=AT,
    )


@pytest.fixture
def window() -> Window:
    made = Window()
    made.presenter.start()
    return made


def test_each_question_is_asked_and_the_marks_are_kept_together(window: Window) -> None:
    presenter = window.presenter
    assert face(window) is Face.QUESTION
    presenter.choose(3)
    assert window.kept == []
    presenter.choose(1)

    codes = [one.code for one in ASKED.questions]
    assert window.kept == [("t", dict(zip(codes, (3, 1), strict=True)))]
    assert face(window) is Face.THANKS
    presenter.choose(2)
    assert len(window.kept) == 1


def test_the_next_one_does_not_interrupt_who_is_answering(window: Window) -> None:
    window.presenter.choose(3)
    window.served = a_ticket("next")
    window.presenter.look()

    ticket = window.presenter.state.ticket
    assert ticket is not None
    assert ticket.id == "t"


def test_what_could_not_be_kept_is_asked_again(window: Window) -> None:
    window.refuse = StoreBusy(store="store", waited_s=10)
    window.presenter.choose(3)
    window.presenter.choose(3)
    assert window.presenter.state.trouble is not None
    window.refuse = None
    window.presenter.retry()
    window.presenter.choose(2)
    window.presenter.choose(2)

    assert [set(marks.values()) for _, marks in window.kept] == [{2}]


def test_who_answered_on_paper_meanwhile_is_thanked(window: Window) -> None:
    window.refuse = AnsweredAlready(ticket="A001")
    window.presenter.choose(3)
    window.presenter.choose(3)

    assert face(window) is Face.THANKS
    assert window.presenter.state.trouble is None


def test_a_screen_that_is_put_away_shows_nobody(window: Window) -> None:
    window.presenter.choose(3)
    window.presenter.stop()

    assert face(window) is Face.WELCOME
    assert window.presenter.state.marks == {}
    assert window.kept == []
