"""Joins the presenter and the view of one's own password."""

from __future__ import annotations

from ui.pages.sign_in.own_password.presenter import PasswordPresenter
from ui.pages.sign_in.own_password.view import PasswordView


def connect(presenter: PasswordPresenter, view: PasswordView) -> None:
    presenter.changed.connect(view.show_state)
    view.key_pressed.connect(presenter.press)
    view.save_clicked.connect(presenter.save)
    view.leave_clicked.connect(presenter.leave)
    view.retry_clicked.connect(presenter.retry)
    view.show_state(presenter.state)
