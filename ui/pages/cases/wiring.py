"""Joins the presenter and the view of the page of cases."""

from __future__ import annotations

from ui.pages.cases.correcting.presenter import CorrectingPresenter
from ui.pages.cases.correcting.tray_part import TrayPart
from ui.pages.cases.correcting.tray_presenter import TrayPresenter
from ui.pages.cases.presenter import CasesPresenter
from ui.pages.cases.state import CasesState, Tab
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


def connect_correcting(
    correcting: CorrectingPresenter, cases: CasesPresenter, view: CasesView
) -> None:
    """The tab follows the opened case; what it does to the case is told as the page's own."""

    def follow(state: CasesState) -> None:
        view = state.opened.view if state.opened is not None else None
        if view is None:
            correcting.show_case(None)
        else:
            correcting.show_case(view.application, view.record)

    def lead(case_id: str) -> None:
        cases.choose_tab(Tab.CORRECTIONS)
        cases.select(case_id)

    part = view.correcting
    cases.changed.connect(follow)
    correcting.changed.connect(part.show_state)
    correcting.changed.connect(lambda state: view.show_waiting(state.waiting))
    correcting.case_chosen.connect(lead)
    correcting.case_changed.connect(cases.cases_changed)
    part.field_typed.connect(correcting.type_field)
    part.remark_typed.connect(correcting.type_remark)
    part.ask_clicked.connect(correcting.ask)
    part.approve_clicked.connect(correcting.approve)
    part.refuse_clicked.connect(correcting.refuse)
    part.retry_clicked.connect(correcting.retry)
    part.anew_clicked.connect(correcting.sign_anew)
    part.added.page_chosen.connect(correcting.pages.choose)
    correcting.reopened.connect(cases.draft_chosen)
    _connect_tray(correcting.tray, part.tray)
    view.next_correction_clicked.connect(correcting.next_one)
    part.show_state(correcting.state)


def _connect_tray(presenter: TrayPresenter, tray: TrayPart) -> None:
    tray.row_chosen.connect(presenter.choose_row)
    tray.title_typed.connect(presenter.type_title)
    tray.form_chosen.connect(presenter.choose_form)
    tray.files_come.connect(presenter.take_paths)
    tray.tile_chosen.connect(presenter.choose_tile)
    tray.page_taken_away.connect(presenter.take_page_away)
    tray.add_clicked.connect(presenter.add)
    tray.take_back_clicked.connect(presenter.take_back)
    tray.seen.connect(presenter.watch)
