"""Joins the presenter and the view of the page of the catalogue."""

from __future__ import annotations

from ui.pages.catalogue.presenter import CataloguePresenter
from ui.pages.catalogue.settling.presenter import SettlingPresenter
from ui.pages.catalogue.view import CatalogueView


def connect(presenter: CataloguePresenter, view: CatalogueView) -> None:
    presenter.changed.connect(view.show_state)
    view.part_chosen.connect(presenter.choose_part)
    view.service_chosen.connect(presenter.choose_service)
    view.row_chosen.connect(presenter.choose_row)
    view.start_clicked.connect(presenter.start)
    view.form_typed.connect(presenter.type_form)
    view.propose_clicked.connect(presenter.propose)
    view.drop_clicked.connect(presenter.drop_form)
    view.proposal_chosen.connect(presenter.choose_proposal)
    view.ticked.connect(presenter.tick)
    view.day_typed.connect(presenter.type_day)
    view.confirm_clicked.connect(presenter.confirm)
    view.return_clicked.connect(presenter.ask_return)
    view.remark_typed.connect(presenter.type_remark)
    view.send_back_clicked.connect(presenter.send_back)
    view.keep_clicked.connect(presenter.keep)
    view.edition_chosen.connect(presenter.choose_edition)
    view.other_chosen.connect(presenter.choose_other)
    view.export_chosen.connect(presenter.export)
    view.package_chosen.connect(presenter.look)
    view.take_clicked.connect(presenter.take_in)
    view.retry_clicked.connect(presenter.retry)
    view.show_state(presenter.state)


def connect_settling(
    settling: SettlingPresenter, page: CataloguePresenter, view: CatalogueView
) -> None:
    """The tab follows what the page has read, and the page what is proposed in the tab."""
    part = view.settling
    page.changed.connect(settling.follow)
    settling.changed.connect(part.show_state)
    settling.changed.connect(lambda state: view.show_met(len(state.meetings)))
    settling.proposed.connect(page.enter)
    part.chosen.connect(settling.choose)
    part.taken.connect(settling.take)
    part.place_typed.connect(settling.type_place)
    part.propose_clicked.connect(settling.propose)
    part.retry_clicked.connect(settling.retry)
    part.show_state(settling.state)
