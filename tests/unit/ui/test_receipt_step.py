"""The sixth step: printed is what the printer has taken, and nothing else is called so."""

from __future__ import annotations

from pathlib import Path

import pytest

from operator_app.domain.papers import PaperKind
from operator_app.gateways.paper_tray import PaperNotSaved, PrinterSilent
from operator_app.usecases.mark_printed import Hand
from tests.support.endings_desk import OPERATOR, PAGE, EndingsDesk
from tests.support.waiting_lane import WaitingLane
from tests.support.window_cases import a_draft, an_accepted
from ui.pages.intake.steps.receipt.presenter import PRINT, ReceiptStepPresenter
from ui.runtime.lanes import InlineLane, Lane
from ui.runtime.speech import Speech

pytestmark = pytest.mark.usefixtures("qapp")


def a_step(desk: EndingsDesk, lane: Lane | None = None) -> ReceiptStepPresenter:
    return ReceiptStepPresenter(desk.receipt_actions(), lane or InlineLane(), Speech("ru"))


def opened(desk: EndingsDesk) -> ReceiptStepPresenter:
    step = a_step(desk)
    step.open(desk.view)
    return step


def accepted() -> EndingsDesk:
    return EndingsDesk(case=an_accepted())


def test_the_receipt_is_opened_first_and_the_code_is_its_own() -> None:
    state = opened(accepted()).state

    assert [paper.kind for paper in state.papers] == [
        PaperKind.ACCEPTANCE_RECEIPT,
        PaperKind.REQUEST_FORM,
    ]
    assert state.pages == (PAGE,)
    assert state.qr_text


def test_nothing_was_given_yet_so_nobody_goes_on() -> None:
    step = opened(accepted())
    done: list[bool] = []
    step.done.connect(lambda: done.append(True))
    step.next()

    assert done == []
    assert not step.state.bar.enabled
    assert step.state.bar.why_not


def test_printed_copies_are_counted_and_written_down() -> None:
    desk = accepted()
    step = opened(desk)
    done: list[bool] = []
    step.done.connect(lambda: done.append(True))
    step.choose_copies(2)
    step.act(PRINT)
    step.next()

    assert desk.printed == [2]
    assert step.state.printed == 2
    assert [(mark.hand, mark.copies, mark.actor) for mark in desk.marked] == [
        (Hand.PRINTER, 2, OPERATOR)
    ]
    assert done == [True]


def test_a_silent_printer_is_an_error_and_not_a_success() -> None:
    desk = accepted()
    step = opened(desk)
    desk.fails = PrinterSilent(printer="tray")
    step.print_now()

    assert step.state.trouble is not None
    assert step.state.trouble.code == "printer.no_answer"
    assert step.state.trouble.retry
    assert step.state.printed == 0
    assert desk.marked == []
    assert not step.state.bar.enabled


def test_after_the_trouble_the_same_is_printed_again() -> None:
    desk = accepted()
    step = opened(desk)
    desk.fails = PrinterSilent(printer="tray")
    step.print_now()
    desk.fails = None
    step.retry()

    assert desk.printed == [1]
    assert step.state.trouble is None
    assert step.state.given


def test_a_second_press_of_the_same_hand_prints_nothing() -> None:
    desk, lane = accepted(), WaitingLane()
    step = a_step(desk, lane)
    step.open(desk.view)
    lane.go_on()
    step.print_now()
    step.print_now()
    lane.go_on()
    step.print_now()
    lane.go_on()

    assert desk.printed == [1]


def test_a_receipt_given_by_the_code_is_written_down_as_such() -> None:
    desk = accepted()
    step = opened(desk)
    step.give_by_code()

    assert step.state.by_code
    assert step.state.bar.enabled
    assert [mark.hand for mark in desk.marked] == [Hand.QR]


def test_a_saved_file_is_named(tmp_path: Path) -> None:
    desk = accepted()
    step = opened(desk)
    step.save(tmp_path / "қолхат.pdf")

    assert step.state.saved_as == "қолхат.pdf"
    assert desk.saved == ["қолхат.pdf"]
    assert [mark.hand for mark in desk.marked] == [Hand.FILE]


def test_a_file_that_was_not_saved_was_not_given(tmp_path: Path) -> None:
    desk = accepted()
    step = opened(desk)
    desk.fails = PaperNotSaved(file="a.pdf")
    step.save(tmp_path / "a.pdf")

    assert step.state.saved_as == ""
    assert not step.state.given


def test_a_blank_written_by_hand_is_known_by_its_number() -> None:
    desk = accepted()
    step = opened(desk)
    step.write_blank("   ")
    step.write_blank(" АА 001234 ")

    assert step.state.blank == "АА 001234"
    assert [(mark.hand, mark.blank_number) for mark in desk.marked] == [(Hand.BLANK, "АА 001234")]


@pytest.mark.parametrize(("asked", "copies"), [(0, 1), (-3, 1), (5, 5), (1000, 9)])
def test_copies_stay_within_reason(asked: int, copies: int) -> None:
    step = opened(accepted())
    step.choose_copies(asked)

    assert step.state.copies == copies


def test_another_paper_is_read_when_it_is_chosen() -> None:
    step = opened(accepted())
    step.choose_paper(1)
    step.choose_paper(7)

    assert step.state.chosen == 1
    assert step.state.pages == (PAGE,)


def test_the_paper_of_a_case_that_was_left_is_not_shown() -> None:
    desk, lane = accepted(), WaitingLane()
    step = a_step(desk, lane)
    step.open(desk.view)
    step.leave()
    lane.go_on()

    assert step.state.pages == ()


def test_a_draft_has_no_receipt() -> None:
    step = opened(EndingsDesk(case=a_draft()))
    step.print_now()

    assert step.state.papers == ()
    assert not step.state.may_print
