"""A day's bags against what was put into them: what was lost, added, opened or put in two."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.couriers import (
    Count,
    Handing,
    Manifest,
    ManifestId,
    ManifestState,
    Package,
)
from operator_app.domain.day_couriers import BagDifference, BagFault, differences_of
from operator_app.domain.day_exceptions import ExceptionKind, Loose, exceptions_of
from operator_app.domain.reconciliation import Came
from tests.support.supervised_state import FIGURES

AT = datetime(2018, 2, 6, 8, 0, tzinfo=UTC)
HANDING = Handing(to="К.", seal="A", at=AT, by="О.")


def a_bag(
    name: str, listed: list[str], came: list[Came] | None = None, seal: str = "A"
) -> Manifest:
    count = None if came is None else Count(handing=HANDING, came=tuple(came), remark="акт")
    return Manifest(
        id=ManifestId(f"id-{name}"),
        number=name,
        center="002",
        window=7,
        day=date(2018, 2, 6),
        provider="almaty-2017",
        opened_at=AT,
        opened_by="О.",
        state=ManifestState.WITH_COURIER if count is None else ManifestState.DELIVERED_WITH_ACT,
        packages=tuple(Package(number=one, put_at=AT, put_by="О.") for one in listed),
        seal=seal,
        count=count,
    )


def faults(found: tuple[BagDifference, ...]) -> dict[tuple[str, BagFault], tuple[str, ...]]:
    return {(one.number, one.fault): one.packages for one in found}


@given(
    fates=st.lists(st.sampled_from(["came", "lost", "opened"]), min_size=1, max_size=30),
    extras=st.integers(0, 4),
    split=st.integers(1, 4),
)
def test_exactly_what_was_done_to_the_packages_is_told(
    fates: list[str], extras: int, split: int
) -> None:
    bags = []
    for place in range(split):
        mine = [(f"{place}-{n}", fate) for n, fate in enumerate(fates)]
        came = [Came(number=one, opened=fate == "opened") for one, fate in mine if fate != "lost"]
        came += [Came(number=f"x{place}-{n}") for n in range(extras)]
        bags.append(a_bag(f"bag-{place}", [one for one, _ in mine], came))

    found = differences_of(bags)

    done = Counter(fates)
    summed: Counter[BagFault] = Counter()
    for one in found:
        summed[one.fault] += one.count
    assert summed == +Counter(
        {
            BagFault.MISSING: done["lost"] * split,
            BagFault.OPENED: done["opened"] * split,
            BagFault.EXTRA: extras * split,
        }
    )


def test_a_bag_that_is_on_its_way_is_out_of_order_in_nothing() -> None:
    assert differences_of([a_bag("one", ["a", "b"])]) == ()
    assert differences_of([a_bag("one", ["a"], [Came(number="a")])]) == ()


def test_another_seal_is_told_though_every_package_came() -> None:
    found = differences_of([a_bag("one", ["a"], [Came(number="a")], seal="B")])

    assert faults(found) == {("one", BagFault.SEAL): ()}
    assert found[0].count == 1
    assert found[0].act == "акт"


def test_a_package_that_came_in_yesterdays_bag_is_neither_missing_nor_extra() -> None:
    """The other bag is looked at as well, and its own faults are its own day's."""
    today = a_bag("one", ["a", "b"], [Came(number="b")])
    yesterday = a_bag("two", ["c"], [Came(number="a")])

    found = differences_of([today], [yesterday, today])

    assert faults(found) == {("one", BagFault.ASTRAY): ("a",)}


def test_a_package_in_two_bags_is_told_once() -> None:
    found = differences_of([a_bag("one", ["a"]), a_bag("two", ["a"])])

    assert faults(found) == {("one", BagFault.ASTRAY): ("a",)}


def test_each_fault_of_a_bag_is_an_exception_that_wants_its_own_remark() -> None:
    bag = a_bag("one", ["a", "b", "c"], [Came(number="a", opened=True)], seal="B")
    bags = differences_of([bag, replace(bag, id=ManifestId("x"), number="two", packages=())])

    found = [one for one in exceptions_of(FIGURES, Loose(bags=bags)) if one.packages]

    assert [(one.kind, one.name, one.count) for one in found] == [
        (ExceptionKind.PACKAGE_MISSING, "one", 2),
        (ExceptionKind.PACKAGE_OPENED, "one", 1),
        (ExceptionKind.PACKAGE_ASTRAY, "one", 1),
    ]
    assert all(one.needs_remark for one in found)
    assert len({one.key for one in found}) == len(found)
