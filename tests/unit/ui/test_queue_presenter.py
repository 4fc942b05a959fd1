"""The queue's presenter: one move at a time, each done once, each shown at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from operator_app.domain.tickets import TicketAction, TicketState
from operator_app.errors import Unavailable
from tests.support.hearing import SlowLane, heard
from tests.support.queue_desk import SESSION, START, Desk, a_desk, a_queue, a_ticket
from ui.pages.queue.presenter import QueuePresenter
from ui.pages.queue.state import ChipKind, Panel
from ui.runtime.broadcast import TICKETS
from ui.runtime.speech import Speech

pytestmark = pytest.mark.usefixtures("qapp")


class StoreBusy(Unavailable):
    code = "store.busy"


@pytest.fixture
def desk() -> Desk:
    return a_desk()


@pytest.fixture
def queue(desk: Desk) -> QueuePresenter:
    return a_queue(desk, Speech("ru"))


def test_the_first_is_the_one_with_priority_and_the_page_says_why(queue: QueuePresenter) -> None:
    first = queue.state.next

    assert first is not None
    assert (first.label, first.kind) == ("Б044", ChipKind.WARN)
    assert first.why_long == "Вне очереди: инвалидность"


def test_the_longest_wait_is_not_always_the_first_of_the_queue(queue: QueuePresenter) -> None:
    assert queue.state.longest_wait == timedelta(minutes=18)


def test_who_is_meant_for_another_window_comes_last(queue: QueuePresenter) -> None:
    assert queue.state.waiting[-1].why == "Для окна 5"


def test_calling_shows_the_ticket_and_offers_to_undo(queue: QueuePresenter, desk: Desk) -> None:
    queue.call()

    assert desk.moved == ["call Б044"]
    assert queue.state.mine is not None
    assert queue.state.mine.label == "Б044"
    assert queue.state.undo is not None
    assert (queue.state.undo.action, queue.state.undo.seconds) == (TicketAction.CALL, 10)


def test_a_second_call_waits_until_the_first_applicant_has_gone(
    queue: QueuePresenter, desk: Desk
) -> None:
    queue.call()
    desk.pass_time(60)
    queue.call()

    assert desk.moved == ["call Б044"]


def test_what_is_under_way_is_not_begun_again(desk: Desk) -> None:
    lane = SlowLane()
    queue = a_queue(desk, Speech("ru"), lane)
    lane.go_on()
    for _ in range(5):
        queue.call()
    lane.go_on()

    assert desk.moved == ["call Б044"]


def test_a_double_press_calls_again_once(queue: QueuePresenter, desk: Desk) -> None:
    queue.call()
    queue.recall()
    queue.recall()
    desk.pass_time(2)
    queue.recall()

    assert desk.moved == ["call Б044", "recall Б044", "recall Б044"]
    assert queue.state.mine is not None
    assert queue.state.mine.recalls == 2


def test_beginning_to_serve_is_told_once_with_the_ticket(queue: QueuePresenter) -> None:
    begun = heard(queue.serving_started)
    asked = heard(queue.intake_asked)
    queue.call()
    queue.serve()
    queue.serve()

    assert begun == ["t-44"]
    assert asked == ["t-44"]


def test_each_move_tells_the_other_pages_which_ticket(queue: QueuePresenter) -> None:
    told = heard(queue.tickets_changed)
    queue.call()

    assert told == [frozenset({"t-44"})]


def test_the_offer_to_undo_ends_after_ten_seconds(queue: QueuePresenter, desk: Desk) -> None:
    queue.call()
    desk.pass_time(9.5)
    queue.tick()
    last = queue.state.undo
    desk.pass_time(0.6)
    queue.tick()

    assert last is not None
    assert last.seconds == 1
    assert queue.state.undo is None


def test_one_undo_takes_back_one_move(queue: QueuePresenter, desk: Desk) -> None:
    queue.call()
    queue.recall()
    queue.undo()
    desk.pass_time(2)
    queue.undo()

    assert desk.moved[-1] == "undo_recall Б044"
    assert desk.tickets["t-44"].state is TicketState.CALLED
    assert queue.state.undo is None


def test_a_called_applicant_back_in_the_hall_is_next_again(queue: QueuePresenter) -> None:
    queue.call()
    queue.undo()

    assert queue.state.mine is None
    assert queue.state.next is not None
    assert queue.state.next.label == "Б044"


def test_setting_aside_asks_for_a_reason(queue: QueuePresenter, desk: Desk) -> None:
    queue.call()
    queue.open_panel(Panel.HOLD)
    queue.hold("  ", 10)

    assert queue.state.panel is Panel.HOLD
    assert "Не указано, почему отложен талон" in queue.state.refusal
    assert desk.tickets["t-44"].state is TicketState.CALLED


def test_who_is_set_aside_comes_back_to_the_old_place(queue: QueuePresenter, desk: Desk) -> None:
    queue.call()
    queue.hold("делает копию", 10)
    queue.show_aside(True)
    queue.select("t-44")
    queue.bring_back()

    assert desk.moved[-1] == "resume Б044"
    assert queue.state.next is not None
    assert queue.state.next.label == "Б044"


def test_a_no_show_is_restored_while_the_place_is_kept(queue: QueuePresenter, desk: Desk) -> None:
    queue.call()
    queue.no_show()
    desk.pass_time(29 * 60)
    queue.show_aside(True)
    queue.select("t-44")
    queue.bring_back()

    assert desk.moved[-1] == "restore Б044"


def test_a_place_kept_too_long_is_lost_and_said_so(queue: QueuePresenter, desk: Desk) -> None:
    queue.call()
    queue.no_show()
    desk.pass_time(31 * 60)
    queue.show_aside(True)
    queue.select("t-44")
    queue.bring_back()

    assert "время вышло" in queue.state.refusal


def test_a_transfer_to_nowhere_is_no_transfer(queue: QueuePresenter, desk: Desk) -> None:
    queue.call()
    queue.transfer("", 0)
    queue.transfer("guardian_allowance", 5)

    assert desk.moved == ["call Б044", "transfer Б044"]
    assert desk.tickets["t-44"].meant_for == 5
    assert desk.tickets["t-44"].category == "guardian_allowance"


def test_only_a_chosen_waiting_ticket_is_cancelled(queue: QueuePresenter, desk: Desk) -> None:
    queue.cancel_ticket()
    queue.select("t-46")
    queue.cancel_ticket()

    assert desk.moved == ["cancel Б046"]


def test_a_new_ticket_is_of_this_windows_own_range(queue: QueuePresenter, desk: Desk) -> None:
    queue.open_panel(Panel.NEW_TICKET)
    queue.give_ticket("guardian_allowance", "disability")
    queue.give_ticket("guardian_allowance", "disability")

    assert len(desk.given) == 1
    given = desk.given[0]
    assert (given.window, given.own_range, given.letter) == (7, True, "Б")
    assert (given.priority, given.reason) == (True, "disability")
    assert queue.state.panel is None
    assert queue.state.notice == "Выдан талон Б101"


def test_a_break_stops_the_calling_and_is_told(queue: QueuePresenter, desk: Desk) -> None:
    told = heard(queue.break_changed)
    queue.switch_break()
    queue.call()
    desk.pass_time(2)
    queue.switch_break()

    assert told == [True, False]
    assert desk.moved == []
    assert queue.state.can_call


def test_nobody_goes_on_a_break_with_an_applicant_at_the_window(queue: QueuePresenter) -> None:
    queue.call()
    queue.switch_break()

    assert not queue.state.on_break


def test_a_ticket_taken_by_another_window_is_a_line_and_the_next_one_is_shown(
    queue: QueuePresenter, desk: Desk
) -> None:
    desk.tickets["t-44"] = desk.tickets["t-44"].call(3, START).ticket
    queue.call()

    assert queue.state.refusal
    assert queue.state.mine is None
    assert queue.state.next is not None
    assert queue.state.next.label != "Б044"


def test_a_busy_store_is_the_error_face_and_a_retry_mends_it(
    queue: QueuePresenter, desk: Desk
) -> None:
    desk.trouble = StoreBusy(seconds=5)
    queue.call()
    troubled = queue.state.trouble
    queue.refresh()

    assert troubled is not None
    assert troubled.retry
    assert queue.state.trouble is None
    assert queue.state.can_call


def test_a_bug_frees_the_page_and_is_not_swallowed(queue: QueuePresenter, desk: Desk) -> None:
    desk.trouble = LookupError("ours")

    with pytest.raises(LookupError):
        queue.call()
    assert not queue.state.working


def test_an_answer_that_comes_after_closing_is_dropped(desk: Desk) -> None:
    lane = SlowLane()
    queue = a_queue(desk, Speech("ru"), lane)
    queue.close()
    lane.go_on()

    assert not queue.state.loaded


def test_a_window_started_anew_finds_the_applicant_it_was_serving(desk: Desk) -> None:
    first = desk.tickets["t-44"]
    desk.tickets["t-44"] = first.call(7, START).ticket.serve(7, START).ticket
    queue = a_queue(desk, Speech("ru"))

    assert queue.state.mine is not None
    assert queue.state.mine.serving


def test_a_ticket_moved_elsewhere_is_read_anew(queue: QueuePresenter, desk: Desk) -> None:
    desk.tickets["t-90"] = a_ticket(90, minutes=40, priority=True, reason="veteran")
    queue.hear(TICKETS, frozenset({"t-90"}))
    reads = desk.reads
    queue.hear("cases", frozenset({"c-1"}))

    assert queue.state.next is not None
    assert queue.state.next.label == "Б090"
    assert desk.reads == reads


def test_what_the_page_has_done_itself_is_read_once(queue: QueuePresenter, desk: Desk) -> None:
    queue.tickets_changed.connect(lambda ids: queue.hear(TICKETS, ids))
    before = desk.reads
    queue.call()

    assert desk.reads == before + 1


def test_another_language_says_the_same_queue(desk: Desk) -> None:
    speech = Speech("ru")
    queue = a_queue(desk, speech)
    speech.set_language("kk")

    assert queue.state.waiting[0].why_long == "Кезектен тыс: мүгедектік"
    assert queue.state.waiting[0].service.startswith("Қорғаншылық")


def test_a_clock_set_back_shows_no_negative_wait(queue: QueuePresenter, desk: Desk) -> None:
    desk.now_at = START - timedelta(days=1)
    queue.tick()

    assert queue.state.longest_wait == timedelta()


def test_somebody_else_at_another_window_starts_with_nothing_of_the_first(
    queue: QueuePresenter,
) -> None:
    queue.call()
    queue.open(replace(SESSION, window=5))

    assert queue.state.window == 5
    assert queue.state.mine is None
    assert queue.state.undo is None
    assert 5 not in queue.state.windows
