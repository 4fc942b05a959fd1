"""What the courier's bags of a day were short of, or held besides: exceptions of that day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from operator_app.domain.couriers import Manifest
from operator_app.domain.reconciliation import Difference, reconcile


class BagFault(StrEnum):
    """In the order in which they are told: the gravest first."""

    MISSING = "missing"
    SEAL = "seal"
    """The provider found another seal than the bag left with."""
    OPENED = "opened"
    EXTRA = "extra"
    ASTRAY = "astray"
    """Two manifests list the package, or it came in another bag than its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BagDifference:
    """One kind of fault of one manifest. ``act`` is the remark of the discrepancy act."""

    fault: BagFault
    manifest: str
    """Its id; ``number`` is what people call it."""
    number: str
    window: int
    packages: tuple[str, ...] = ()
    act: str = ""

    @property
    def count(self) -> int:
        """Packages; another seal is one."""
        return len(self.packages) or 1


_FAULTS: Final[Mapping[Difference, BagFault]] = MappingProxyType(
    {
        Difference.MISSING: BagFault.MISSING,
        Difference.OPENED: BagFault.OPENED,
        Difference.EXTRA: BagFault.EXTRA,
        Difference.IN_TWO: BagFault.ASTRAY,
        Difference.OTHER_BAG: BagFault.ASTRAY,
    }
)


def differences_of(
    manifests: Iterable[Manifest], beside: Iterable[Manifest] = ()
) -> tuple[BagDifference, ...]:
    """Of the manifests of a day; ``beside`` are others that name a package of theirs.

    A package is told once of each fault, with the first of the day's manifests it is about: what
    is added up here are packages and not manifests.
    """
    mine = {one.number: one for one in manifests}
    others = [one.bag for one in beside if one.number not in mine]
    found: dict[tuple[str, BagFault], dict[str, None]] = {}
    for finding in reconcile((*(one.bag for one in mine.values()), *others)):
        number = next((one for one in finding.manifests if one in mine), None)
        if number is not None:
            packages = found.setdefault((number, _FAULTS[finding.kind]), {})
            packages[finding.package] = None
    return tuple(_told(mine, {key: tuple(packages) for key, packages in found.items()}))


def _told(
    mine: Mapping[str, Manifest], found: Mapping[tuple[str, BagFault], tuple[str, ...]]
) -> Iterator[BagDifference]:
    for number, manifest in sorted(mine.items()):
        for fault in BagFault:
            packages = found.get((number, fault), ())
            if packages or (fault is BagFault.SEAL and manifest.seal_differs):
                yield BagDifference(
                    fault=fault,
                    manifest=manifest.id,
                    number=number,
                    window=manifest.window,
                    packages=packages,
                    act=manifest.count.remark if manifest.count is not None else "",
                )
