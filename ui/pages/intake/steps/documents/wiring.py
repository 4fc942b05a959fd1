"""Joins the presenter and the view of the fourth step."""

from __future__ import annotations

from ui.pages.intake.steps.documents.presenter import DocumentsPresenter
from ui.pages.intake.steps.documents.view import DocumentsStepView


def connect(presenter: DocumentsPresenter, view: DocumentsStepView) -> None:
    presenter.changed.connect(view.show_state)
    view.files_come.connect(presenter.take_files)
    view.picture_come.connect(presenter.take_picture)
    view.nothing_come.connect(presenter.nothing_came)
    view.row_chosen.connect(presenter.choose_row)
    view.retry_clicked.connect(presenter.retry)
    view.cancel_clicked.connect(presenter.cancel)
    checklist, pages = view.checklist, view.pages
    checklist.step_wanted.connect(presenter.choose_neighbour)
    checklist.answered.connect(presenter.answer)
    pages.page_wanted.connect(presenter.choose_page)
    pages.strip.tile_chosen.connect(presenter.choose_tile)
    pages.tools.turned.connect(presenter.turn)
    pages.tools.crop_wanted.connect(
        lambda on: presenter.start_crop(True) if on else pages.canvas.finish()
    )
    pages.tools.moved.connect(presenter.move)
    pages.tools.deleted.connect(presenter.delete)
    pages.tools.undone.connect(presenter.undo)
    pages.canvas.cropped.connect(presenter.crop)
    pages.canvas.crop_left.connect(lambda: presenter.start_crop(False))
    pages.paper.form_chosen.connect(presenter.set_form)
    pages.paper.day_typed.connect(presenter.type_day)
    pages.paper.day_finished.connect(presenter.commit_day)
    pages.paper.attach_clicked.connect(presenter.attach)
    view.show_state(presenter.state)
