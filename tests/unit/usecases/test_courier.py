"""The courier's use cases: what is refused leaves nothing behind, what is done is told."""

from __future__ import annotations

import copy
from datetime import timedelta

import pytest

from operator_app.domain.applications import Delivery, DeliveryWay, State
from operator_app.domain.couriers import (
    ClockBack,
    CountDiffers,
    IllegalMove,
    ManifestId,
    ManifestState,
    NoSuchManifest,
    OtherWindow,
    PackageElsewhere,
    PackageTwice,
    SealDiffers,
    SealUsed,
)
from operator_app.domain.numbers import ApplicationNumberMalformed
from operator_app.domain.operators import NotAllowed, Role
from operator_app.domain.people import CheckDigitWrong
from operator_app.domain.reconciliation import Came
from operator_app.errors import OperatorAppError
from operator_app.usecases.change_after_signing import (
    ChangeAfterSigning,
    ChangeAfterSigningHandler,
    InManifest,
)
from operator_app.usecases.hand_over_manifest import HandOverManifest
from operator_app.usecases.open_manifest import UnknownProvider
from operator_app.usecases.put_package import (
    LeftAlready,
    NotAccepted,
    NotByCourier,
    OtherCenter,
    OtherProvider,
    PutPackage,
)
from operator_app.usecases.seal_manifest import SealManifest
from operator_app.usecases.take_out_package import TakeOutPackage
from operator_app.usecases.unseal_manifest import UnsealManifest
from tests.support.courier_counter import (
    PROVIDER,
    SEAL,
    CourierCounter,
    a_number,
    a_session,
)
from tests.support.fakes import DiskFull
from tests.unit.usecases.counter import catalogue


@pytest.fixture
def counter() -> CourierCounter:
    return CourierCounter()


def delivery(counter: CourierCounter, case_id: str) -> Delivery:
    return counter.store.case(case_id).delivery


def test_one_bag_is_filled_before_the_next_is_opened(counter: CourierCounter) -> None:
    first = counter.opened()

    assert counter.opened() == first
    assert first.number == "002-07-180206-001-" + first.number[-1]
    assert counter.store.messages == ["manifest.open"]
    with pytest.raises(UnknownProvider):
        counter.opened("nobody")


def test_the_way_of_a_package_is_the_way_of_its_case(counter: CourierCounter) -> None:
    case = counter.waiting(1)
    manifest = counter.put(counter.opened(), case.number.replace("-", ""))
    assert delivery(counter, case.id) is Delivery.IN_MANIFEST
    counter.take_out(
        TakeOutPackage(manifest_id=manifest.id, package=case.number, session=counter.session)
    )
    assert delivery(counter, case.id) is Delivery.QUEUED
    sent = counter.sent(1)
    assert delivery(counter, case.id) is Delivery.WITH_COURIER
    accepted = counter.accepted(sent, Came(number=case.number))

    assert delivery(counter, case.id) is Delivery.DELIVERED
    assert accepted.state is ManifestState.DELIVERED
    assert counter.store.messages == [
        "manifest.open",
        "manifest.put",
        "manifest.take_out",
        "manifest.put",
        "manifest.seal",
        "manifest.hand_over",
        "manifest.accept",
    ]
    assert [row.action for row in counter.store.tables.audit if row.entity == case.id] == [
        "package.in_manifest",
        "package.queued",
        "package.in_manifest",
        "package.with_courier",
        "package.delivered",
    ]


def test_what_the_act_misses_waits_for_a_manifest_again(counter: CourierCounter) -> None:
    came, lost = counter.waiting(1), counter.waiting(2)
    counter.disputed(counter.sent(1, 2), Came(number=came.number))

    assert delivery(counter, came.id) is Delivery.DELIVERED
    assert delivery(counter, lost.id) is Delivery.QUEUED
    again = counter.put(counter.opened(), lost.number)
    assert again.lists(lost.number)
    with pytest.raises(PackageElsewhere):
        counter.put(again, came.number)


def test_a_case_of_another_window_goes_in_by_its_number(counter: CourierCounter) -> None:
    manifest = counter.put(counter.opened(), a_number(5, window=3))

    assert manifest.packages[0].case_id is None
    assert manifest.due_on is None


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"state": State.DRAFT, "delivery": Delivery.NONE}, NotAccepted),
        ({"state": State.REFUSED_INCOMPLETE}, NotAccepted),
        ({"delivery_way": DeliveryWay.GATEWAY}, NotByCourier),
        ({"delivery": Delivery.WITH_COURIER}, LeftAlready),
    ],
)
def test_a_package_that_must_not_leave_is_refused_and_nothing_is_half_done(
    counter: CourierCounter, changes: dict[str, object], why: type[OperatorAppError]
) -> None:
    case = counter.waiting(1, **changes)
    manifest = counter.opened()

    refused(
        counter,
        why,
        PutPackage(manifest_id=manifest.id, package=case.number, session=counter.session),
    )


