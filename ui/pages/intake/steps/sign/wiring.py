"""Joins the presenter and the view of the fifth step."""

from __future__ import annotations

from ui.pages.intake.steps.sign.presenter import SignStepPresenter
from ui.pages.intake.steps.sign.view import SignStepView


def connect(presenter: SignStepPresenter, view: SignStepView) -> None:
    presenter.changed.connect(view.show_state)
    view.password_typed.connect(presenter.type_password)
    view.way_chosen.connect(presenter.choose_way)
    view.retry_clicked.connect(presenter.retry)
    view.show_state(presenter.state)
