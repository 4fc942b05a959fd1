"""What was sent against what came, next to a count that goes through every package by itself."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.reconciliation import Bag, Came, Difference, Finding, reconcile

PACKAGES = st.sampled_from([f"p{number}" for number in range(6)])
BAGS = st.lists(
    st.tuples(
        st.lists(PACKAGES, unique=True, max_size=5),
        st.none() | st.lists(st.tuples(PACKAGES, st.booleans()), max_size=5),
    ),
    max_size=4,
).map(
    lambda drawn: tuple(
        Bag(
            manifest=f"m{place}",
            listed=tuple(listed),
            came=None
            if came is None
            else tuple(Came(number=number, opened=opened) for number, opened in came),
        )
        for place, (listed, came) in enumerate(drawn)
    )
)


def by_hand(bags: Sequence[Bag], package: str) -> set[Difference]:
    """The same, said of one package at a time by looking into every bag."""
    listing = [bag for bag in bags if package in bag.listed]
    holding = [bag for bag in bags if any(one.number == package for one in bag.came or ())]
    found = set()
    if listing and not holding and all(bag.came is not None for bag in listing):
        found.add(Difference.MISSING)
    if holding and not listing:
        found.add(Difference.EXTRA)
    if len(listing) > 1:
        found.add(Difference.IN_TWO)
    if listing and any(bag not in listing for bag in holding):
        found.add(Difference.OTHER_BAG)
    if any(one.opened for bag in bags for one in bag.came or () if one.number == package):
        found.add(Difference.OPENED)
    return found


@given(bags=BAGS)
def test_every_package_gets_the_differences_a_look_into_each_bag_finds(
    bags: tuple[Bag, ...],
) -> None:
    told: dict[str, set[Difference]] = {}
    for one in reconcile(bags):
        told.setdefault(one.package, set()).add(one.kind)

    named = {number for bag in bags for number in bag.listed}
    named |= {one.number for bag in bags for one in bag.came or ()}
    expected = {package: by_hand(bags, package) for package in named}
    assert told == {package: kinds for package, kinds in expected.items() if kinds}


@given(bags=BAGS, seed=st.integers(0, 999))
def test_the_order_in_which_bags_and_packages_were_counted_does_not_matter(
    bags: tuple[Bag, ...], seed: int
) -> None:
    shuffled = list(bags)
    shuffle = random.Random(seed)
    shuffle.shuffle(shuffled)
    mixed = [
        Bag(
            manifest=bag.manifest,
            listed=tuple(shuffle.sample(bag.listed, len(bag.listed))),
            came=None if bag.came is None else tuple(shuffle.sample(bag.came, len(bag.came))),
        )
        for bag in shuffled
    ]

    assert reconcile(mixed) == reconcile(bags)


@given(bags=BAGS)
def test_no_difference_is_told_twice_and_each_names_its_manifests(bags: tuple[Bag, ...]) -> None:
    found = reconcile(bags)

    assert len({(one.package, one.kind) for one in found}) == len(found)
    assert all(one.manifests for one in found)


@given(listed=st.lists(PACKAGES, unique=True))
def test_a_bag_that_came_as_it_was_sent_has_no_difference(listed: list[str]) -> None:
    came = tuple(Came(number=number) for number in reversed(listed))

    assert reconcile([Bag(manifest="m", listed=tuple(listed), came=came)]) == ()


def test_of_a_bag_that_was_not_counted_nothing_is_missing_yet() -> None:
    assert reconcile([Bag(manifest="m", listed=("p1", "p2"))]) == ()


def test_a_package_in_the_wrong_bag_is_neither_lost_nor_a_stranger() -> None:
    bags = (
        Bag(manifest="m1", listed=("p1",), came=()),
        Bag(manifest="m2", listed=("p2",), came=(Came(number="p2"), Came(number="p1"))),
    )

    assert reconcile(bags) == (
        Finding(kind=Difference.OTHER_BAG, package="p1", manifests=("m1", "m2")),
    )
