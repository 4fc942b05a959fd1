"""Joins the presenter and the view of the page of the connection."""

from __future__ import annotations

from ui.pages.sync.presenter import SyncPresenter
from ui.pages.sync.view import SyncView


def connect(presenter: SyncPresenter, view: SyncView) -> None:
    presenter.changed.connect(view.show_state)
    view.part_chosen.connect(presenter.choose_part)
    view.message_chosen.connect(presenter.choose_message)
    view.conflict_chosen.connect(presenter.choose_conflict)
    view.code_entered.connect(presenter.enrol)
    view.wake_clicked.connect(presenter.wake)
    view.again_clicked.connect(presenter.ask_again)
    view.save_chosen.connect(presenter.save_message)
    view.carry_chosen.connect(presenter.carry)
    view.take_clicked.connect(presenter.ask_take)
    view.confirm_clicked.connect(presenter.take)
    view.keep_clicked.connect(presenter.keep)
    view.retry_clicked.connect(presenter.retry)
    view.show_state(presenter.state)
