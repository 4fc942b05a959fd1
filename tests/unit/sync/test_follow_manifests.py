"""Another window's manifest, followed by its messages alone, is the manifest of that window."""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operator_app.domain.applications import Application, Delivery
from operator_app.domain.couriers import (
    Manifest,
    ManifestId,
    ManifestState,
    PackageElsewhere,
)
from operator_app.domain.reconciliation import Came
from operator_app.errors import OperatorAppError
from operator_app.ports import Fact
from operator_app.sync.manifests import follow_manifest
from operator_app.sync.numbers import learn_numbers
from operator_app.usecases.hand_over_manifest import HandOverManifest
from operator_app.usecases.seal_manifest import SealManifest
from operator_app.usecases.take_out_package import TakeOutPackage
from operator_app.usecases.unseal_manifest import UnsealManifest
from operator_app.wire.envelopes import Envelope
from operator_app.wire.manifests import MANIFEST_OPEN, MANIFEST_PUT, MANIFEST_SEAL
from tests.support.courier_counter import CourierCounter, a_number, a_session
from tests.support.envelopes import BODIES, an_envelope
from tests.support.fakes_sync import FakeSync, SyncTables


def said(fact: Fact, place: int) -> Envelope:
    """As it comes out of the hub."""
    body = json.loads(msgspec.json.encode(dict(fact.body)))
    return an_envelope(
        place + 1, type=fact.type, entity=fact.entity, at=fact.at, actor=fact.actor, body=body
    )


def heard(listener: CourierCounter, facts: Sequence[Fact], *, own: bool = False) -> set[str]:
    changed: set[str] = set()
    with listener.store() as unit:
        for place, fact in enumerate(facts):
            changed |= follow_manifest(unit, said(fact, place), own=own)
        unit.commit()
    return changed


def manifests(counter: CourierCounter) -> dict[ManifestId, Manifest]:
    return counter.store.tables.courier.manifests


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["put", "take_out", "seal", "unseal", "hand_over", "count"]),
        st.integers(1, 4),
        st.integers(-1, 3),
    ),
    max_size=20,
)


def move(counter: CourierCounter, what: str, number: int) -> None:
    manifest = counter.opened()
    others = [one for one in manifests(counter).values() if one.state is not ManifestState.OPEN]
    target = others[number % len(others)] if others else manifest
    its: dict[str, Any] = {"manifest_id": target.id, "session": counter.session}
    if what == "put":
        counter.put(manifest, a_number(number, window=3))
    elif what == "take_out":
        package = a_number(number, window=3)
        counter.take_out(
            TakeOutPackage(manifest_id=manifest.id, package=package, session=counter.session)
        )
    elif what == "seal":
        seal = f"KZ {len(counter.store.tables.facts)}"
        counter.seal_manifest(
            SealManifest(manifest_id=manifest.id, seal=seal, session=counter.session)
        )
    elif what == "unseal":
        counter.unseal(UnsealManifest(**its, remark="порвана"))
    elif what == "hand_over":
        counter.hand_over_manifest(HandOverManifest(**its, courier="Серіков", seal=target.seal))
    else:
        came = [Came(number=one.number) for one in target.packages][: number + 1]
        if target.compared(tuple(came)):
            counter.disputed(target, *came, seal=target.seal)
        else:
            counter.accepted(target, *came, seal=target.seal)


@settings(max_examples=40, deadline=None)
@given(moves=MOVES)
def test_who_follows_the_messages_has_the_same_manifests_and_following_again_changes_nothing(
    moves: list[tuple[str, int, int]],
) -> None:
    there, here = CourierCounter(), CourierCounter()
    for what, number, minutes in moves:
        there.at += timedelta(minutes=minutes)
        try:
            move(there, what, number)
        except OperatorAppError:
            continue
    heard(here, there.store.tables.facts)

    assert manifests(here) == manifests(there)
    assert here.store.tables.courier.own == set()
    heard(here, there.store.tables.facts)
    assert {one.number: one.state for one in manifests(here).values()} == {
        one.number: one.state for one in manifests(there).values()
    }


def with_case() -> tuple[CourierCounter, CourierCounter, Application]:
    """Window 7 has the case, another window the bag."""
    there, here = CourierCounter(), CourierCounter()
    return there, here, here.waiting(1)


def delivery(counter: CourierCounter, case: Application) -> Delivery:
    return counter.store.case(case.id).delivery


