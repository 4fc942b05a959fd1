"""Joins the presenter and the view of the sixth step."""

from __future__ import annotations

from ui.pages.intake.steps.receipt.presenter import ReceiptStepPresenter
from ui.pages.intake.steps.receipt.view import ReceiptStepView


def connect(presenter: ReceiptStepPresenter, view: ReceiptStepView) -> None:
    presenter.changed.connect(view.show_state)
    view.paper_chosen.connect(presenter.choose_paper)
    view.copies_chosen.connect(presenter.choose_copies)
    view.save_chosen.connect(presenter.save)
    view.by_code_clicked.connect(presenter.give_by_code)
    view.blank_written.connect(presenter.write_blank)
    view.retry_clicked.connect(presenter.retry)
    view.show_state(presenter.state)
