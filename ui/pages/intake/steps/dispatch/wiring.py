"""Joins the presenter and the view of the last step."""

from __future__ import annotations

from ui.pages.intake.steps.dispatch.presenter import DispatchStepPresenter
from ui.pages.intake.steps.dispatch.view import DispatchStepView


def connect(presenter: DispatchStepPresenter, view: DispatchStepView) -> None:
    presenter.changed.connect(view.show_state)
    view.check_clicked.connect(presenter.check)
    view.bag_chosen.connect(presenter.choose_bag)
    view.put_clicked.connect(presenter.put_into_bag)
    view.sheet_clicked.connect(presenter.print_sheet)
    view.retry_clicked.connect(presenter.retry)
    view.show_state(presenter.state)
