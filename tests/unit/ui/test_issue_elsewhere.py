"""A receipt of another window on the page of giving out: the hub is asked, or it says where."""

from __future__ import annotations

import pytest

from operator_app.domain.applications import State
from tests.support.held_lane import HeldLane
from tests.support.issue_desk import IssueDesk, shown
from tests.unit.usecases.issuing_desk import ELSEWHERE
from ui.pages.issue.presenter import IssuePresenter
from ui.runtime.lanes import InlineLane
from ui.runtime.speech import Speech

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def desk() -> IssueDesk:
    return IssueDesk()


@pytest.fixture
def page(desk: IssueDesk) -> IssuePresenter:
    return desk.presenter(Speech("ru"))


def test_a_case_of_another_window_is_brought_and_given_out_here(
    desk: IssueDesk, page: IssuePresenter
) -> None:
    case = desk.at_other_window()
    told: list[frozenset[str]] = []
    page.cases_changed.connect(told.append)
    shown(page, case)
    page.give()

    assert page.state.given is not None
    assert page.state.given.case.number == case.number
    assert frozenset({case.id}) in told
    assert desk.counter.store.case(case.id).state is State.ISSUED


@pytest.mark.parametrize(
    ("online", "away"), [(False, False), (True, True)], ids=["no line", "the line breaks"]
)
def test_with_no_line_it_says_at_which_window_the_case_is(
    desk: IssueDesk, page: IssuePresenter, online: bool, away: bool
) -> None:
    desk.online, desk.hub_is_away = online, away
    page.type_receipt(desk.at_other_window(4).number)
    page.find()
    early = page.state.trouble
    desk.online, desk.hub_is_away = True, False
    page.retry()

    assert early is not None
    assert early.code == "issue.at_other_window"
    assert "4" in early.now
    assert page.state.case is not None


def test_of_another_center_nobody_is_asked(desk: IssueDesk, page: IssuePresenter) -> None:
    desk.hub_is_away = True
    page.type_receipt(ELSEWHERE)
    page.find()

    assert page.state.trouble is not None
    assert page.state.trouble.code == "issue.at_other_center"


def test_a_number_that_nobody_knows_is_asked_for_once_each_time(
    desk: IssueDesk, page: IssuePresenter
) -> None:
    case = desk.at_other_window()
    desk.elsewhere.clear()
    page.type_receipt(case.number)
    page.find()
    first = page.state.trouble
    desk.elsewhere[case.number] = case
    page.retry()

    assert first is not None
    assert first.code == "issue.receipt_unknown"
    assert page.state.case is not None


def test_the_question_to_the_hub_can_be_left(desk: IssueDesk) -> None:
    lane, hub = InlineLane(), HeldLane()
    presenter = IssuePresenter(desk.actions(), lane, hub, Speech("ru"))
    presenter.enter()
    presenter.type_receipt(desk.at_other_window().number)
    presenter.find()
    asked = presenter.state.working
    presenter.cancel()
    hub.go()

    assert asked
    assert (presenter.state.working, presenter.state.case) == (False, None)
