"""The faces of the last step: sent, waiting, no connection, by courier, refused by the hub."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from operator_app.domain.applications import Delivery, DeliveryWay, State
from operator_app.gateways.hub_http import HubUnreachable
from operator_app.queries.manifests import BagChoice, BagsOfCase
from operator_app.sync.push import Pushed
from operator_app.usecases.look_at_case import CaseView
from tests.screens.within_intake import within
from tests.support.window_cases import a_signed_view
from ui.pages.intake.steps.contract import StepName
from ui.pages.intake.steps.dispatch.presenter import DispatchActions, DispatchStepPresenter
from ui.pages.intake.steps.dispatch.state import DispatchState, Leg
from ui.pages.intake.steps.dispatch.view import DispatchStepView
from ui.runtime.faces import Busy
from ui.runtime.lanes import InlineLane
from ui.runtime.speech import Speech

NO_BAGS = BagsOfCase()
OPEN_BAG = BagChoice(id="bag-1", number="002-07-180206-001-1", packages=12)


def presented(
    speech: Speech, view: CaseView, *, refused: int = 0, bags: BagsOfCase = NO_BAGS
) -> DispatchState:
    actions = DispatchActions(
        push=lambda: Pushed(acknowledged=0, refused=refused),
        look=lambda _: view,
        close_ticket=lambda _: None,
        bags=lambda _: bags,
    )
    presenter = DispatchStepPresenter(actions, InlineLane(), InlineLane(), speech)
    presenter.open(view)
    presenter.leave()
    return presenter.state


def shown(speech: Speech, state: DispatchState) -> QWidget:
    view = DispatchStepView(speech)
    view.show_state(state)
    return within(StepName.DISPATCH, view, state.bar, a_signed_view(), speech)


def ordinary(speech: Speech) -> QWidget:
    view = a_signed_view(delivery=Delivery.ACKNOWLEDGED, hub_seq=1204)
    return shown(speech, presented(speech, view))


def sending(speech: Speech) -> QWidget:
    state = presented(speech, a_signed_view())
    return shown(speech, replace(state, leg=Leg.SENDING, to_go=3))


def offline(speech: Speech) -> QWidget:
    return shown(speech, replace(presented(speech, a_signed_view()), leg=Leg.OFFLINE))


def courier(speech: Speech) -> QWidget:
    view = a_signed_view(delivery_way=DeliveryWay.COURIER)
    return shown(speech, presented(speech, view, bags=BagsOfCase(choices=(OPEN_BAG,))))


def no_bag(speech: Speech) -> QWidget:
    view = a_signed_view(delivery_way=DeliveryWay.COURIER)
    return shown(speech, presented(speech, view))


def in_manifest(speech: Speech) -> QWidget:
    view = a_signed_view(delivery_way=DeliveryWay.COURIER, delivery=Delivery.IN_MANIFEST)
    bags = BagsOfCase(choices=(OPEN_BAG,), inside=OPEN_BAG.number)
    return shown(speech, replace(presented(speech, view, bags=bags), sheet_printed=True))


def refused(speech: Speech) -> QWidget:
    return shown(speech, presented(speech, a_signed_view(), refused=1))


def registered(speech: Speech) -> QWidget:
    view = a_signed_view(
        state=State.REGISTERED,
        delivery=Delivery.ACKNOWLEDGED,
        hub_seq=1204,
        official_number="ЖТ-К-412/18",
    )
    return shown(speech, presented(speech, view))


def busy(speech: Speech) -> QWidget:
    state = presented(speech, a_signed_view())
    return shown(
        speech, replace(state, working=True, busy=Busy(speech("Closing the ticket"), seconds=2))
    )


def error(speech: Speech) -> QWidget:
    state = presented(speech, a_signed_view())
    trouble = speech.trouble(HubUnreachable(after_s=10))
    return shown(speech, replace(state, trouble=trouble))


SCENES: dict[str, Callable[[Speech], QWidget]] = {
    "dispatch_ordinary": ordinary,
    "dispatch_sending": sending,
    "dispatch_offline": offline,
    "dispatch_courier": courier,
    "dispatch_no_bag": no_bag,
    "dispatch_in_manifest": in_manifest,
    "dispatch_refused": refused,
    "dispatch_registered": registered,
    "dispatch_busy": busy,
    "dispatch_error": error,
}
