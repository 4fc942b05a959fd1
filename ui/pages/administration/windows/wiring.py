"""Joins the presenter and the view of the windows, beside the people of the same page."""

from __future__ import annotations

from ui.pages.administration.presenter import AdministrationPresenter
from ui.pages.administration.windows.presenter import WindowsPresenter
from ui.pages.administration.windows.view import WindowsView


def connect(
    presenter: WindowsPresenter, view: WindowsView, beside: AdministrationPresenter
) -> None:
    """Whoever administers people administers windows; the two lists show each other's news."""
    presenter.changed.connect(view.show_state)
    view.window_chosen.connect(presenter.choose)
    view.new_clicked.connect(presenter.new_window)
    view.form_changed.connect(presenter.change)
    view.save_clicked.connect(presenter.save)
    view.leave_clicked.connect(presenter.leave)
    view.retry_clicked.connect(presenter.retry)
    beside.seated.connect(presenter.sign_in)
    beside.entered.connect(presenter.enter)
    presenter.windows_changed.connect(beside.enter)
    view.show_state(presenter.state)
