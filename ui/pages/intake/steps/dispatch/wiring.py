"""Joins the presenter and the view of the last step."""

from __future__ import annotations

from ui.pages.intake.steps.dispatch.presenter import DispatchStepPresenter
from ui.pages.intake.steps.dispatch.view import DispatchStepView


def connect(presenter: DispatchStepPresenter, view: DispatchStepView) -> None:
    presenter.changed.connect(view.show_state)
    view.check_clicked.connect(presenter.check)
    view.retry_clicked.connect(presenter.retry)
    view.show_state(presenter.state)
