"""Joins the presenter and the view of the refuse panel."""

from __future__ import annotations

from ui.pages.intake.refuse.presenter import RefusePresenter
from ui.pages.intake.refuse.view import RefuseView


def connect(presenter: RefusePresenter, view: RefuseView) -> None:
    presenter.changed.connect(view.show_state)
    view.retry_clicked.connect(presenter.retry)
    view.show_state(presenter.state)
