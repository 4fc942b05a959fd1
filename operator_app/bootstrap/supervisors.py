"""What a supervisor does and asks, put together over an opened profile."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.bootstrap.offices import office_of_session
from operator_app.bootstrap.profiles import Profile
from operator_app.bootstrap.workplaces import Law
from operator_app.domain.questionnaires import Questionnaire
from operator_app.ports import Clock
from operator_app.ports_supervision import AnswersOfDay, TicketByLabel
from operator_app.queries.supervision import ReviewsOfCenter
from operator_app.usecases.answer_questionnaire import AnswerQuestionnaireHandler
from operator_app.usecases.close_day import CloseDayHandler
from operator_app.usecases.decide_review import DecideReviewHandler
from operator_app.usecases.draft_remarks import DraftRemarksHandler
from operator_app.usecases.look_at_day import LookAtDay
from operator_app.usecases.mark_for_review import MarkForReviewHandler
from operator_app.usecases.print_day import DaySources, DayTypesetters, PrintDayHandler
from resources.questionnaire import load_questionnaire
from resources.review_rules import load_review_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervisors:
    look: LookAtDay
    reviews: ReviewsOfCenter
    draft: DraftRemarksHandler
    close: CloseDayHandler
    mark: MarkForReviewHandler
    decide: DecideReviewHandler
    print_day: PrintDayHandler
    asked: Questionnaire
    answers: AnswersOfDay
    ticket: TicketByLabel
    answer: AnswerQuestionnaireHandler


def build_supervisors(profile: Profile, law: Law, now: Clock) -> Supervisors:
    from db.queries.manifests import SqlBagsOfDay
    from db.queries.questionnaires import SqlAnswersOfDay, SqlTicketByLabel
    from db.queries.supervision import (
        SqlFactsOfDay,
        SqlJournalOfDay,
        SqlLooseEnds,
        SqlReviews,
    )
    from operator_app.adapters.paper_seal import seal
    from printing.day_papers import render_journal, render_report
    from printing.questionnaire_form import render_form
    from printing.workbook import workbook

    units, reader = profile.store.units, profile.store.reader
    look = LookAtDay(
        SqlFactsOfDay(reader), SqlLooseEnds(reader), units, now, (law.catalogue, law.calendar)
    )

    asked, answers = load_questionnaire(), SqlAnswersOfDay(reader)

    office = office_of_session(law.centers, training=profile.training)
    return Supervisors(
        look=look,
        reviews=SqlReviews(reader),
        draft=DraftRemarksHandler(units, now),
        close=CloseDayHandler(units, now, look),
        mark=MarkForReviewHandler(units, now),
        decide=DecideReviewHandler(units, now),
        asked=asked,
        answers=answers,
        ticket=SqlTicketByLabel(reader),
        answer=AnswerQuestionnaireHandler(units, now, asked),
        print_day=PrintDayHandler(
            units,
            now,
            DaySources(
                look=look,
                journal=SqlJournalOfDay(reader),
                bags=SqlBagsOfDay(reader),
                answers=answers,
                asked=asked,
                reasons=load_review_rules().reasons,
                office=office,
            ),
            DayTypesetters(
                report=lambda paper: seal(render_report(paper, law.texts)),
                workbook=lambda paper, language: workbook(paper, law.texts(language)),
                journal=lambda paper: seal(render_journal(paper, law.texts)),
                form=lambda paper: seal(render_form(paper, law.texts)),
            ),
        ),
    )
