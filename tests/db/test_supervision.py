"""The day's figures are those of the journal: one adding up in the domain, another one in SQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db.mapping import moment
from db.queries.local_days import bounds
from db.queries.supervision import SqlFactsOfDay, SqlLooseEnds
from operator_app.domain.day_exceptions import ExceptionKind, Named, exceptions_of
from operator_app.domain.day_figures import DayFigures, Figures, Norms, Times, figures_of
from operator_app.domain.electronic_results import RESULT_REFUSED
from operator_app.domain.issuances import POWER_ASKED_AGAIN
from operator_app.domain.tickets import TicketState
from tests.db.builders import Store
from tests.support.raw_day import raw_sums
from tests.support.supervised_day import CENTER, DAY, SERVICES, MadeDay

NORM = timedelta(minutes=15)
NORMS = {service: Norms(waiting=NORM, serving=NORM) for service in SERVICES}
NOW = datetime(2018, 2, 6, 14, 0, tzinfo=UTC)
COUNTED = {
    "arrive": "arrived",
    "check_in": "arrived",
    "call": "called",
    "close": "served",
    "no_show": "no_shows",
}
Raw = list[list[Any]]
Wanted = Callable[[int, str, int | None], bool]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(tmp_path_factory.mktemp("day"))
    with store.units() as unit:
        MadeDay(unit, 400).write()
        unit.commit()
    yield store
    store.engine.dispose()


@pytest.fixture(scope="module")
def figures(day: Store) -> DayFigures:
    return figures_of(SqlFactsOfDay(day.engine)(CENTER, DAY), NORMS, NOW)


@pytest.fixture(scope="module")
def raw(day: Store) -> Raw:
    return raw_of(day)


def raw_of(day: Store) -> Raw:
    begins, ends = bounds(DAY)
    with day.engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        assert driver is not None
        return raw_sums(
            driver,
            {
                "center": CENTER,
                "day": DAY.isoformat(),
                "since": moment(begins),
                "until": moment(ends),
                "begins": int(begins.timestamp()),
                "now": int(NOW.timestamp()),
                "norm": int(NORM.total_seconds()),
            },
        )


def by_raw_times(rows: list[Any], what: str, wanted: Callable[[Any], bool]) -> Times:
    mine = [row for row in rows if row[0] == what and wanted(row)]
    return Times(
        count=sum(row[4] for row in mine),
        total=timedelta(seconds=sum(row[5] for row in mine)),
        longest=timedelta(seconds=max((row[6] for row in mine), default=0)),
        over=0 if what == "held" else sum(row[7] for row in mine),
    )


def assert_line(line: Figures, raw: Raw, wanted: Wanted) -> None:
    """``wanted`` chooses the rows of an hour, a service or a window."""
    times, moves, _, cases, *_ = raw
    for what in ("waiting", "serving", "held"):
        expected = by_raw_times(times, what, lambda row: wanted(row[1], row[2], row[3]))
        assert getattr(line, what) == expected, (line.key, what)
    counts: Counter[str] = Counter()
    for kind, hour, service, window, count in moves:
        if wanted(hour, service, window):
            counts[COUNTED[kind]] += count
    for outcome, hour, service, window, count in cases:
        if wanted(hour, service, window):
            counts[outcome] += count
    for name in ("arrived", "called", "served", "no_shows", "accepted", "refused", "other_ends"):
        assert getattr(line, name) == counts[name], (line.key, name)


def of_hour(key: str) -> Wanted:
    return lambda hour, _, __: hour == int(key)


def of_service(key: str) -> Wanted:
    return lambda _, service, __: service == key


def of_window(key: str) -> Wanted:
    return lambda _, __, window: window == int(key)


def test_the_whole_day_is_what_sql_adds_up(figures: DayFigures, raw: Raw) -> None:
    assert_line(figures.whole, raw, lambda *_: True)
    assert figures.whole.served > 300
    assert figures.whole.no_shows > 5


def test_every_hour_service_and_window_is_what_sql_adds_up(figures: DayFigures, raw: Raw) -> None:
    for line in figures.hours:
        assert_line(line, raw, of_hour(line.key))
    for line in figures.services:
        assert_line(line, raw, of_service(line.key))
    for line in figures.windows:
        assert_line(line, raw, of_window(line.key))
    assert len(figures.services) == 3
    assert len(figures.windows) == 5


def test_those_who_wait_now_and_clocks_set_back_are_what_sql_says(
    figures: DayFigures, raw: Raw
) -> None:
    waiting, held, longest = raw[2][0]

    assert (figures.whole.queue, figures.held_now) == (waiting, held or 0)
    assert figures.longest_wait_now == timedelta(seconds=longest)
    assert figures.set_back == sum(row[8] for row in raw[0])
    assert figures.set_back > 0


def test_missing_rows_and_breaks_are_what_sql_says(figures: DayFigures, raw: Raw) -> None:
    assert {(one.service, one.requirement): one.count for one in figures.missing} == {
        (service, row): count for service, row, count in raw[4]
    }
    assert [one.count for one in figures.missing] == sorted(
        (one.count for one in figures.missing), reverse=True
    )
    assert {
        line.key: (line.breaks.count, line.breaks.total.total_seconds()) for line in figures.windows
    } == {str(window): (count, total) for window, count, total, _ in raw[5]}


def test_tables_add_up_to_the_whole_day(figures: DayFigures) -> None:
    for name in ("arrived", "called", "served", "accepted", "refused", "no_shows"):
        whole = getattr(figures.whole, name)
        assert sum(getattr(line, name) for line in figures.hours) == whole
        assert sum(getattr(line, name) for line in figures.services) == whole
    assert sum(line.served for line in figures.windows) == figures.whole.served


def test_loose_ends_are_found_and_named(day: Store, figures: DayFigures) -> None:
    loose = SqlLooseEnds(day.engine)(CENTER, DAY, DAY + timedelta(days=1))
    found = exceptions_of(figures, loose)
    kinds = Counter(one.kind for one in found)

    with day.engine.connect() as connection:

        def count(question: str) -> int:
            return int(connection.exec_driver_sql(question).scalar_one())

        assert kinds[ExceptionKind.OVERDUE] == count(
            "SELECT count(*) FROM applications WHERE json_extract(body, '$.due_on') <"
            " '2018-02-06' AND state IN ('accepted', 'registered', 'in_work')"
        )
        assert kinds[ExceptionKind.AT_RISK] == count(
            "SELECT count(*) FROM applications WHERE json_extract(body, '$.due_on')"
            " BETWEEN '2018-02-06' AND '2018-02-07'"
            " AND state IN ('accepted', 'registered', 'in_work')"
        )
        assert kinds[ExceptionKind.OPEN_CASE] == count(
            "SELECT count(*) FROM applications WHERE state = 'draft'"
        )
        assert kinds[ExceptionKind.OPEN_TICKET] == count(
            "SELECT count(*) FROM tickets WHERE state IN ('waiting','called','serving','held')"
        )
    assert found[0].kind is ExceptionKind.OVERDUE
    assert len({one.key for one in found}) == len(found)


def test_another_center_and_another_day_are_left_out(day: Store) -> None:
    elsewhere = SqlFactsOfDay(day.engine)("003", DAY)
    other_day = SqlFactsOfDay(day.engine)(CENTER, DAY + timedelta(days=1))

    assert figures_of(elsewhere, NORMS, NOW).whole == Figures()
    assert not (other_day.visits)
    assert not (other_day.steps)
    assert not (other_day.ends)


def test_a_booked_applicant_who_has_not_come_is_not_in_the_hall(figures: DayFigures) -> None:
    assert TicketState.BOOKED.value not in {line.key for line in figures.services}
    assert figures.whole.arrived < 400


@pytest.mark.long
def test_three_thousand_cases_are_what_sql_adds_up(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.units() as unit:
        MadeDay(unit, 3_500, seed=11).write()
        unit.commit()
    figures = figures_of(SqlFactsOfDay(store.engine)(CENTER, DAY), NORMS, NOW)
    raw = raw_of(store)
    store.engine.dispose()

    assert store.count("applications") > 3_000
    assert_line(figures.whole, raw, lambda *_: True)
    for lines, wanted in (
        (figures.hours, of_hour),
        (figures.services, of_service),
        (figures.windows, of_window),
    ):
        for line in lines:
            assert_line(line, raw, wanted(line.key))
    assert {(one.service, one.requirement): one.count for one in figures.missing} == {
        (service, row): count for service, row, count in raw[4]
    }


def test_what_the_journal_says_of_powers_and_signed_results_is_out_of_order(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.units() as unit:
        MadeDay(unit, 5).write()
        unit.commit()
    with store.engine.connect() as connection:
        query = "SELECT id, number, window FROM applications WHERE center = '002' LIMIT 2"
        wrong, right = connection.exec_driver_sql(query).all()
    bad: dict[str, object] = {"differs": True, "window": 4}
    good: dict[str, object] = {"differs": False, "window": 4}
    nothing: dict[str, object] = {}
    lines = (
        (POWER_ASKED_AGAIN, wrong.id, NOW, bad),
        (POWER_ASKED_AGAIN, right.id, NOW, good),
        (POWER_ASKED_AGAIN, right.id, NOW + timedelta(days=1), bad),
        (RESULT_REFUSED, right.id, NOW, nothing),
        (RESULT_REFUSED, right.id, NOW, nothing),
        (RESULT_REFUSED, wrong.id, NOW - timedelta(days=1), nothing),
    )
    with store.units() as unit:
        for action, entity, at, details in lines:
            unit.audit.record(actor="system", action=action, entity=entity, at=at, details=details)
        unit.commit()

    loose = SqlLooseEnds(store.engine)(CENTER, DAY, DAY)
    store.engine.dispose()

    assert loose.powers == (Named(id=wrong.id, name=wrong.number, window=4),)
    assert loose.results == (Named(id=right.id, name=right.number, window=right.window),)
