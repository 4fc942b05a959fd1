"""Joins the presenter and the view of the page of cases."""

from __future__ import annotations

from ui.pages.cases.presenter import CasesPresenter
from ui.pages.cases.view import CasesView


def connect(presenter: CasesPresenter, view: CasesView) -> None:
    presenter.changed.connect(view.show_state)
    view.words_typed.connect(presenter.search)
    view.enter_pressed.connect(presenter.search_now)
    view.group_chosen.connect(presenter.choose_group)
    view.today_chosen.connect(presenter.choose_today)
    view.case_chosen.connect(presenter.select)
    view.tab_chosen.connect(presenter.choose_tab)
    view.paper_chosen.connect(presenter.choose_paper)
    view.print_clicked.connect(presenter.print_copy)
    view.go_on_clicked.connect(presenter.go_on)
    view.change_clicked.connect(presenter.change)
    view.another_clicked.connect(presenter.another_service)
    view.hand_over_clicked.connect(presenter.ask_hand_over)
    view.window_chosen.connect(presenter.choose_window)
    view.keep_clicked.connect(presenter.keep)
    view.confirm_clicked.connect(presenter.hand_over)
    view.retry_clicked.connect(presenter.retry)
    view.show_state(presenter.state)