def test_the_case_of_this_window_goes_the_way_of_the_bag_of_another() -> None:
    there, here, case = with_case()
    ways = []
    sent = there.sent(1)
    for place in range(len(there.store.tables.facts)):
        heard(here, there.store.tables.facts[place : place + 1])
        ways.append(delivery(here, case))
    there.accepted(sent, Came(number=case.number))
    changed = heard(here, there.store.tables.facts[-1:])

    assert ways == [
        Delivery.QUEUED,
        Delivery.IN_MANIFEST,
        Delivery.IN_MANIFEST,
        Delivery.WITH_COURIER,
    ]
    assert delivery(here, case) is Delivery.DELIVERED
    assert changed == {case.id, sent.id}


def test_with_a_line_a_package_of_another_bag_is_refused_at_once() -> None:
    there, here, case = with_case()
    there.put(there.opened(), case.number)
    heard(here, there.store.tables.facts)
    bag = here.opened(session=a_session(3))
    with pytest.raises(PackageElsewhere) as told:
        here.put(bag, case.number)

    assert told.value.details["window"] == 7
    assert delivery(here, case) is Delivery.IN_MANIFEST


def test_what_another_windows_act_misses_waits_here_again() -> None:
    there, here, case = with_case()
    there.disputed(there.sent(1, 2), Came(number=a_number(2)))
    heard(here, there.store.tables.facts)

    assert delivery(here, case) is Delivery.QUEUED


def test_old_news_of_another_window_takes_nothing_back() -> None:
    there, here, case = with_case()
    manifest = there.put(there.opened(), case.number)
    there.take_out(
        TakeOutPackage(manifest_id=manifest.id, package=case.number, session=there.session)
    )
    here.accepted(here.sent(1), Came(number=case.number))
    heard(here, there.store.tables.facts)

    assert delivery(here, case) is Delivery.DELIVERED


def test_a_package_taken_out_there_stays_in_the_bag_of_this_window() -> None:
    there, here, case = with_case()
    manifest = there.put(there.opened(), case.number)
    there.take_out(
        TakeOutPackage(manifest_id=manifest.id, package=case.number, session=there.session)
    )
    here.put(here.opened(), case.number)
    heard(here, there.store.tables.facts)

    assert delivery(here, case) is Delivery.IN_MANIFEST


def test_the_printed_list_stands_when_a_message_before_it_was_not_heard() -> None:
    there, here = CourierCounter(), CourierCounter()
    manifest = there.sealed(1, 2)
    heard(here, [one for one in there.store.tables.facts if one.type != MANIFEST_PUT])

    found = manifests(here)[manifest.id]
    assert [one.number for one in found.packages] == [a_number(1), a_number(2)]


def test_a_window_put_back_from_a_copy_has_its_own_manifests_again() -> None:
    there = CourierCounter()
    manifest = there.sent(1)
    restored = CourierCounter()
    heard(restored, there.store.tables.facts, own=True)

    assert manifests(restored) == manifests(there)
    assert restored.accepted(manifest, Came(number=a_number(1))).state is ManifestState.DELIVERED


def test_a_window_put_back_from_a_copy_gives_no_number_of_a_manifest_again() -> None:
    there = CourierCounter()
    there.sealed(1)
    there.put(there.opened(), a_number(2))
    tables = SyncTables()
    for place, fact in enumerate(there.store.tables.facts):
        learn_numbers(FakeSync(tables), said(fact, place))
    learn_numbers(FakeSync(tables), an_envelope(type=MANIFEST_OPEN, body={"number": "?"}))

    assert tables.numbers == {("manifest", "002", 7, "2018-02-06"): 2}


@pytest.mark.parametrize(
    "envelope",
    [
        an_envelope(type="case.submit"),
        an_envelope(type=MANIFEST_SEAL),
        an_envelope(type=MANIFEST_SEAL, schema=9, body=BODIES[MANIFEST_SEAL]),
        an_envelope(type=MANIFEST_SEAL, body={"number": 1}),
        an_envelope(type="manifest.burn", body={}),
    ],
    ids=["another_type", "unknown_manifest", "newer_schema", "broken_body", "newer_type"],
)
def test_what_cannot_be_followed_is_left_alone(envelope: Envelope) -> None:
    here = CourierCounter()
    here.put(here.opened(), a_number(1))
    before = copy.deepcopy(here.store.tables)
    with here.store() as unit:
        assert follow_manifest(unit, envelope, own=False) == frozenset()
        unit.commit()

    assert here.store.tables == before
