"""Joins the presenter and the view of the applicant's screen."""

from __future__ import annotations

from ui.pages.questionnaire.presenter import QuestionnairePresenter
from ui.pages.questionnaire.view import QuestionnaireView


def connect(presenter: QuestionnairePresenter, view: QuestionnaireView) -> None:
    presenter.changed.connect(view.show_state)
    view.mark_chosen.connect(presenter.choose)
    view.retry_clicked.connect(presenter.retry)
    view.opened.connect(presenter.start)
    view.closed.connect(presenter.stop)
    view.show_state(presenter.state)
