"""Joins the presenter and the view of the page of administration."""

from __future__ import annotations

from ui.pages.administration.presenter import AdministrationPresenter
from ui.pages.administration.view import AdministrationView


def connect(presenter: AdministrationPresenter, view: AdministrationView) -> None:
    presenter.changed.connect(view.show_state)
    view.person_chosen.connect(presenter.choose)
    view.new_clicked.connect(presenter.new_person)
    view.form_changed.connect(presenter.change)
    view.role_chosen.connect(presenter.choose_role)
    view.save_clicked.connect(presenter.save)
    view.leave_clicked.connect(presenter.leave)
    view.retry_clicked.connect(presenter.retry)
    view.show_state(presenter.state)
