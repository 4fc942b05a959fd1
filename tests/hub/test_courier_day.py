"""Acceptance: 200 packages, two windows without a line, random losses and strangers; afterwards
each window's reconciliation finds exactly what was done to the bags."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db.queries.manifests import SqlManifestsOfDay, SqlWaitingPackages
from operator_app.domain.applications import Delivery, DeliveryWay, State
from operator_app.domain.couriers import Manifest, ManifestId
from operator_app.domain.numbers import ApplicationNumber
from operator_app.domain.reconciliation import Came, Difference, reconcile
from operator_app.sync.turns import Next
from operator_app.usecases.accept_manifest import AcceptManifest, AcceptManifestHandler
from operator_app.usecases.hand_over_manifest import HandOverManifest, HandOverManifestHandler
from operator_app.usecases.open_manifest import OpenManifest, OpenManifestHandler
from operator_app.usecases.put_package import PutPackage, PutPackageHandler
from operator_app.usecases.record_discrepancy import RecordDiscrepancy, RecordDiscrepancyHandler
from operator_app.usecases.seal_manifest import CourierDesk, SealManifest, SealManifestHandler
from tests.db.builders import an_application, an_id
from tests.support.courier_counter import PROVIDER, a_session, office_at
from tests.support.fakes_outside import typeset
from tests.support.hub_process import HubProcess
from tests.support.sync_window import SyncWindow
from tests.support.two_windows import two_windows
from tests.unit.usecases.counter import CERTIFICATE, catalogue

DAY = date(2018, 2, 6)
PACKAGES = 200
BAGS = 2
"""Of each window."""
DONE = {"lost": 9, "opened": 6, "in_two": 7, "swapped": 5, "strangers": 8}
"""How many of each are done to the day's packages."""


def a_number(window: int, sequence: int) -> str:
    return ApplicationNumber.build("002", window, DAY, sequence).text


@dataclass
class CourierWindow:
    """A window of the center with its own store; the hub need not be there."""

    window: SyncWindow
    number: int
    now: datetime = datetime(2018, 2, 6, 4, 20, tzinfo=UTC)

    def __post_init__(self) -> None:
        units, law = self.window.store.units, catalogue()
        self.session = a_session(self.number)
        desk = CourierDesk(
            units=units, now=self.clock, new_id=an_id, blobs=self.window.blobs, typeset=typeset
        )
        self.open = OpenManifestHandler(units, self.clock, law)
        self.put = PutPackageHandler(units, self.clock, law)
        self.seal = SealManifestHandler(desk, law, office_at)
        self.hand_over = HandOverManifestHandler(units, self.clock)
        self.accept = AcceptManifestHandler(units, self.clock)
        self.dispute = RecordDiscrepancyHandler(desk, law, office_at)

    def clock(self) -> datetime:
        self.now += timedelta(seconds=3)
        return self.now

    def signed_cases(self, count: int) -> list[str]:
        record = catalogue().find(service=CERTIFICATE, region="almaty", on=DAY)
        numbers = [a_number(self.number, sequence) for sequence in range(1, count + 1)]
        with self.window.store.units() as unit:
            for number in numbers:
                case = an_application(
                    number=number,
                    window=self.number,
                    edition=record.edition,
                    state=State.ACCEPTED,
                    accepted_at=self.now,
                    due_on=date(2018, 2, 9),
                    delivery_way=DeliveryWay.COURIER,
                    delivery=Delivery.QUEUED,
                )
                unit.applications.add(case)
            unit.commit()
        return numbers

    def sent(self, packages: list[str], seal: str) -> Manifest:
        manifest = self.open(
            OpenManifest(manifest_id=ManifestId(an_id()), provider=PROVIDER, session=self.session)
        )
        its: dict[str, Any] = {"manifest_id": manifest.id, "session": self.session}
        for package in packages:
            self.put(PutPackage(**its, package=package))
        self.seal(SealManifest(**its, seal=seal))
        return self.hand_over(HandOverManifest(**its, courier="Серіков Б.", seal=seal))

    def counted(self, manifest: Manifest, came: list[Came]) -> Manifest:
        """As the paper that came back says: without an act if there is nothing to say."""
        told: dict[str, Any] = {
            "manifest_id": manifest.id,
            "received_by": "Жұмабаева Л.",
            "seal": manifest.seal,
            "came": tuple(came),
            "session": self.session,
        }
        if manifest.compared(tuple(came)):
            return self.dispute(RecordDiscrepancy(**told, remark="Пересчитано вдвоем"))
        return self.accept(AcceptManifest(**told))

    def day(self) -> dict[Difference, set[str]]:
        """What this window finds of the whole center's day."""
        known = SqlManifestsOfDay(self.window.store.reader())("002", DAY)
        found: dict[Difference, set[str]] = {kind: set() for kind in Difference}
        for one in reconcile(one.manifest.bag for one in known):
            found[one.kind].add(one.package)
        return found

    def talk(self) -> None:
        """The line is back: everything is said, and everything heard."""
        self.window.push()
        while self.window.pull().next is Next.MORE:
            pass
        assert self.window.empty()

    def deliveries(self, numbers: list[str]) -> dict[str, Delivery]:
        with self.window.store.units() as unit:
            cases = {number: unit.applications.by_number(number) for number in numbers}
        return {number: case.delivery for number, case in cases.items() if case is not None}


