"""Joins the queue's presenter and view; the one place where a button meets what it does."""

from __future__ import annotations

from ui.pages.queue.presenter import QueuePresenter
from ui.pages.queue.view import QueueView


def connect_queue(presenter: QueuePresenter, view: QueueView) -> None:
    """The view shows every state from now on, the present one at once."""
    view.call_clicked.connect(presenter.call)
    view.serve_clicked.connect(presenter.serve)
    view.recall_clicked.connect(presenter.recall)
    view.no_show_clicked.connect(presenter.no_show)
    view.finish_clicked.connect(presenter.finish)
    view.undo_clicked.connect(presenter.undo)
    view.cancel_ticket_clicked.connect(presenter.cancel_ticket)
    view.bring_back_clicked.connect(presenter.bring_back)
    view.break_clicked.connect(presenter.switch_break)
    view.retry_clicked.connect(presenter.refresh)
    view.panel_closed.connect(presenter.close_panel)
    view.panel_asked.connect(presenter.open_panel)
    view.aside_asked.connect(presenter.show_aside)
    view.ticket_selected.connect(presenter.select)
    view.hold_asked.connect(presenter.hold)
    view.transfer_asked.connect(presenter.transfer)
    view.ticket_asked.connect(presenter.give_ticket)
    presenter.changed.connect(view.show_state)
    view.show_state(presenter.state)
