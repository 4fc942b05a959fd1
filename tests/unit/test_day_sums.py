"""Two stores of one day added up are the day as one store would have it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.queries.supervision import SqlFactsOfDay
from operator_app.domain.day_figures import DayFacts, DayFigures, Figures, figures_of
from operator_app.domain.day_sums import share_a_window, together
from tests.db.builders import Store
from tests.support.supervised_day import CENTER, DAY, MadeDay

NOW = datetime(2018, 2, 6, 14, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> DayFacts:
    store = Store(Path(tmp_path_factory.mktemp("day")))
    with store.units() as unit:
        MadeDay(unit, 150).write()
        unit.commit()
    found = SqlFactsOfDay(store.engine)(CENTER, DAY)
    store.engine.dispose()
    return found


def half(facts: DayFacts, mine: Callable[[str], bool]) -> DayFigures:
    part = replace(
        facts,
        visits=tuple(one for one in facts.visits if mine(one.id)),
        steps=tuple(one for one in facts.steps if mine(one.ticket)),
        ends=tuple(one for one in facts.ends if mine(one.case)),
        shifts=tuple(one for one in facts.shifts if mine(one.id)),
    )
    return figures_of(part, {}, NOW)


@pytest.mark.parametrize("seed", range(5))
def test_however_a_day_is_divided_its_parts_add_up_to_it(facts: DayFacts, seed: int) -> None:
    chance = random.Random(seed)
    first = {one.id for one in facts.visits if chance.random() < 0.5}
    first |= {one.case for one in facts.ends if chance.random() < 0.5}
    first |= {one.id for one in facts.shifts if chance.random() < 0.5}
    one, other = half(facts, first.__contains__), half(facts, lambda key: key not in first)

    whole = figures_of(facts, {}, NOW)
    assert without_queues(together(one, other)) == without_queues(whole)
    assert without_queues(together(other, one)) == without_queues(whole)
    assert together(one, other).whole == whole.whole


def without_queues(figures: DayFigures) -> DayFigures:
    """An hour in which a store heard of nothing is not in its table, nor who waited then."""
    return replace(figures, hours=tuple(replace(line, queue=0) for line in figures.hours))


def test_quiet_hours_between_two_busy_ones_are_there(facts: DayFacts) -> None:
    morning = half(facts, lambda _: False)
    one = replace(morning, hours=(Figures(key="09", served=1),))
    other = replace(morning, hours=(Figures(key="12", served=2),))

    assert [line.key for line in together(one, other).hours] == ["09", "10", "11", "12"]
    assert together(morning, morning).hours == ()


def test_stores_that_know_of_one_window_are_not_added_up(facts: DayFacts) -> None:
    day = figures_of(facts, {}, NOW)
    elsewhere = replace(day, windows=(Figures(key="99"),))

    assert share_a_window(day, day)
    assert not share_a_window(day, elsewhere)
