"""The faces of the sixth step: the paper, printing, a silent printer, other ways of giving."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from operator_app.gateways.paper_tray import PrinterSilent
from tests.screens.within_intake import within
from tests.support.window_cases import a_draft, a_signed_view, a_view, read_paper
from ui.pages.intake.steps.contract import StepName
from ui.pages.intake.steps.receipt.presenter import ReceiptActions, ReceiptStepPresenter
from ui.pages.intake.steps.receipt.state import ReceiptState
from ui.pages.intake.steps.receipt.view import ReceiptStepView
from ui.runtime.faces import Busy
from ui.runtime.lanes import InlineLane
from ui.runtime.pdf_pages import PdfPages
from ui.runtime.speech import Speech


def presented(speech: Speech) -> ReceiptStepPresenter:
    actions = ReceiptActions(
        read_paper=read_paper,
        render=PdfPages(),
        print_pdf=lambda _, __: None,
        save_as=lambda _, __: None,
        mark_printed=lambda _: None,
        actor=lambda: "Ахметова Айгерім Болатқызы",
    )
    presenter = ReceiptStepPresenter(actions, InlineLane(), speech)
    presenter.open(a_signed_view())
    return presenter


def shown(speech: Speech, state: ReceiptState) -> QWidget:
    view = ReceiptStepView(speech)
    view.show_state(state)
    return within(StepName.RECEIPT, view, state.bar, a_signed_view(), speech)


def ordinary(speech: Speech) -> QWidget:
    return shown(speech, presented(speech).state)


def printed(speech: Speech) -> QWidget:
    presenter = presented(speech)
    presenter.choose_copies(2)
    presenter.print_now()
    return shown(speech, presenter.state)


def busy(speech: Speech) -> QWidget:
    state = presented(speech).state
    return shown(speech, replace(state, working=True, busy=Busy(speech("Printing"), seconds=4)))


def error(speech: Speech) -> QWidget:
    state = presented(speech).state
    return shown(speech, replace(state, trouble=speech.trouble(PrinterSilent(printer="HP-7"))))


def empty(speech: Speech) -> QWidget:
    presenter = presented(speech)
    presenter.open(a_view(a_draft()))
    return shown(speech, presenter.state)


def opening(speech: Speech) -> QWidget:
    """The paper is still being read."""
    return shown(speech, replace(presented(speech).state, pages=()))


SCENES: dict[str, Callable[[Speech], QWidget]] = {
    "receipt_ordinary": ordinary,
    "receipt_printed": printed,
    "receipt_busy": busy,
    "receipt_error": error,
    "receipt_empty": empty,
    "receipt_opening": opening,
}
