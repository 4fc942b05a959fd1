"""Manifests in a real store: what was written comes back, by number, seal, package and day."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest

from db.mapping import BodyUnreadable, manifest_from
from db.queries.manifests import WAITING, SqlManifestsOfDay, SqlWaitingPackages
from operator_app.domain.applications import Delivery, DeliveryWay, State
from operator_app.domain.couriers import Count, Handing, Manifest, ManifestId, Package
from operator_app.domain.manifest_numbers import ManifestNumber
from operator_app.domain.papers import PaperKind
from operator_app.domain.reconciliation import Came
from operator_app.ports_courier import ManifestPaper
from tests.db.builders import AT, Store, an_application, an_id
from tests.support.courier_papers import a_number, a_paper

DAY = date(2018, 2, 6)


def a_manifest(sequence: int = 1, **changes: object) -> Manifest:
    manifest = Manifest(
        id=ManifestId(an_id()),
        number=ManifestNumber.build("002", 7, DAY, sequence).text,
        center="002",
        window=7,
        day=DAY,
        provider="almaty-2017",
        opened_at=AT,
        opened_by="А. Ахметова",
    )
    return dataclasses.replace(manifest, **changes)  # type: ignore[arg-type]  # any field


def a_package(sequence: int) -> Package:
    return Package(
        number=a_number(sequence), put_at=AT, put_by="А. Ахметова", due_on=date(2018, 2, 9)
    )


def saved(store: Store, manifest: Manifest, *, own: bool = True) -> Manifest:
    with store.units() as unit:
        unit.manifests.save(manifest, own=own)
        unit.commit()
    return manifest


def test_the_whole_way_of_a_manifest_comes_back(store: Store) -> None:
    handing = Handing(to="Серіков Б.", seal="KZ 1", at=AT, by="А. Ахметова")
    came = (Came(number=a_number(1), opened=True), Came(number=a_number(5)))
    counted = (
        a_manifest()
        .put(a_package(1))
        .put(a_package(2))
        .seal_with("KZ 1", AT)
        .unseal("порвана", AT)
        .seal_with("KZ 2", AT)
        .hand_over(dataclasses.replace(handing, seal="KZ 2"))
        .accept_with_act(Count(handing=handing, came=came, remark="вскрыт"))
    )
    saved(store, counted)

    with store.units() as unit:
        assert unit.manifests.get(counted.id) == counted
        assert unit.manifests.by_number(counted.digits) == counted
        assert unit.manifests.by_number(counted.number) == counted
        assert unit.manifests.sealed_by("KZ 2") == counted
        assert unit.manifests.sealed_by("") is None
        assert unit.manifests.get(ManifestId("?")) is None


def test_a_package_is_found_in_every_manifest_that_lists_it(store: Store) -> None:
    mine = saved(store, a_manifest(1).put(a_package(1)).put(a_package(2)))
    theirs = saved(store, a_manifest(2).put(a_package(2)), own=False)
    saved(store, mine.take_out(a_number(1), AT))

    with store.units() as unit:
        assert unit.manifests.naming(a_number(1)) == ()
        found = [one.number for one in unit.manifests.naming(a_number(2).replace("-", ""))]
        assert found == [mine.number, theirs.number]
        assert unit.manifests.is_own(mine.id)
        assert not unit.manifests.is_own(theirs.id)


def test_whose_a_manifest_is_never_changes(store: Store) -> None:
    theirs = saved(store, a_manifest(), own=False)
    saved(store, theirs.put(a_package(1)), own=True)

    with store.units() as unit:
        assert not unit.manifests.is_own(theirs.id)


def test_the_open_one_is_of_this_device_window_day_and_provider(store: Store) -> None:
    saved(store, a_manifest(1), own=False)
    saved(store, a_manifest(2, day=DAY - timedelta(days=1)))
    saved(store, a_manifest(3, provider="other"))
    saved(store, a_manifest(4).put(a_package(1)).seal_with("KZ 1", AT))
    mine = saved(store, a_manifest(5))
    newest = saved(store, a_manifest(6, window=8))

    with store.units() as unit:
        assert unit.manifests.open_of("002", 7, DAY, "almaty-2017") == mine
        assert unit.manifests.open_of("002", 9, DAY, "almaty-2017") is None
        assert unit.manifests.newest_of("002", 7) == mine
        assert unit.manifests.newest_of("002", 8) == newest


def test_the_papers_of_a_manifest_come_back_and_the_first_print_stays(store: Store) -> None:
    manifest = saved(store, a_manifest())
    records = [
        ManifestPaper(
            id=an_id(),
            manifest_id=manifest.id,
            kind=kind,
            sha256=f"{place}" * 64,
            made_at=AT,
            made_by="А. Ахметова",
            paper=a_paper(kind, "kk", extreme=False),
        )
        for place, kind in enumerate((PaperKind.COURIER_MANIFEST, PaperKind.DISCREPANCY_ACT))
    ]
    with store.units() as unit:
        for record in records:
            unit.manifests.add_paper(record)
        unit.manifests.printed(records[0].id, AT)
        unit.manifests.printed(records[0].id, AT + timedelta(hours=1))
        unit.commit()

    with store.units() as unit:
        printed = dataclasses.replace(records[0], printed_at=AT)
        assert unit.manifests.papers_of(manifest.id) == (printed, records[1])
        assert unit.manifests.paper("1" * 64) == records[1]
        assert unit.manifests.paper("2" * 64) is None


def test_numbers_of_manifests_are_counted_apart(store: Store) -> None:
    with store.units() as unit:
        assert unit.counters.next_application("002", 7, DAY) == 1
        assert unit.counters.next_manifest("002", 7, DAY) == 1
        assert unit.counters.next_manifest("002", 7, DAY) == 2


def test_a_body_that_is_no_manifest_is_damage() -> None:
    with pytest.raises(BodyUnreadable):
        manifest_from('{"id": 1}')


def test_the_day_shows_its_bags_and_those_of_before_that_were_not_counted(store: Store) -> None:
    today = saved(store, a_manifest(1))
    before = DAY - timedelta(days=1)
    number = ManifestNumber.build("002", 7, before, 1).text
    handing = Handing(to="Серіков Б.", seal="KZ 1", at=AT, by="А. Ахметова")
    sent = a_manifest(day=before, number=number).put(a_package(1))
    sent = saved(store, sent.seal_with("KZ 1", AT).hand_over(handing), own=False)
    number = ManifestNumber.build("002", 7, before, 2).text
    done = a_manifest(day=before, number=number).put(a_package(2)).seal_with("KZ 1", AT)
    counted = Count(handing=handing, came=(Came(number=a_number(2)),))
    saved(store, done.hand_over(handing).accept(counted))
    saved(store, a_manifest(3, center="003"))

    known = SqlManifestsOfDay(store.reader())("002", DAY)
    assert [(one.manifest, one.own) for one in known] == [(sent, False), (today, True)]


def test_the_tray_holds_what_goes_by_courier_and_lies_in_no_bag_the_first_term_first(
    store: Store,
) -> None:
    by_courier: dict[str, Any] = {"delivery_way": DeliveryWay.COURIER, "state": State.ACCEPTED}
    late = an_application(**by_courier, delivery=Delivery.QUEUED, due_on=date(2018, 2, 12))
    soon = an_application(**by_courier, delivery=Delivery.QUEUED, due_on=date(2018, 2, 9))
    some_day = an_application(**by_courier, delivery=Delivery.QUEUED)
    others = [
        an_application(**by_courier, delivery=Delivery.WITH_COURIER),
        an_application(state=State.ACCEPTED, delivery=Delivery.QUEUED),
    ]
    with store.units() as unit:
        for application in (late, soon, some_day, *others):
            unit.applications.add(application)
        unit.commit()
    tray = SqlWaitingPackages(store.reader())

    assert [one.number for one in tray(10)] == [soon.number, late.number, some_day.number]
    assert len(tray(2)) == 2


def test_the_tray_is_read_along_its_own_index(store: Store) -> None:
    with store.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {WAITING.text}").all()

    assert "ix_applications_for_courier" in str(plan)


def test_what_lies_in_the_drawer_is_told_when_the_shift_ends(store: Store) -> None:
    queued: dict[str, Any] = {"delivery_way": DeliveryWay.COURIER, "delivery": Delivery.QUEUED}
    saved(store, a_manifest(1).put(a_package(1)))
    saved(store, a_manifest(2))
    saved(store, a_manifest(3).put(a_package(2)), own=False)
    handing = Handing(to="Серіков Б.", seal="KZ 1", at=AT, by="А. Ахметова")
    saved(store, a_manifest(4).put(a_package(3)).seal_with("KZ 1", AT).hand_over(handing))
    with store.units() as unit:
        unit.applications.add(an_application(**queued, state=State.ACCEPTED))
        unit.applications.add(an_application(**queued, state=State.ACCEPTED, window=8))
        left = unit.shifts.left_at("002", 7)

    assert (left.in_tray, left.bags) == (1, 1)
    assert not left.nothing
