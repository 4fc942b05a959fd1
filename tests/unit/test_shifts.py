"""A shift's law of moves and what its closing asks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from operator_app.domain.operators import OperatorId
from operator_app.domain.shifts import (
    IllegalMove,
    Leftovers,
    RemarkNeeded,
    Shift,
    ShiftId,
    ShiftState,
    UnfinishedCase,
)

AT = datetime(2018, 2, 6, 4, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)
OPEN = Shift(
    id=ShiftId("1"),
    operator_id=OperatorId("1"),
    operator="Ахметова А. Б.",
    center="002",
    window=7,
    day=date(2018, 2, 6),
    opened_at=AT,
)
DRAFT = UnfinishedCase(id="c", number="002-07", applicant_name="", service="s", opened_at=AT)


def test_breaks_add_up() -> None:
    shift = OPEN.pause(AT + HOUR).resume(AT + 2 * HOUR).pause(AT + 4 * HOUR)

    assert shift.state is ShiftState.BREAK
    assert shift.rested(AT + 5 * HOUR) == 2 * HOUR


def test_closing_ends_a_break_too() -> None:
    closed = OPEN.pause(AT + HOUR).close(AT + 2 * HOUR, Leftovers())

    assert closed.state is ShiftState.CLOSED
    assert closed.closed_at == AT + 2 * HOUR
    assert closed.rested(AT + 9 * HOUR) == HOUR


def test_what_leads_nowhere_is_refused() -> None:
    closed = OPEN.close(AT, Leftovers())
    for move in (OPEN.resume, OPEN.pause(AT).pause, closed.pause, closed.resume):
        with pytest.raises(IllegalMove):
            move(AT)
    with pytest.raises(IllegalMove):
        closed.close(AT, Leftovers())


def test_drafts_that_stay_behind_need_a_remark() -> None:
    left = Leftovers(drafts=(DRAFT,))

    with pytest.raises(RemarkNeeded):
        OPEN.close(AT, left, "  ")

    assert OPEN.close(AT, left, " придёт завтра ").remark == "придёт завтра"


def test_unsent_messages_stop_nobody_from_going_home() -> None:
    left = Leftovers(unsent=3, refused_by_hub=1)

    assert not left.nothing
    assert OPEN.close(AT, left).state is ShiftState.CLOSED
