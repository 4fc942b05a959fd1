"""A day's courier discrepancies from the store are those that SQL alone finds in the bodies."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from db.queries.manifests import SqlBagsOfDay
from db.queries.supervision import SqlLooseEnds
from operator_app.domain.couriers import Count, Handing, Manifest, ManifestId, Package
from operator_app.domain.day_couriers import BagFault
from operator_app.domain.manifest_numbers import ManifestNumber
from operator_app.domain.reconciliation import Came
from tests.db.builders import AT, Store, an_id
from tests.support.courier_papers import a_number

DAY = date(2018, 2, 6)
CENTER = "002"
RAW = """
WITH mine AS (SELECT * FROM manifests WHERE center = '002' AND day = '2018-02-06'),
sent AS (
  SELECT m.id, json_extract(p.value, '$.number') AS package, m.state
  FROM manifests AS m, json_each(m.body, '$.packages') AS p
),
came AS (
  SELECT m.id, json_extract(c.value, '$.number') AS package,
         json_extract(c.value, '$.opened') AS opened
  FROM manifests AS m, json_each(m.body, '$.count.came') AS c
)
SELECT 'missing', count(DISTINCT package) FROM sent
WHERE id IN (SELECT id FROM mine) AND package NOT IN (SELECT package FROM came)
  AND package NOT IN (SELECT package FROM sent WHERE state NOT GLOB 'delivered*')
UNION ALL
SELECT 'extra', count(DISTINCT package) FROM came
WHERE id IN (SELECT id FROM mine) AND package NOT IN (SELECT package FROM sent)
UNION ALL
SELECT 'opened', count(DISTINCT package) FROM came WHERE id IN (SELECT id FROM mine) AND opened
UNION ALL
SELECT 'seal', count(*) FROM mine
WHERE json_extract(body, '$.count') IS NOT NULL
  AND json_extract(body, '$.count.handing.seal') != json_extract(body, '$.seal')
"""


def a_manifest(sequence: int, packages: list[int], day: date = DAY) -> Manifest:
    at = AT + (day - DAY)
    manifest = Manifest(
        id=ManifestId(an_id()),
        number=ManifestNumber.build(CENTER, 7, day, sequence).text,
        center=CENTER,
        window=7,
        day=day,
        provider="almaty-2017",
        opened_at=at,
        opened_by="А. Ахметова",
    )
    for one in packages:
        manifest = manifest.put(
            Package(number=a_number(one), put_at=at, put_by="А. Ахметова", due_on=day)
        )
    handing = Handing(to="Серіков Б.", seal=f"KZ {sequence}", at=at, by="А. Ахметова")
    return manifest.seal_with(handing.seal, at).hand_over(handing)


def counted(
    manifest: Manifest, came: list[Came], at: datetime = AT, seal: str | None = None
) -> Manifest:
    handing = Handing(to="Приемщик", seal=seal or manifest.seal, at=at, by="А. Ахметова")
    count = Count(handing=handing, came=tuple(came), remark="пересчитано вдвоем")
    if seal is None and not manifest.compared(count.came):
        return manifest.accept(count)
    return manifest.accept_with_act(count)


def saved(store: Store, *manifests: Manifest) -> None:
    with store.units() as unit:
        for one in manifests:
            unit.manifests.save(one, own=True)
        unit.commit()


def test_what_was_lost_added_and_opened_in_a_day_is_what_sql_finds(store: Store) -> None:
    chance = random.Random(5)
    number = 1
    for sequence in range(1, 9):
        listed = list(range(number, number + 25))
        number += 25
        manifest = a_manifest(sequence, listed)
        came = [
            Came(number=a_number(one), opened=chance.random() < 0.1)
            for one in listed
            if chance.random() > 0.12
        ]
        came += [Came(number=a_number(8000 + sequence))] * (sequence % 2)
        whole = counted(manifest, came, seal="KZ X" if sequence == 3 else None)
        saved(store, whole if sequence != 8 else manifest)
    found = SqlBagsOfDay(store.engine)(CENTER, DAY)
    with store.engine.connect() as connection:
        raw = {what: count for what, count in connection.exec_driver_sql(RAW)}

    assert {
        fault.value: sum(one.count for one in found if one.fault is fault) for fault in BagFault
    } == {**raw, "astray": 0}
    assert min(raw.values()) > 0
    assert SqlLooseEnds(store.engine)(CENTER, DAY, DAY).bags == found


def test_a_bag_counted_after_its_day_is_told_on_the_day_of_its_act(store: Store) -> None:
    """Its own day may have been closed by then: it falls between no two days."""
    day_after = DAY + timedelta(days=1)
    saved(store, counted(a_manifest(1, [1, 2]), [Came(number=a_number(1))], AT + timedelta(days=1)))
    ask = SqlBagsOfDay(store.engine)

    assert [one.packages for one in ask(CENTER, day_after)] == [(a_number(2),)]
    assert [one.packages for one in ask(CENTER, DAY)] == [(a_number(2),)]
    assert ask(CENTER, DAY + timedelta(days=2)) == ()
    assert ask("003", DAY) == ()


def test_a_package_that_came_in_an_older_bag_is_not_missing(store: Store) -> None:
    older = a_manifest(1, [1], DAY - timedelta(days=1))
    saved(
        store,
        counted(a_manifest(2, [5, 6]), [Came(number=a_number(5))]),
        counted(older, [Came(number=a_number(1)), Came(number=a_number(6))], AT),
    )
    found = SqlBagsOfDay(store.engine)(CENTER, DAY)

    assert [(one.fault, one.packages) for one in found] == [(BagFault.ASTRAY, (a_number(6),))]