def test_a_package_of_another_provider_or_center_is_refused(counter: CourierCounter) -> None:
    case = counter.waiting(1)
    other = next(
        one.edition
        for one in catalogue().services
        if one.act != PROVIDER and one.service == case.service
    )
    counter.store.put(counter.waiting(2, edition=other))
    manifest = counter.opened()

    refused(counter, OtherProvider, put(counter, manifest.id, a_number(2)))
    refused(counter, OtherCenter, put(counter, manifest.id, a_number(1, center="003")))


@pytest.mark.parametrize(
    ("package", "why"),
    [
        ("", ApplicationNumberMalformed),
        ("7" * 16, CheckDigitWrong),
        ("900101300017", ApplicationNumberMalformed),
    ],
)
def test_what_is_no_package_is_refused(
    counter: CourierCounter, package: str, why: type[OperatorAppError]
) -> None:
    refused(counter, why, put(counter, counter.opened().id, package))


def test_a_package_is_put_once_into_one_manifest(counter: CourierCounter) -> None:
    counter.waiting(1)
    counter.sealed(1)
    second = counter.opened()
    refused(counter, PackageElsewhere, put(counter, second.id, a_number(1)))
    counter.put(second, a_number(2))

    refused(counter, PackageTwice, put(counter, second.id, a_number(2)))


def test_another_windows_manifest_is_only_looked_at(counter: CourierCounter) -> None:
    manifest = counter.opened()
    counter.store.tables.courier.own.clear()

    refused(counter, OtherWindow, put(counter, manifest.id, a_number(1)))
    refused(counter, NoSuchManifest, put(counter, ManifestId("?"), a_number(1)))


def test_a_seal_closes_one_bag(counter: CourierCounter) -> None:
    counter.sealed(1)
    second = counter.put(counter.opened(), a_number(2))
    command = SealManifest(manifest_id=second.id, seal=SEAL.lower(), session=counter.session)
    before = copy.deepcopy(counter.store.tables)
    with pytest.raises(SealUsed):
        counter.seal_manifest(command)

    assert counter.store.tables == before


def test_a_seal_that_differs_keeps_the_bag_where_it_is(counter: CourierCounter) -> None:
    case = counter.waiting(1)
    manifest = counter.sealed(1)
    before = copy.deepcopy(counter.store.tables)
    command = HandOverManifest(
        manifest_id=manifest.id, courier="Серіков", seal="KZ 1", session=counter.session
    )
    with pytest.raises(SealDiffers):
        counter.hand_over_manifest(command)

    assert counter.store.tables == before
    counter.unseal(
        UnsealManifest(manifest_id=manifest.id, remark="повреждена", session=counter.session)
    )
    assert counter.store.messages[-1] == "manifest.unseal"
    assert delivery(counter, case.id) is Delivery.IN_MANIFEST


def test_a_count_that_differs_is_not_accepted_quietly(counter: CourierCounter) -> None:
    manifest = counter.sent(1, 2)
    before = copy.deepcopy(counter.store.tables)
    with pytest.raises(CountDiffers):
        counter.accepted(manifest, Came(number=a_number(1)))

    assert counter.store.tables == before
    with pytest.raises(IllegalMove):
        counter.put(manifest, a_number(3))


def test_a_clock_set_back_opens_no_manifest_and_moves_no_package(counter: CourierCounter) -> None:
    manifest = counter.put(counter.opened(), a_number(1))
    counter.at -= timedelta(hours=3)

    refused(counter, ClockBack, put(counter, manifest.id, a_number(2)))
    counter.at -= timedelta(days=1)
    before = copy.deepcopy(counter.store.tables)
    with pytest.raises(ClockBack):
        counter.opened()
    assert counter.store.tables == before


@pytest.mark.parametrize("part", ["outbox", "audit", "applications", "commit"])
def test_a_disk_that_fails_leaves_everything_as_it_was(counter: CourierCounter, part: str) -> None:
    case = counter.waiting(1)
    manifest = counter.opened()
    counter.store.broken.add(part)

    refused(counter, DiskFull, put(counter, manifest.id, case.number))


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ADMINISTRATOR])
def test_only_who_sits_at_a_window_sends_packages(counter: CourierCounter, role: Role) -> None:
    with pytest.raises(NotAllowed):
        counter.opened(session=a_session(role=role))


def test_what_lies_in_a_bag_is_not_changed_after_signing(counter: CourierCounter) -> None:
    case = counter.waiting(1)
    manifest = counter.put(counter.opened(), case.number)
    change = ChangeAfterSigningHandler(counter.store, counter.now)
    with pytest.raises(InManifest):
        change(ChangeAfterSigning(application_id=case.id, actor="Ахметова А. Б."))
    counter.take_out(
        TakeOutPackage(manifest_id=manifest.id, package=case.number, session=counter.session)
    )

    reopened = change(ChangeAfterSigning(application_id=case.id, actor="Ахметова А. Б."))
    assert reopened.state is State.DRAFT


def put(counter: CourierCounter, manifest: ManifestId, package: str) -> PutPackage:
    return PutPackage(manifest_id=manifest, package=package, session=counter.session)


def refused(counter: CourierCounter, why: type[OperatorAppError], command: PutPackage) -> None:
    """The rule is named, and not a row has changed."""
    before = copy.deepcopy(counter.store.tables)
    with pytest.raises(why):
        counter.put_package(command)
    assert counter.store.tables == before
