"""The courier's papers: made before the transaction, kept with it, naming nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from operator_app.domain.applications import DeliveryWay, State
from operator_app.domain.couriers import (
    ManifestState,
    NoSuchManifest,
    provider_called,
)
from operator_app.domain.papers import CourierManifest, DiscrepancyAct, PackageCover, Paper
from operator_app.domain.paperwork.couriers import discrepancy_act, manifest_paper
from operator_app.domain.reconciliation import Came
from operator_app.domain.versions import StaleVersion
from operator_app.usecases.accept_manifest import count_body
from operator_app.usecases.cover_package import CoverPackage
from operator_app.usecases.put_package import (
    NotAccepted,
    NotByCourier,
)
from operator_app.usecases.record_discrepancy import RecordDiscrepancy, RecordDiscrepancyHandler
from operator_app.usecases.reprint_manifest import ReprintManifest
from operator_app.usecases.seal_manifest import SealManifest, SealManifestHandler
from tests.support.courier_counter import (
    PROVIDER,
    SEAL,
    CourierCounter,
    a_number,
    office_at,
)
from tests.support.fakes_outside import typeset
from tests.support.papers import OFFICE
from tests.unit.usecases.counter import catalogue


@pytest.fixture
def counter() -> CourierCounter:
    return CourierCounter()


def test_the_sealed_list_is_printed_and_the_act_too(counter: CourierCounter) -> None:
    case = counter.waiting(1)
    counter.disputed(counter.sent(1, 2), Came(number=case.number))

    papers = counter.store.tables.courier.papers
    assert [type(one.paper) for one in papers] == [CourierManifest, DiscrepancyAct]
    listed = papers[0].paper
    assert isinstance(listed, CourierManifest)
    assert [(one.number, one.service is None) for one in listed.packages] == [
        (a_number(1), False),
        (a_number(2), True),
    ]
    act = papers[1].paper
    assert isinstance(act, DiscrepancyAct)
    assert [(one.package, one.what.ru) for one in act.lines] == [(a_number(2), "не пришел")]
    assert all(counter.blobs.has(one.sha256) for one in papers)


def test_a_package_that_came_in_another_bag_is_no_stranger_to_the_act(
    counter: CourierCounter,
) -> None:
    first = counter.sent(1, seal="A 1")
    second = counter.sent(2, seal="A 2")
    counter.disputed(first, Came(number=a_number(1)), Came(number=a_number(2)), seal="A 1")

    act = counter.store.tables.courier.papers[-1].paper
    assert isinstance(act, DiscrepancyAct)
    assert [line.what.ru for line in act.lines] == [
        f"пришел в другом мешке: {second.number}, {first.number}"
    ]


def test_the_cover_sheet_names_no_person_and_is_made_once(counter: CourierCounter) -> None:
    case = counter.waiting(1)
    first = counter.cover(CoverPackage(application_id=case.id, session=counter.session))

    assert isinstance(first.paper, PackageCover)
    assert first.paper.documents
    assert "Әбдірахманова" not in repr(first.paper)
    assert counter.cover(CoverPackage(application_id=case.id, session=counter.session)) == first
    draft = counter.waiting(2, state=State.DRAFT)
    with pytest.raises(NotAccepted):
        counter.cover(CoverPackage(application_id=draft.id, session=counter.session))
    by_gateway = counter.waiting(3, delivery_way=DeliveryWay.GATEWAY)
    with pytest.raises(NotByCourier):
        counter.cover(CoverPackage(application_id=by_gateway.id, session=counter.session))


def test_who_is_slower_than_a_package_seals_nothing(counter: CourierCounter) -> None:
    """The list is laid out before it is written: what went in meanwhile would not be on it."""
    manifest = counter.put(counter.opened(), a_number(1))

    def meanwhile(paper: Paper) -> bytes:
        counter.put(manifest, a_number(2))
        return typeset(paper)

    desk = replace(counter.courier_desk, typeset=meanwhile)
    seal = SealManifestHandler(desk, catalogue(), office_at)
    with pytest.raises(StaleVersion):
        seal(SealManifest(manifest_id=manifest.id, seal=SEAL, session=counter.session))

    found = counter.store.tables.courier.manifests[manifest.id]
    assert (found.state, len(found.packages)) == (ManifestState.OPEN, 2)
    assert counter.store.tables.courier.papers == []


def test_two_who_write_one_act_write_it_once(counter: CourierCounter) -> None:
    manifest = counter.sent(1, 2)
    first = RecordDiscrepancy(
        manifest_id=manifest.id,
        received_by="Жұмабаева Л.",
        seal=SEAL,
        came=(),
        remark="мешок пуст",
        session=counter.session,
    )

    def meanwhile(paper: Paper) -> bytes:
        counter.disputed(manifest, Came(number=a_number(1)))
        return typeset(paper)

    desk = replace(counter.courier_desk, typeset=meanwhile)
    with pytest.raises(StaleVersion):
        RecordDiscrepancyHandler(desk, catalogue(), office_at)(first)

    count = counter.store.tables.courier.manifests[manifest.id].count
    assert count is not None
    assert count.came == (Came(number=a_number(1)),)


def test_papers_are_of_bags_that_came_so_far(counter: CourierCounter) -> None:
    manifest = counter.put(counter.opened(), a_number(1))
    with pytest.raises(ValueError, match="sealed"):
        manifest_paper(manifest, {}, catalogue(), OFFICE)
    with pytest.raises(ValueError, match="counted"):
        discrepancy_act(manifest, (), catalogue(), OFFICE)
    with pytest.raises(ValueError, match="counted"):
        count_body(manifest)


def test_an_act_that_names_no_provider_is_called_after_who_issued_it() -> None:
    law = catalogue()
    nameless = replace(law, services=tuple(replace(one, provider=None) for one in law.services))

    assert provider_called(PROVIDER, nameless) == law.act(PROVIDER).issuer
    assert provider_called(PROVIDER, law) != law.act(PROVIDER).issuer


def test_a_paper_that_is_not_of_the_bag_is_not_copied(counter: CourierCounter) -> None:
    manifest = counter.sealed(1)
    command = ReprintManifest(manifest_id=manifest.id, paper_id="?", session=counter.session)
    with pytest.raises(NoSuchManifest):
        counter.reprint_manifest(command)
