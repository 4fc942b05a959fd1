"""What was sent against what came: missing, extra, opened, in two manifests, in another bag."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Difference(StrEnum):
    """In the order in which they are told: the gravest first."""

    MISSING = "missing"
    """Listed, and every bag that lists it was counted without it; nor did it come elsewhere."""
    OPENED = "opened"
    EXTRA = "extra"
    """Came, and no manifest lists it."""
    IN_TWO = "in_two"
    """Two manifests list one package: two windows had no line to each other."""
    OTHER_BAG = "other_bag"
    """Came in a bag whose manifest does not list it, while another manifest does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """A package as the provider counted it."""

    number: str
    opened: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bag:
    """One manifest: what it lists, and what was in its bag; ``None`` before it was counted."""

    manifest: str
    listed: tuple[str, ...]
    came: tuple[Came, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """``manifests``: those that list the package, and after them those in whose bag it came."""

    kind: Difference
    package: str
    manifests: tuple[str, ...]


def reconcile(bags: Iterable[Bag]) -> tuple[Finding, ...]:
    """Every difference once, by package; nothing is said of what may still come.

    The order of ``bags`` and of what is in them does not matter.
    """
    ordered = sorted(bags, key=lambda bag: bag.manifest)
    uncounted = {bag.manifest for bag in ordered if bag.came is None}
    listed, came = _by_package(ordered)
    opened = {one.number for bag in ordered for one in bag.came or () if one.opened}
    found: list[Finding] = []
    for package in sorted({*listed, *came}):
        lists, bagged = listed.get(package, ()), came.get(package, ())
        manifests = tuple(dict.fromkeys((*lists, *bagged)))
        kinds = set(_differences(lists, bagged, lost=not uncounted.intersection(lists)))
        if package in opened:
            kinds.add(Difference.OPENED)
        found.extend(Finding(kind=kind, package=package, manifests=manifests) for kind in kinds)
    order = list(Difference)
    return tuple(sorted(found, key=lambda one: (one.package, order.index(one.kind))))


def _differences(
    lists: Sequence[str], bagged: Sequence[str], *, lost: bool
) -> Iterator[Difference]:
    if lists and not bagged and lost:
        yield Difference.MISSING
    if not lists:
        yield Difference.EXTRA
    if len(lists) > 1:
        yield Difference.IN_TWO
    if lists and not set(bagged) <= set(lists):
        yield Difference.OTHER_BAG


def _by_package(
    bags: Sequence[Bag],
) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    """The manifests that list each package, and those in whose bags it came."""
    listed: dict[str, tuple[str, ...]] = defaultdict(tuple)
    came: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for bag in bags:
        for number in dict.fromkeys(bag.listed):
            listed[number] += (bag.manifest,)
        for number in dict.fromkeys(one.number for one in bag.came or ()):
            came[number] += (bag.manifest,)
    return listed, came
