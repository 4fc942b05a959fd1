"""Rules of closing a day, of the second pair of eyes, and of what counts as time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain import days
from operator_app.domain.day_exceptions import DayException, ExceptionKind
from operator_app.domain.day_figures import (
    CaseEnd,
    DayFacts,
    DayFigures,
    Figures,
    Outcome,
    Visit,
    figures_of,
)
from operator_app.domain.day_spans import SpanKind, Step, spans, standing
from operator_app.domain.reviews import (
    DecidedAlready,
    OwnCase,
    RemarkNeeded,
    Review,
    ReviewId,
    ReviewState,
)
from operator_app.domain.tickets import TicketState

AT = datetime(2018, 2, 6, 12, 0, tzinfo=UTC)
DAY = date(2018, 2, 6)
FIGURES = DayFigures(center="002", day=DAY, as_of=AT, whole=Figures())
NOW = days.Moment(at=AT, on=DAY, journal=AT)
LATE = DayException(kind=ExceptionKind.OVERDUE, name="002-07-180130-0001-7", subject="a")
DRAFT = DayException(kind=ExceptionKind.OPEN_CASE, name="002-07-180206-0009-3", subject="b")
RISK = DayException(kind=ExceptionKind.AT_RISK, name="002-07-180130-0002-5", subject="c")
REVIEW = Review(
    id=ReviewId("r"),
    application_id="a",
    number="002-07-180206-0001-7",
    service="guardianship_certificate",
    center="002",
    window=7,
    operator="Ахметова А. Б.",
    marked_at=AT,
    marked_by="Оспан Г. Д.",
    reason="checks were offline",
)
PEOPLE = ("Ахметова А. Б.", "Оспан Г. Д.", "Серік Б.", "Ким Д. В.")


def test_a_day_is_closed_once_each_exception_is_explained() -> None:
    closed = days.close(FIGURES, (LATE, RISK), {LATE.key: "  the provider\nwas asked "}, "Я", NOW)

    assert closed.figures == FIGURES
    assert [(one.name, one.text) for one in closed.remarks] == [
        (LATE.name, "the provider was asked")
    ]


@pytest.mark.parametrize(
    ("kind", "refusal"),
    [
        (ExceptionKind.OPEN_CASE, days.OpenCases),
        (ExceptionKind.OPEN_TICKET, days.OpenTickets),
        (ExceptionKind.OPEN_SHIFT, days.OpenShifts),
    ],
)
def test_what_is_open_is_ended_and_not_explained(
    kind: ExceptionKind, refusal: type[Exception]
) -> None:
    still = replace(DRAFT, kind=kind)
    with pytest.raises(refusal):
        days.close(FIGURES, (still,), {still.key: "a remark does not help"}, "Я", NOW)


def test_an_exception_without_a_remark_keeps_the_day_open() -> None:
    with pytest.raises(days.RemarksMissing) as caught:
        days.close(FIGURES, (LATE,), {LATE.key: " \n "}, "Я", NOW)

    assert caught.value.details["names"] == LATE.name


def test_a_clock_that_was_set_back_closes_no_day() -> None:
    before = replace(NOW, at=AT - timedelta(hours=1))
    with pytest.raises(days.ClockSetBack):
        days.close(FIGURES, (), {}, "Я", before)
    with pytest.raises(days.DayNotBegun):
        days.close(FIGURES, (), {}, "Я", replace(NOW, on=DAY - timedelta(days=1)))


def test_a_remark_has_its_length() -> None:
    with pytest.raises(days.RemarkTooLong):
        days.close(FIGURES, (LATE,), {LATE.key: "x" * 501}, "Я", NOW)


@given(
    by=st.sampled_from(PEOPLE),
    hands=st.sets(st.sampled_from(PEOPLE)),
    approve=st.booleans(),
    shape=st.sampled_from([str.upper, str.lower, str.strip, lambda name: f" {name}  "]),
)
def test_nobody_decides_what_their_hands_have_made(
    by: str, hands: set[str], approve: bool, shape: object
) -> None:
    name = shape(by) if callable(shape) else by
    own = by in hands or by == REVIEW.operator
    decide = REVIEW.approved if approve else REVIEW.returned
    if own:
        with pytest.raises(OwnCase):
            decide(name, AT, hands, "a remark")
        return
    decided = decide(name, AT, hands, "a remark")

    assert decided.state is (ReviewState.APPROVED if approve else ReviewState.RETURNED)
    assert REVIEW.operator in decided.hands
    with pytest.raises(DecidedAlready):
        decided.approved("Ким Д. В.", AT, ())


def test_a_case_is_returned_with_words() -> None:
    with pytest.raises(RemarkNeeded):
        REVIEW.returned("Ким Д. В.", AT, (), "  ")


def step(kind: str, minute: int, window: int | None = 7) -> Step:
    return Step("t", kind, AT + timedelta(minutes=minute), window)


def test_time_set_aside_is_neither_waiting_nor_serving() -> None:
    moves = [
        *(step("call", 5), step("recall", 6), step("serve", 7), step("hold", 10)),
        *(
            step("resume", 20, None),
            step("call", 22, 3),
            step("serve", 23, 3),
            step("close", 30, 3),
        ),
    ]

    took = [(one.kind, one.window, one.took.seconds // 60) for one in spans(AT, standing(moves))]

    assert took == [
        (SpanKind.WAITING, 7, 5),
        (SpanKind.SERVING, 7, 3),
        (SpanKind.HELD, 7, 10),
        (SpanKind.WAITING, 3, 2),
        (SpanKind.SERVING, 3, 7),
    ]


def test_a_move_that_was_taken_back_did_not_happen() -> None:
    moves = [step("call", 5), step("undo_call", 5, 7), step("call", 9), step("serve", 10)]
    found = spans(AT, standing(moves))

    assert [one.took for one in found[:1]] == [timedelta(minutes=9)]
    assert found[-1].until is None


def test_a_clock_set_back_makes_no_time_that_did_not_pass() -> None:
    wait = spans(AT, [step("call", -30)])[0]

    assert wait.set_back
    assert wait.took == timedelta()


KINDS = st.sampled_from(
    [
        *("check_in", "call", "recall", "serve", "close", "no_show", "restore", "hold", "resume"),
        *("transfer", "cancel", "undo_call", "undo_serve", "undo_hold", "undo_close"),
    ]
)
MOVES = st.lists(
    st.tuples(st.integers(0, 5), KINDS, st.integers(-90, 900), st.sampled_from([None, 3, 7])),
    max_size=40,
)
ENDS = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.sampled_from(Outcome),
        st.integers(-90, 900),
        st.sampled_from(["s", "t"]),
        st.sampled_from([3, 7]),
    ),
    max_size=20,
)


@given(moves=MOVES, ends=ENDS)
def test_any_journal_at_all_adds_up_and_makes_no_negative_time(
    moves: list[tuple[int, str, int, int | None]],
    ends: list[tuple[int, Outcome, int, str, int]],
) -> None:
    facts = DayFacts(
        center="002",
        day=DAY,
        begins_at=AT,
        visits=tuple(
            Visit(str(number), "st"[number % 2], AT, TicketState.WAITING) for number in range(6)
        ),
        steps=tuple(
            Step(str(number), kind, AT + timedelta(minutes=minute), window)
            for number, kind, minute, window in moves
        ),
        ends=tuple(
            CaseEnd(str(number), outcome, AT + timedelta(minutes=minute), service, window)
            for number, outcome, minute, service, window in ends
        ),
    )
    found = figures_of(facts, {}, AT + timedelta(hours=8))

    for name in ("arrived", "called", "served", "no_shows", "accepted", "refused", "issued"):
        whole = getattr(found.whole, name)
        assert sum(getattr(line, name) for line in found.hours) == whole
        assert sum(getattr(line, name) for line in found.services) == whole
    for name in ("waiting", "serving", "held"):
        times = getattr(found.whole, name)
        assert timedelta() <= times.longest <= times.total
        assert sum(getattr(line, name).count for line in found.services) == times.count
    assert found.whole.accepted + found.whole.refused <= len({end[0] for end in ends})
