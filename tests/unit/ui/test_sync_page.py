"""The page of the connection: what needs a person comes first, one press chooses nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.errors import OperatorAppError
from operator_app.queries.sync_state import ConflictView, Quarantined, SyncCounts
from operator_app.sync.conflicts import ConflictSettled
from operator_app.sync.engine import LineState
from operator_app.sync.skew import ClockState
from operator_app.sync.stick import Carried, StickNotWritten
from operator_app.wire.bodies import Take
from tests.screens.scenes_sync import (
    ANSWERED,
    CARRIED,
    CONFLICT,
    COUNTS,
    DEVICE,
    MESSAGE,
    PAGE,
    SERVICES,
    SETTLED,
    WELL,
)
from tests.support.hearing import heard
from tests.support.waiting_lane import WaitingLane
from ui.pages.sync.presenter import SyncActions, SyncPresenter
from ui.pages.sync.state import Did, Part
from ui.pages.sync.telling import compared, marked_fact
from ui.runtime.broadcast import CASES, OUTBOX, TICKETS
from ui.runtime.lanes import InlineLane, Lane
from ui.runtime.speech import Speech
from ui.shell.clock_words import clock_fact, clock_words
from ui.shell.line_watch import LineWatch

pytestmark = pytest.mark.usefixtures("qapp")


@dataclass
class Desk:
    """A window in memory; ``fails`` is raised by the next thing that is done."""

    refused: tuple[Quarantined, ...] = ()
    conflicts: tuple[ConflictView, ...] = ()
    may_solve: bool = True
    fails: OperatorAppError | None = None
    read: int = 0
    woken: int = 0
    did: list[tuple[object, ...]] = field(default_factory=list)

    def page(self, lane: Lane | None = None) -> SyncPresenter:
        one = lane or InlineLane()
        return SyncPresenter(
            SyncActions(
                line=lambda: WELL,
                wake=self._wake,
                counts=self._counts,
                device=lambda: DEVICE,
                quarantine=lambda limit: self.refused[:limit],
                conflicts=lambda limit: self.conflicts[:limit],
                ask_again=lambda message: self._do("again", message),
                save_refused=lambda message, path: self._do("save", message, path),
                carry=self._carry,
                resolve=lambda conflict, take: self._do("resolve", conflict, take),
                enrol=lambda code: self._do("enrol", code),
                may_solve=lambda: self.may_solve,
                services=SERVICES,
            ),
            one,
            one,
            Speech("ru"),
        )

    def _counts(self) -> SyncCounts:
        self.read += 1
        return COUNTS

    def _wake(self) -> None:
        self.woken += 1

    def _carry(self, path: Path) -> Carried:
        self._do("carry", path)
        return CARRIED

    def _do(self, *what: object) -> None:
        if self.fails is not None:
            raise self.fails
        self.did.append(what)


@pytest.mark.parametrize(
    ("refused", "conflicts", "part"),
    [
        ((), (), Part.LINE),
        ((MESSAGE,), (), Part.REFUSED),
        ((MESSAGE,), (ANSWERED, SETTLED), Part.REFUSED),
        ((MESSAGE,), (CONFLICT,), Part.CONFLICTS),
        ((), (SETTLED,), Part.LINE),
    ],
)
def test_whoever_comes_sees_first_what_needs_a_person(
    refused: tuple[Quarantined, ...], conflicts: tuple[ConflictView, ...], part: Part
) -> None:
    page = Desk(refused=refused, conflicts=conflicts).page()
    page.enter()

    assert page.state.part is part


def test_out_of_sight_nothing_is_asked_whatever_is_told() -> None:
    desk = Desk()
    page = desk.page()
    page.on_broadcast(CASES, frozenset())
    assert desk.read == 0

    page.enter()
    page.on_broadcast(OUTBOX, frozenset())
    page.on_broadcast(TICKETS, frozenset())
    assert desk.read == 2

    page.leave()
    page.on_broadcast(CASES, frozenset())
    assert desk.read == 2


def test_what_is_looked_at_stays_until_it_is_gone() -> None:
    desk = Desk(refused=(MESSAGE, PAGE))
    page = desk.page()
    page.enter()
    page.choose_message(PAGE.id)
    page.look()
    assert page.state.message == PAGE.id

    desk.refused = (MESSAGE,)
    page.look()

    assert page.state.message == MESSAGE.id


def test_a_refused_message_is_asked_for_again_once() -> None:
    lane = WaitingLane()
    desk = Desk(refused=(MESSAGE,))
    page = desk.page(lane)
    page.enter()
    lane.go_on()
    page.ask_again()
    page.ask_again()
    lane.go_on()

    assert desk.did == [("again", MESSAGE.id)]
    assert page.state.done is not None
    assert page.state.done.what is Did.ASKED_AGAIN


def test_a_page_that_cannot_be_sent_is_no_message_to_save() -> None:
    desk = Desk(refused=(PAGE,))
    page = desk.page()
    page.enter()
    page.save_message(Path("message.txt"))

    assert desk.did == []


def test_a_version_is_taken_only_after_it_was_asked_once_more() -> None:
    desk = Desk(conflicts=(CONFLICT,))
    page = desk.page()
    told = heard(page.cases_changed)
    page.enter()
    page.take()
    assert desk.did == []

    page.ask_take(Take.THEIRS)
    page.keep()
    page.take()
    assert desk.did == []

    page.ask_take(Take.MINE)
    page.take()

    assert desk.did == [("resolve", CONFLICT.id, Take.MINE)]
    assert told == [frozenset({CONFLICT.entity})]
    assert page.state.taking is None


def test_another_conflict_or_page_forgets_the_question() -> None:
    desk = Desk(conflicts=(CONFLICT, replace(CONFLICT, id="other")))
    page = desk.page()
    page.enter()
    page.ask_take(Take.MINE)
    page.choose_conflict("other")
    page.take()
    page.choose_conflict(CONFLICT.id)
    page.ask_take(Take.MINE)
    page.leave()
    page.enter()
    page.take()

    assert desk.did == []


@pytest.mark.parametrize("conflict", [ANSWERED, SETTLED, replace(CONFLICT, mine=None)])
def test_where_somebody_has_chosen_nobody_chooses_again(conflict: ConflictView) -> None:
    desk = Desk(conflicts=(conflict,))
    page = desk.page()
    page.enter()
    page.ask_take(Take.MINE)
    page.take()

    assert desk.did == []


def test_an_operator_looks_at_two_versions_and_takes_none() -> None:
    desk = Desk(conflicts=(CONFLICT,), may_solve=False)
    page = desk.page()
    page.enter()
    page.ask_take(Take.MINE)
    page.take()

    assert page.state.shown_conflict == CONFLICT
    assert desk.did == []


def test_a_version_that_has_not_come_cannot_be_taken() -> None:
    desk = Desk(conflicts=(replace(CONFLICT, theirs=None),))
    page = desk.page()
    page.enter()
    page.ask_take(Take.THEIRS)
    assert page.state.taking is None

    page.ask_take(Take.MINE)
    page.take()

    assert [one[0] for one in desk.did] == ["resolve"]


def test_a_conflict_that_was_settled_elsewhere_is_told_in_words() -> None:
    desk = Desk(conflicts=(CONFLICT,), fails=ConflictSettled(conflict=CONFLICT.id))
    page = desk.page()
    page.enter()
    page.ask_take(Take.MINE)
    page.take()

    assert page.state.trouble is not None
    assert page.state.trouble.code == "sync.conflict_settled"
    assert not page.state.working


def test_all_that_waits_goes_into_a_file_or_it_is_said_why_not() -> None:
    desk = Desk()
    page = desk.page()
    page.enter()
    page.carry(Path("stick") / "outbox.stick")
    done = page.state.done
    desk.fails = StickNotWritten(file="outbox.stick")
    page.carry(Path("stick") / "outbox.stick")

    assert done is not None
    assert (done.file, done.carried) == ("outbox.stick", CARRIED)
    assert page.state.done is None
    assert page.state.trouble is not None
    assert "outbox.stick" in page.state.trouble.happened


def test_nothing_of_the_one_before_stays_for_the_next() -> None:
    page = Desk(refused=(MESSAGE,), conflicts=(CONFLICT,)).page()
    page.enter()
    page.forget()

    assert page.state.refused == ()
    assert page.state.conflicts == ()
    assert page.state.device is None


VALUES = st.none() | st.integers() | st.text(max_size=8) | st.lists(st.text(max_size=3), max_size=2)
BODIES = st.dictionaries(st.sampled_from(["number", "due_on", "delivery", "x"]), VALUES)


@given(BODIES, BODIES)
def test_every_field_that_differs_is_seen_to_differ_and_no_other(
    mine: dict[str, object], theirs: dict[str, object]
) -> None:
    """Fields that say the same are the same on the screen; each field has one line."""
    assert CONFLICT.mine is not None
    sides = replace(
        CONFLICT, mine=replace(CONFLICT.mine, body=mine), theirs=replace(CONFLICT.mine, body=theirs)
    )
    rows = compared(Speech("en"), sides, {})
    names = [row.name for row in rows]
    spoken = {"number": "Number", "due_on": "Result by", "delivery": "Way of delivery", "x": "x"}

    assert len(set(names)) == len(names)
    for key in {*mine, *theirs}:
        row = next(one for one in rows if one.name == spoken[key])
        if mine.get(key) == theirs.get(key):
            assert not row.differs
        elif isinstance(mine.get(key), int) and isinstance(theirs.get(key), int):
            assert row.differs


@pytest.mark.parametrize(
    ("clock", "ahead_s", "said"),
    [
        (ClockState.RIGHT, 100.0, ""),
        (ClockState.BANNER, 125.0, "спешат на 2 минуты"),
        (ClockState.BANNER, -240.0, "отстают на 4 минуты"),
        (ClockState.MARKED, 3600.0, "помечается на узле"),
    ],
)
def test_the_clock_is_told_from_two_minutes_on(
    clock: ClockState, ahead_s: float, said: str
) -> None:
    told = clock_words(Speech("ru"), replace(WELL, clock=clock, clock_ahead_s=ahead_s))

    assert said in told
    assert bool(told) == (clock is not ClockState.RIGHT)


def test_what_sync_has_written_is_told_once_and_a_clock_when_it_moves() -> None:
    news = [frozenset({"a"}), frozenset(), frozenset({"b", "c"})]
    line: list[LineState] = [WELL]
    watch = LineWatch(line=lambda: line[0], changed_cases=lambda: news.pop(0))
    cases, clocks = heard(watch.cases_changed), heard(watch.clock_changed)
    watch.look()
    watch.look()
    line[0] = replace(WELL, clock=ClockState.BANNER, clock_ahead_s=130.0)
    watch.look()

    assert cases == [frozenset({"a"}), frozenset({"b", "c"})]
    assert clocks == [WELL, line[0]]


@pytest.mark.parametrize(
    ("ahead_s", "ru", "kk"),
    [
        (None, "ещё не сверены с узлом", "тораппен әлі салыстырылмаған"),
        (0.3, "как на узле", "тораптағыдай"),
        (21.0, "спешат на 21 секунду", "21 секунд алда"),
        (-90.0, "отстают на 2 минуты", "2 минут артта"),
        (-3600.0, "отстают на 60 минут", "60 минут артта"),
    ],
)
def test_the_difference_of_the_clocks_is_said_however_small(
    ahead_s: float | None, ru: str, kk: str
) -> None:
    line = replace(WELL, clock_ahead_s=ahead_s)

    assert [clock_fact(Speech(language), line) for language in ("ru", "kk")] == [ru, kk]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "3, the last one on 22 November 2026, 10:05"),
        ("ru", "3, последнее 22 ноября 2026 г., 10:05"),
    ],
)
def test_marks_of_the_hub_are_counted_and_dated(language: str, said: str) -> None:
    last = datetime(2026, 11, 22, 5, 5, tzinfo=UTC)
    counts = replace(COUNTS, clock_marked=3, clock_marked_at=last)

    assert marked_fact(Speech(language), counts) == said
