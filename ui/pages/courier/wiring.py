"""Joins the presenter and the view of the page of the courier."""

from __future__ import annotations

from ui.pages.courier.presenter import CourierPresenter
from ui.pages.courier.view import CourierView


def connect(presenter: CourierPresenter, view: CourierView) -> None:
    presenter.changed.connect(view.show_state)
    view.day.provider_chosen.connect(presenter.choose_provider)
    view.day.open_clicked.connect(presenter.open_manifest)
    view.day.manifest_chosen.connect(presenter.choose)
    view.manifest.typed.connect(presenter.type)
    view.manifest.package_entered.connect(presenter.enter_package)
    view.manifest.picked.connect(presenter.pick)
    view.back_clicked.connect(presenter.back)
    view.next_clicked.connect(presenter.go_on)
    view.take_out_clicked.connect(presenter.take_out)
    view.cover_clicked.connect(presenter.print_cover)
    view.unseal_clicked.connect(presenter.ask_unseal)
    view.print_clicked.connect(presenter.print_paper)
    view.everything_clicked.connect(presenter.everything_came)
    view.opened_clicked.connect(presenter.mark_opened)
    view.missing_clicked.connect(presenter.mark_missing)
    view.retry_clicked.connect(presenter.retry)
    view.show_state(presenter.state)
