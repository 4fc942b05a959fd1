"""Joins the presenter and the view of the page of giving out."""

from __future__ import annotations

from ui.pages.issue.presenter import IssuePresenter
from ui.pages.issue.view import IssueView


def connect(presenter: IssuePresenter, view: IssueView) -> None:
    presenter.changed.connect(view.show_state)
    form = view.form
    form.receipt_typed.connect(presenter.type_receipt)
    form.enter_pressed.connect(presenter.find)
    form.copy_marked.connect(presenter.mark_copy)
    form.who_chosen.connect(presenter.choose_who)
    form.field_typed.connect(presenter.type_field)
    view.case.cover_marked.connect(presenter.cover)
    view.part_chosen.connect(presenter.choose_part)
    view.clear_clicked.connect(presenter.clear)
    view.find_clicked.connect(presenter.find)
    view.check_clicked.connect(presenter.check)
    view.give_clicked.connect(presenter.give)
    view.print_clicked.connect(presenter.print_papers)
    view.sign_clicked.connect(presenter.sign)
    view.row_chosen.connect(presenter.choose_row)
    view.return_clicked.connect(presenter.ask_return)
    view.confirm_clicked.connect(presenter.send_back)
    view.keep_clicked.connect(presenter.keep)
    view.retry_clicked.connect(presenter.retry)
    view.cancel_clicked.connect(presenter.cancel)
    view.show_state(presenter.state)
