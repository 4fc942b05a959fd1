"""The last step: sending goes by itself, and the next applicant never waits for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from operator_app.domain.applications import Delivery, DeliveryWay, State
from operator_app.domain.tickets import IllegalMove
from operator_app.errors import Corrupted
from operator_app.gateways.hub_http import HubUnreachable
from tests.support.endings_desk import EndingsDesk
from tests.support.waiting_lane import WaitingLane
from tests.support.window_cases import an_accepted
from ui.pages.intake.steps.dispatch.presenter import DispatchStepPresenter
from ui.pages.intake.steps.dispatch.state import Leg
from ui.runtime.broadcast import CASES, TICKETS
from ui.runtime.lanes import InlineLane, Lane
from ui.runtime.speech import Speech

pytestmark = pytest.mark.usefixtures("qapp")


class StoreTorn(Corrupted):
    code = "store.damaged"


def a_step(
    desk: EndingsDesk, lane: Lane | None = None, hub: Lane | None = None
) -> DispatchStepPresenter:
    return DispatchStepPresenter(
        desk.dispatch_actions(), lane or InlineLane(), hub or InlineLane(), Speech("ru")
    )


def accepted(**changes: object) -> EndingsDesk:
    return EndingsDesk(case=replace(an_accepted(), **changes))  # type: ignore[arg-type]  # any field


def opened(desk: EndingsDesk) -> DispatchStepPresenter:
    step = a_step(desk)
    step.open(desk.view)
    return step


def test_a_request_that_waits_is_sent_without_a_click() -> None:
    desk = accepted()
    step = opened(desk)

    assert desk.pushed == 1
    assert step.state.leg is Leg.ACKNOWLEDGED
    assert step.state.hub_seq == 1204


def test_while_it_is_sent_the_next_applicant_can_be_called() -> None:
    desk, hub = accepted(), WaitingLane()
    step = a_step(desk, hub=hub)
    step.open(desk.view)
    sending = step.state
    step.next()

    assert sending.leg is Leg.SENDING
    assert sending.bar.enabled
    assert step.state.finished
    assert desk.closed == ["ticket-1"]


def test_without_a_connection_it_says_calmly_that_it_goes_by_itself() -> None:
    desk = accepted()
    desk.fails = HubUnreachable(after_s=10)
    step = opened(desk)

    assert step.state.leg is Leg.OFFLINE
    assert step.state.trouble is None
    assert step.state.bar.enabled


def test_when_the_line_is_back_sync_tells_the_page() -> None:
    desk = accepted()
    desk.fails = HubUnreachable(after_s=10)
    step = opened(desk)
    desk.fails = None
    desk.case = replace(desk.case, delivery=Delivery.ACKNOWLEDGED, hub_seq=7)
    step.on_broadcast(TICKETS, frozenset())
    before = step.state.leg
    step.on_broadcast(CASES, frozenset({desk.case.id}))

    assert before is Leg.OFFLINE
    assert step.state.leg is Leg.ACKNOWLEDGED
    assert step.state.hub_seq == 7


def test_who_does_not_want_to_wait_tries_at_once() -> None:
    desk = accepted()
    desk.fails = HubUnreachable(after_s=10)
    step = opened(desk)
    desk.fails = None
    step.check()
    sent = step.state.leg
    desk.case = replace(desk.case, state=State.REGISTERED)
    step.check()

    assert sent is Leg.ACKNOWLEDGED
    assert step.state.leg is Leg.REGISTERED
    assert desk.pushed == 2


def test_news_of_other_cases_changes_nothing() -> None:
    desk = accepted()
    step = opened(desk)
    desk.case = replace(desk.case, state=State.REGISTERED)
    step.on_broadcast(CASES, frozenset({"another"}))

    assert step.state.leg is Leg.ACKNOWLEDGED


def test_a_request_the_hub_did_not_take_is_said_so() -> None:
    desk = accepted()
    desk.hub_takes, desk.refused = False, 1

    assert opened(desk).state.leg is Leg.REFUSED


def test_a_package_for_the_courier_waits_for_the_manifest() -> None:
    desk = accepted(delivery_way=DeliveryWay.COURIER)
    desk.hub_takes = False

    assert opened(desk).state.leg is Leg.FOR_COURIER


def test_a_package_for_the_courier_waits_calmly_without_a_connection_too() -> None:
    desk = accepted(delivery_way=DeliveryWay.COURIER)
    desk.fails = HubUnreachable(after_s=10)

    assert opened(desk).state.leg is Leg.FOR_COURIER


def test_what_the_provider_registered_is_shown_with_its_number() -> None:
    desk = accepted(
        state=State.REGISTERED,
        delivery=Delivery.ACKNOWLEDGED,
        hub_seq=3,
        official_number="ЖТ-К-412/18",
    )
    step = opened(desk)

    assert desk.pushed == 0
    assert step.state.leg is Leg.REGISTERED
    assert step.state.official_number == "ЖТ-К-412/18"


def test_pages_that_are_still_to_go_are_counted_if_somebody_knows() -> None:
    desk = accepted()
    desk.hub_takes = False
    step = DispatchStepPresenter(
        desk.dispatch_actions(to_go=lambda _: 3), InlineLane(), InlineLane(), Speech("ru")
    )
    step.open(desk.view)
    step.leave()

    assert step.state.to_go == 3


def test_two_presses_close_one_ticket_and_call_once() -> None:
    desk, lane = accepted(), WaitingLane()
    step = a_step(desk, lane)
    finished: list[bool] = []
    step.finished.connect(lambda: finished.append(True))
    step.open(desk.view)
    step.next()
    step.next()
    lane.go_on()
    step.next()
    lane.go_on()

    assert desk.closed == ["ticket-1"]
    assert finished == [True]


def test_a_ticket_that_cannot_be_closed_is_trouble_with_a_second_try() -> None:
    desk = accepted()
    step = opened(desk)
    desk.fails = IllegalMove(ticket="A043", state="served", action="close")
    step.next()
    trouble = step.state.trouble
    desk.fails = None
    step.retry()
    step.next()

    assert trouble is not None
    assert trouble.retry
    assert step.state.finished


def test_a_torn_store_is_trouble_and_not_the_weather() -> None:
    desk = accepted()
    desk.fails = StoreTorn()
    step = opened(desk)

    assert step.state.leg is Leg.QUEUED
    assert step.state.trouble is not None
    assert step.state.trouble.code == "store.damaged"


def test_an_answer_after_leaving_is_dropped() -> None:
    desk, hub = accepted(), WaitingLane()
    step = a_step(desk, hub=hub)
    step.open(desk.view)
    step.leave()
    hub.go_on()

    assert step.state.leg is Leg.SENDING
