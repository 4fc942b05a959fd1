"""Joins the presenter and the view of the supervisor's page."""

from __future__ import annotations

from ui.pages.supervision.presenter import SupervisionPresenter
from ui.pages.supervision.view import SupervisionView


def connect(presenter: SupervisionPresenter, view: SupervisionView) -> None:
    presenter.changed.connect(view.show_state)
    view.part_chosen.connect(presenter.choose_part)
    view.earlier_clicked.connect(presenter.earlier)
    view.later_clicked.connect(presenter.later)
    view.close_asked.connect(presenter.ask_close)
    view.close_clicked.connect(presenter.close)
    view.keep_clicked.connect(presenter.keep_open)
    view.retry_clicked.connect(presenter.retry)
    view.report_chosen.connect(presenter.save_report)
    view.workbook_chosen.connect(presenter.save_workbook)
    view.journal_chosen.connect(presenter.save_journal)
    view.exceptions.chosen.connect(presenter.choose_exception)
    view.exceptions.remark_typed.connect(presenter.type_remark)
    view.exceptions.spread_clicked.connect(presenter.spread_remark)
    view.day.by_chosen.connect(presenter.choose_by)
    view.reviews.chosen.connect(presenter.choose_review)
    view.reviews.remark_typed.connect(presenter.type_review_remark)
    view.reviews.approve_clicked.connect(presenter.approve)
    view.reviews.return_clicked.connect(presenter.give_back)
    view.reviews.number_typed.connect(presenter.type_number)
    view.reviews.reason_typed.connect(presenter.type_reason)
    view.reviews.mark_clicked.connect(presenter.mark)
    view.form_chosen.connect(presenter.save_form)
    view.answers.label_typed.connect(presenter.type_label)
    view.answers.mark_chosen.connect(presenter.choose_mark)
    view.answers.answer_clicked.connect(presenter.answer)
    view.show_state(presenter.state)
