"""Joins presenters and views of sign-in and lock."""

from __future__ import annotations

from ui.pages.sign_in.lock.presenter import LockPresenter
from ui.pages.sign_in.lock.view import LockView
from ui.pages.sign_in.presenter import SignInPresenter
from ui.pages.sign_in.view import SignInView


def connect_sign_in(presenter: SignInPresenter, view: SignInView) -> None:
    """The view shows every state from now on, the present one at once."""
    view.login_typed.connect(presenter.type_login)
    view.window_chosen.connect(presenter.choose_window)
    view.key_pressed.connect(presenter.press)
    view.submitted.connect(presenter.submit)
    view.made_up_chosen.connect(presenter.choose_made_up)
    view.retry_clicked.connect(presenter.retry)
    presenter.changed.connect(view.show_state)
    view.show_state(presenter.state)


def connect_lock(presenter: LockPresenter, view: LockView) -> None:
    view.key_pressed.connect(presenter.press)
    view.submitted.connect(presenter.unlock)
    view.leave_clicked.connect(presenter.leave)
    view.retry_clicked.connect(presenter.retry)
    presenter.changed.connect(view.show_state)
    view.show_state(presenter.state)
