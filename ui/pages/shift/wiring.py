"""Joins the presenter and the view of the page of the shift."""

from __future__ import annotations

from ui.pages.shift.presenter import ShiftPresenter
from ui.pages.shift.view import ShiftView


def connect(presenter: ShiftPresenter, view: ShiftView) -> None:
    presenter.changed.connect(view.show_state)
    view.open_clicked.connect(presenter.open_shift)
    view.pause_clicked.connect(presenter.pause)
    view.resume_clicked.connect(presenter.resume)
    view.close_asked.connect(presenter.ask_close)
    view.keep_clicked.connect(presenter.keep_open)
    view.close_clicked.connect(presenter.close_shift)
    view.remark_typed.connect(presenter.type_remark)
    view.case_chosen.connect(presenter.choose_case)
    view.retry_clicked.connect(presenter.retry)
    view.show_state(presenter.state)
