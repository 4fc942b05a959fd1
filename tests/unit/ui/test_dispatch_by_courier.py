"""The last step of a case that goes by courier: one press, one bag, whatever else happens."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from operator_app.domain.applications import Application, ApplicationId, Delivery, DeliveryWay
from operator_app.domain.couriers import PackageElsewhere
from operator_app.errors import OperatorAppError
from operator_app.queries.manifests import BagChoice, BagsOfCase
from tests.support.endings_desk import EndingsDesk
from tests.support.waiting_lane import WaitingLane
from tests.support.window_cases import an_accepted
from ui.pages.intake.steps.dispatch.presenter import DispatchStepPresenter
from ui.pages.intake.steps.dispatch.state import Leg
from ui.runtime.lanes import InlineLane, Lane
from ui.runtime.speech import Speech

pytestmark = pytest.mark.usefixtures("qapp")


@dataclass
class Tray:
    """Two open bags; ``put`` remembers what went where."""

    desk: EndingsDesk = field(
        default_factory=lambda: EndingsDesk(
            case=replace(an_accepted(), delivery_way=DeliveryWay.COURIER), hub_takes=False
        )
    )
    puts: list[tuple[str, str]] = field(default_factory=list)
    sheets: list[ApplicationId] = field(default_factory=list)
    fails: OperatorAppError | None = None

    def step(self, lane: Lane | None = None) -> DispatchStepPresenter:
        actions = replace(
            self.desk.dispatch_actions(),
            bags=self._bags,
            put=self._put,
            print_sheet=self.sheets.append,
        )
        step = DispatchStepPresenter(actions, lane or InlineLane(), InlineLane(), Speech("ru"))
        step.open(self.desk.view)
        return step

    def _bags(self, _: Application) -> BagsOfCase:
        inside = "002-07-180206-001-1" if self.puts else ""
        return BagsOfCase(
            choices=(
                BagChoice(id="bag-1", number="002-07-180206-001-1", packages=3),
                BagChoice(id="bag-2", number="002-07-180206-002-0", packages=0),
            ),
            inside=inside,
        )

    def _put(self, case: Application, bag: str) -> None:
        if self.fails is not None:
            raise self.fails
        self.puts.append((case.number, bag))
        self.desk.case = replace(self.desk.case, delivery=Delivery.IN_MANIFEST)


def test_the_bag_opened_last_is_offered_first_and_another_may_be_chosen() -> None:
    tray = Tray()
    step = tray.step()
    offered = step.state.bag
    step.choose_bag("bag-1")
    step.put_into_bag()

    assert offered == "bag-2"
    assert tray.puts == [(tray.desk.case.number, "bag-1")]
    assert step.state.leg is Leg.IN_MANIFEST
    assert step.state.bags is not None
    assert step.state.bags.inside


def test_pressed_twice_the_package_goes_in_once() -> None:
    tray, lane = Tray(), WaitingLane()
    step = tray.step(lane)
    lane.go_on()
    step.put_into_bag()
    step.put_into_bag()
    lane.go_on()
    step.put_into_bag()
    lane.go_on()

    assert len(tray.puts) == 1


def test_what_is_refused_is_said_and_may_be_tried_in_another_bag() -> None:
    tray = Tray(fails=PackageElsewhere(package="1", manifest="2", window=3))
    step = tray.step()
    step.put_into_bag()
    trouble = step.state.trouble
    tray.fails = None
    step.put_into_bag()

    assert trouble is not None
    assert trouble.code == "courier.package_elsewhere"
    assert step.state.trouble is None
    assert len(tray.puts) == 1


def test_a_case_that_goes_through_the_gateway_has_no_bag() -> None:
    tray = Tray(desk=EndingsDesk(case=an_accepted()))
    step = tray.step()
    step.put_into_bag()
    step.print_sheet()

    assert step.state.bags is None
    assert (tray.puts, tray.sheets) == ([], [])


def test_the_sheet_is_printed_and_said_so() -> None:
    tray = Tray()
    step = tray.step()
    step.print_sheet()

    assert tray.sheets == [tray.desk.case.id]
    assert step.state.sheet_printed


def test_news_of_the_case_keeps_the_chosen_bag() -> None:
    tray = Tray()
    step = tray.step()
    step.choose_bag("bag-1")
    step.check()

    assert step.state.bag == "bag-1"
    assert step.state.bags is not None