@dataclass
class Bags:
    """What really lies in each bag, after everything that may happen on the way has happened."""

    listed: list[list[str]]
    inside: list[list[str]] = field(default_factory=list)
    done: dict[Difference, set[str]] = field(
        default_factory=lambda: {kind: set() for kind in Difference}
    )

    def shake(self, chance: random.Random) -> None:
        self.inside = [list(bag) for bag in self.listed]
        everything = [number for bag in self.listed for number in bag]
        drawn = iter(chance.sample(sorted(set(everything)), sum(DONE.values())))
        for _ in range(DONE["in_two"]):
            self._list_twice(next(drawn), chance)
        for _ in range(DONE["lost"]):
            number = next(drawn)
            self._bag_of(number).remove(number)
            self.done[Difference.MISSING].add(number)
        for _ in range(DONE["opened"]):
            self.done[Difference.OPENED].add(next(drawn))
        for _ in range(DONE["swapped"]):
            number = next(drawn)
            bag = self._bag_of(number)
            bag.remove(number)
            chance.choice([other for other in self.inside if other is not bag]).append(number)
            self.done[Difference.OTHER_BAG].add(number)
        for place in range(DONE["strangers"]):
            stranger = a_number(55, place + 1)
            chance.choice(self.inside).append(stranger)
            self.done[Difference.EXTRA].add(stranger)
        for bag in self.inside:
            chance.shuffle(bag)

    def came(self, place: int) -> list[Came]:
        opened = self.done[Difference.OPENED]
        return [Came(number=number, opened=number in opened) for number in self.inside[place]]

    def _list_twice(self, number: str, chance: random.Random) -> None:
        """Both windows have read it; it lies in one bag only, either one."""
        first = next(place for place, bag in enumerate(self.listed) if number in bag)
        other = chance.choice(_of_the_other_window(first))
        self.listed[other].append(number)
        if chance.random() < 0.5:
            self.inside[first].remove(number)
            self.inside[other].append(number)
        self.done[Difference.IN_TWO].add(number)

    def _bag_of(self, number: str) -> list[str]:
        return next(bag for bag in self.inside if number in bag)


def _of_the_other_window(place: int) -> list[int]:
    return [other for other in range(2 * BAGS) if other // BAGS != place // BAGS]


@pytest.fixture
def windows(tmp_path: Path) -> Iterator[tuple[CourierWindow, CourierWindow]]:
    with HubProcess(tmp_path / "hub") as hub, two_windows(tmp_path, hub, CourierWindow) as both:
        yield both


@pytest.mark.parametrize("seed", [2018, pytest.param(1, marks=pytest.mark.long)])
def test_two_windows_find_exactly_what_was_done_to_two_hundred_packages(
    windows: tuple[CourierWindow, CourierWindow], seed: int
) -> None:
    chance = random.Random(seed)
    mine = [window.signed_cases(PACKAGES // 2) for window in windows]
    bags = Bags([numbers[place::BAGS] for numbers in mine for place in range(BAGS)])
    bags.shake(chance)

    sent = [
        windows[place // BAGS].sent(listed, seal=f"KZ {place}")
        for place, listed in enumerate(bags.listed)
    ]
    for place in chance.sample(range(2 * BAGS), 2 * BAGS):
        windows[place // BAGS].counted(sent[place], bags.came(place))
    assert windows[0].day() != bags.done
    assert windows[1].day() != bags.done
    for _ in range(2):
        for one in windows:
            one.talk()

    assert sum(len(bag) for bag in bags.listed) == PACKAGES + DONE["in_two"]
    for one, numbers in zip(windows, mine, strict=True):
        assert one.day() == bags.done
        lost = bags.done[Difference.MISSING] & set(numbers)
        assert one.deliveries(numbers) == {
            number: Delivery.QUEUED if number in lost else Delivery.DELIVERED for number in numbers
        }
        assert {case.number for case in SqlWaitingPackages(one.window.store.reader())(500)} == lost
