"""The steps after the documents, each joined to its view."""

from __future__ import annotations

from ui.pages.intake.assembly import BuiltStep
from ui.pages.intake.steps.dispatch import wiring as dispatching
from ui.pages.intake.steps.dispatch.presenter import DispatchActions, DispatchStepPresenter
from ui.pages.intake.steps.dispatch.view import DispatchStepView
from ui.pages.intake.steps.receipt import wiring as giving
from ui.pages.intake.steps.receipt.presenter import ReceiptActions, ReceiptStepPresenter
from ui.pages.intake.steps.receipt.view import ReceiptStepView
from ui.pages.intake.steps.sign import wiring as signing
from ui.pages.intake.steps.sign.presenter import SignActions, SignStepPresenter
from ui.pages.intake.steps.sign.view import SignStepView
from ui.runtime.lanes import Lane
from ui.runtime.speech import Speech


def build_sign(actions: SignActions, lane: Lane, speech: Speech) -> BuiltStep:
    presenter, view = SignStepPresenter(actions, lane, speech), SignStepView(speech)
    signing.connect(presenter, view)
    return BuiltStep(presenter, view)


def build_receipt(actions: ReceiptActions, lane: Lane, speech: Speech) -> BuiltStep:
    """``lane`` is that of the store: what was printed is written down in the same breath."""
    presenter, view = ReceiptStepPresenter(actions, lane, speech), ReceiptStepView(speech)
    giving.connect(presenter, view)
    return BuiltStep(presenter, view)


def build_dispatch(
    actions: DispatchActions, lane: Lane, hub_lane: Lane, speech: Speech
) -> BuiltStep:
    presenter = DispatchStepPresenter(actions, lane, hub_lane, speech)
    view = DispatchStepView(speech)
    dispatching.connect(presenter, view)
    return BuiltStep(presenter, view)
