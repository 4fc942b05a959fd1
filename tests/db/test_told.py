"""What the hub has told of many cases at once, and what waits behind a message."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from operator_app.domain.applications import Delivery, DeliveryWay, State
from operator_app.domain.versions import StaleVersion
from tests.db.builders import Store, a_fact, an_application, an_id

COLUMNS = text("SELECT * FROM applications ORDER BY place")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def test_a_told_case_is_the_saved_one_and_no_other_column_has_moved(store: Store) -> None:
    gateway = DeliveryWay.GATEWAY
    cases = [an_application(state=State.ACCEPTED, delivery_way=gateway) for _ in range(3)]
    for case in cases:
        store.save_all(case)
    told = [replace(case, delivery=Delivery.ACKNOWLEDGED, hub_seq=17) for case in cases[:2]]
    with store.units() as unit:
        unit.applications.save(told[0])
        unit.applications.save_told(told[1:])
        found = unit.applications.several([*(case.id for case in cases), an_id()])
        unit.commit()
    with store.engine.connect() as connection:
        saved, narrow, untouched = (row._asdict() for row in connection.execute(COLUMNS))

    assert found == {case.id: replace(case, version=case.version + 1) for case in told} | {
        cases[2].id: cases[2]
    }
    assert {name for name in saved if saved[name] != narrow[name]} <= {
        *("place", "id", "number", "digits", "body")
    }
    assert untouched["version"] == cases[2].version


def test_one_that_was_saved_in_between_takes_the_others_with_it(store: Store) -> None:
    first, second = an_application(), an_application()
    for case in (first, second):
        store.save_all(case)
    with store.units() as unit:
        unit.applications.save(second)
        unit.commit()
    with store.units() as unit, pytest.raises(StaleVersion):
        unit.applications.save_told([replace(first, hub_seq=1), replace(second, hub_seq=2)])
    with store.units() as unit:
        assert unit.applications.get(first.id) == first


def test_nothing_told_is_nothing_saved(store: Store) -> None:
    with store.units() as unit:
        unit.applications.save_told([])

        assert unit.applications.several([]) == {}


def test_behind_a_message_is_what_waits_after_it(store: Store) -> None:
    case = an_application()
    with store.units() as unit:
        ids = [unit.outbox.put(a_fact(case)) for _ in range(4)]
        unit.sync.acknowledged([(ids[2], 5)])
        unit.commit()
    with store.units() as unit:
        waiting = [unit.sync.pending(9, 1 << 20, one) for one in ids]

    assert [[one.id for one in each] for each in waiting] == [
        [ids[1], ids[3]],
        [ids[3]],
        [ids[3]],
        [],
    ]
