"""The queue's law of moves: what leads where, what does not, and what can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.tickets import (
    IllegalMove,
    Moved,
    Ticket,
    TicketAction,
    TicketState,
)
from operator_app.errors import RuleViolation

AT = datetime(2018, 2, 6, 4, 20, tzinfo=UTC)
SECOND = timedelta(seconds=1)
WINDOW = 7
HOUR = timedelta(hours=1)
ACTIONS: Mapping[TicketAction, Callable[[Ticket, datetime], Moved]] = {
    TicketAction.CHECK_IN: lambda ticket, at: ticket.check_in(at),
    TicketAction.CALL: lambda ticket, at: ticket.call(WINDOW, at),
    TicketAction.RECALL: lambda ticket, at: ticket.recall(WINDOW, at),
    TicketAction.SERVE: lambda ticket, at: ticket.serve(WINDOW, at),
    TicketAction.CLOSE: lambda ticket, at: ticket.close(WINDOW, at),
    TicketAction.NO_SHOW: lambda ticket, at: ticket.no_show(WINDOW, at),
    TicketAction.RESTORE: lambda ticket, at: ticket.restore(at, HOUR),
    TicketAction.HOLD: lambda ticket, at: ticket.hold(
        WINDOW, at, until=at + HOUR, reason="copies a paper"
    ),
    TicketAction.RESUME: lambda ticket, at: ticket.resume(at),
    TicketAction.TRANSFER: lambda ticket, at: ticket.transfer(WINDOW, at),
    TicketAction.CANCEL: lambda ticket, at: ticket.cancel(at),
}
LAW = """
booked check_in waiting
waiting call called
called recall called
called serve serving
serving close served
called no_show no_show
no_show restore waiting
called hold held
serving hold held
held resume waiting
called transfer waiting
serving transfer waiting
waiting cancel cancelled
"""
LEADS = {tuple(line.split()[:2]): line.split()[2] for line in LAW.split("\n") if line}
WITH_A_WINDOW = {TicketState.CALLED, TicketState.SERVING, TicketState.SERVED}


def a_ticket(state: TicketState = TicketState.WAITING, sequence: int = 12) -> Ticket:
    ticket = Ticket(
        id="t-1",
        center="002",
        category="general",
        day=date(2018, 2, 6),
        sequence=sequence,
        issued_at=AT,
        state=state,
    )
    if state is TicketState.NO_SHOW:
        return replace(ticket, no_show_at=AT)
    return replace(ticket, window=WINDOW) if state in WITH_A_WINDOW else ticket


def test_the_label_is_what_is_called_out() -> None:
    assert a_ticket().label == "A012"
    assert replace(a_ticket(sequence=1234), letter="Б").label == "Б1234"


def test_two_windows_that_give_tickets_themselves_never_give_the_same_label() -> None:
    labels = {
        replace(a_ticket(sequence=sequence), own_range=window).label
        for sequence, window in product(range(1, 130), (None, 1, 7, 11, 12))
    }

    assert replace(a_ticket(), own_range=7).label == "A7-12"
    assert len(labels) == 129 * 5


def test_a_no_show_is_remembered_for_the_window_that_called() -> None:
    gone = a_ticket().call(WINDOW, AT).ticket.no_show(WINDOW, AT).ticket

    assert (gone.window, gone.called_by) == (None, WINDOW)


@pytest.mark.parametrize(("state", "action"), list(product(TicketState, TicketAction)))
def test_every_state_and_action_is_by_the_law(state: TicketState, action: TicketAction) -> None:
    ticket = a_ticket(state)
    leads_to = LEADS.get((state.value, action.value))

    if leads_to is None:
        with pytest.raises(IllegalMove) as illegal:
            ACTIONS[action](ticket, AT)
        assert illegal.value.details == {
            "ticket": "A012",
            "state": state.value,
            "action": action.value,
        }
        return
    moved = ACTIONS[action](ticket, AT)
    assert moved.ticket.state.value == leads_to
    assert (moved.event.kind, moved.event.state) == (action.value, moved.ticket.state)
    assert moved.ticket.undo(AT).ticket == ticket


@given(st.lists(st.tuples(st.sampled_from(TicketAction), st.integers(0, 30)), max_size=12))
def test_no_sequence_of_moves_breaks_the_invariants(moves: list[tuple[TicketAction, int]]) -> None:
    ticket, at = a_ticket(), AT
    for action, seconds in moves:
        at += seconds * SECOND
        try:
            moved = ACTIONS[action](ticket, at)
        except RuleViolation:
            continue
        before, ticket = ticket, moved.ticket

        assert (ticket.window is not None) is (ticket.state in WITH_A_WINDOW)
        assert ticket.place == before.place
        assert replace(ticket.undo(at).ticket, history=()) == replace(before, history=())
        assert all(at - move.at <= 10 * SECOND for move in ticket.history)
        assert all(move.before.history == () for move in ticket.history)


def test_the_way_of_a_ticket_leaves_its_times() -> None:
    called = a_ticket().call(WINDOW, AT + SECOND).ticket
    recalled = called.recall(WINDOW, AT + 2 * SECOND).ticket
    serving = recalled.serve(WINDOW, AT + 3 * SECOND).ticket
    served = serving.close(WINDOW, AT + 4 * SECOND).ticket

    assert (served.called_at, served.served_at) == (AT + SECOND, AT + 3 * SECOND)
    assert (served.closed_at, served.recalls) == (AT + 4 * SECOND, 1)


@pytest.mark.parametrize(
    "action",
    [
        TicketAction.RECALL,
        TicketAction.SERVE,
        TicketAction.NO_SHOW,
        TicketAction.HOLD,
        TicketAction.TRANSFER,
    ],
)
def test_one_window_holds_a_ticket(action: TicketAction) -> None:
    elsewhere = replace(a_ticket(TicketState.CALLED), window=3)

    with pytest.raises(RuleViolation) as broken:
        ACTIONS[action](elsewhere, AT)

    assert broken.value.code == "ticket.other_window"


def test_a_transfer_keeps_the_time_of_arrival() -> None:
    called = a_ticket().call(WINDOW, AT + HOUR).ticket
    sent = called.transfer(WINDOW, AT + HOUR, category="families", to=9).ticket

    assert (sent.category, sent.meant_for, sent.window) == ("families", 9, None)
    assert sent.place == a_ticket().place


def test_the_place_of_a_booked_ticket_counts_from_the_arrival() -> None:
    arrived = a_ticket(TicketState.BOOKED).check_in(AT + HOUR).ticket

    assert arrived.place == (True, AT + HOUR, 12)


def test_priority_comes_before_those_who_came_earlier() -> None:
    early = a_ticket()
    urgent = replace(a_ticket(sequence=13), priority=True, issued_at=AT + HOUR)

    assert sorted([early, urgent], key=lambda ticket: ticket.place) == [urgent, early]


def test_a_no_show_keeps_the_place_for_its_time() -> None:
    gone = a_ticket().call(WINDOW, AT).ticket.no_show(WINDOW, AT).ticket

    assert gone.restore(AT + HOUR, HOUR).ticket.place == a_ticket().place

    with pytest.raises(RuleViolation) as late:
        gone.restore(AT + HOUR + SECOND, HOUR)
    assert late.value.code == "ticket.restore_too_late"


@pytest.mark.parametrize(
    ("reason", "until", "code"),
    [
        (" ", AT + HOUR, "ticket.hold_reason_missing"),
        ("copies a paper", AT, "ticket.hold_until_past"),
    ],
)
def test_a_hold_needs_a_reason_and_a_time_to_come(reason: str, until: datetime, code: str) -> None:
    with pytest.raises(RuleViolation) as broken:
        a_ticket(TicketState.CALLED).hold(WINDOW, AT, until=until, reason=reason)

    assert broken.value.code == code


def test_moves_are_taken_back_one_by_one_within_ten_seconds() -> None:
    called = a_ticket().call(WINDOW, AT).ticket
    serving = called.serve(WINDOW, AT + 5 * SECOND).ticket

    back = serving.undo(AT + 10 * SECOND)

    assert (back.event.kind, back.event.window) == ("undo_serve", WINDOW)
    assert back.ticket == called
    assert back.ticket.undo(AT + 10 * SECOND).ticket == a_ticket()


def test_after_ten_seconds_it_is_too_late_to_undo() -> None:
    called = a_ticket().call(WINDOW, AT).ticket

    with pytest.raises(RuleViolation) as late:
        called.undo(AT + 11 * SECOND)

    assert late.value.code == "ticket.undo_too_late"


def test_a_fresh_ticket_has_nothing_to_undo() -> None:
    with pytest.raises(RuleViolation) as nothing:
        a_ticket().undo(AT)

    assert nothing.value.code == "ticket.nothing_to_undo"
