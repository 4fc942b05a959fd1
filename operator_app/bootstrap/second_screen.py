"""The applicant's screen, given the store and whoever sits at the window."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from operator_app.adapters.identifiers import new_uuid7
from operator_app.bootstrap.desk import Desk
from operator_app.domain.questionnaires import Answer, Answered
from operator_app.domain.tickets import Ticket
from operator_app.usecases.answer_questionnaire import (
    AnswerQuestionnaire,
    AnswerQuestionnaireHandler,
)
from operator_app.usecases.rules import local
from resources.questionnaire import load_questionnaire
from ui.pages.questionnaire import wiring
from ui.pages.questionnaire.presenter import QuestionnaireActions, QuestionnairePresenter
from ui.pages.questionnaire.view import QuestionnaireView
from ui.runtime.speech import Speech
from ui.shell.app_window import AppWindow
from ui.shell.second_screen import SecondScreen

ASKED_WITHIN: Final = timedelta(minutes=10)
"""Whoever was served longer ago has left the window."""
FIRST_LANGUAGE: Final = "kk"


def second_screen(desk: Desk, window: AppWindow) -> SecondScreen:
    return SecondScreen(window, lambda: _make(desk), lambda: desk.session is not None)


def _make(desk: Desk) -> QuestionnaireView:
    from db.queries.questionnaires import SqlTicketToAsk

    room, asked = desk.room, load_questionnaire()
    to_ask = SqlTicketToAsk(room.profile.store.reader)
    keep = AnswerQuestionnaireHandler(room.profile.store.units, room.now, asked)

    def ticket() -> Ticket | None:
        seat, now = desk.seat(), room.now()
        return to_ask(seat.center, seat.window, local(now).date(), now - ASKED_WITHIN)

    def answer(ticket_id: str, marks: Mapping[str, int]) -> Answered:
        given = Answer(id=new_uuid7(), marks=marks)
        return keep(AnswerQuestionnaire(ticket_id=ticket_id, answer=given))

    speech = Speech(FIRST_LANGUAGE)
    presenter = QuestionnairePresenter(
        QuestionnaireActions(ticket=ticket, answer=answer, asked=asked), desk.database, speech
    )
    view = QuestionnaireView(speech)
    speech.setParent(view)
    presenter.setParent(view)
    wiring.connect(presenter, view)
    return view
