"""Manifests of the courier: packages in and out, the seal, two signatures, the provider's count.

A value: each move returns a new ``Manifest``. Only the window that opened it moves it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, NewType
from zoneinfo import ZoneInfo

from operator_app.domain.catalogue import Bilingual, Catalogue
from operator_app.domain.reconciliation import Bag, Came, Finding, reconcile
from operator_app.errors import RuleViolation

ManifestId = NewType("ManifestId", str)

COUNTRY: Final = ZoneInfo("Asia/Almaty")
MOST_PACKAGES: Final = 500
"""In one bag; the hub takes no longer list."""
LONGEST_SEAL: Final = 40
LONGEST_NAME: Final = 100
LONGEST_REMARK: Final = 500
CLOCK_STEPS: Final = timedelta(minutes=2)
"""A clock set right by so little stops nobody: the moment before counts once more."""
_ALIKE: Final = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
"""Cyrillic letters that look like Latin ones: the same seal, typed on another layout."""
_SEAL: Final = re.compile(r"[^\W_](?:[^\W_]|[-/. ])*")


class IllegalMove(RuleViolation):
    """The manifest is in a state from which this does not lead anywhere."""

    code = "courier.illegal_move"


class NoSuchManifest(RuleViolation):
    code = "courier.no_such_manifest"


class OtherWindow(RuleViolation):
    """Another window opened the manifest: two who write one list would lose packages."""

    code = "courier.other_window"


class PackageTwice(RuleViolation):
    """The same barcode came under the reader again."""

    code = "courier.package_twice"


class PackageElsewhere(RuleViolation):
    """Another manifest lists the package: it cannot leave in two bags."""

    code = "courier.package_elsewhere"


class NotInManifest(RuleViolation):
    code = "courier.not_in_manifest"


class ManifestFull(RuleViolation):
    code = "courier.full"


class ManifestEmpty(RuleViolation):
    """An empty bag is not sealed."""

    code = "courier.empty"


class SealMissing(RuleViolation):
    code = "courier.seal_missing"


class SealUnusable(RuleViolation):
    """A seal is known by letters and digits that two people can compare."""

    code = "courier.seal_unusable"


class SealUsed(RuleViolation):
    """A seal closes one bag, once."""

    code = "courier.seal_used"


class SealDiffers(RuleViolation):
    """The seal on the bag is not the one in the manifest: somebody has opened it."""

    code = "courier.seal_differs"


class NameMissing(RuleViolation):
    """A signature is somebody's: the name stands on the manifest."""

    code = "courier.name_missing"


class RemarkMissing(RuleViolation):
    """Whoever reads of a broken seal or of a difference must read why."""

    code = "courier.remark_missing"


class CountedTwice(RuleViolation):
    """One package was counted twice at the provider's."""

    code = "courier.counted_twice"


class CountDiffers(RuleViolation):
    """What came is not what was sent: it takes a discrepancy act."""

    code = "courier.count_differs"


class NothingDiffers(RuleViolation):
    """There is nothing an act could say."""

    code = "courier.nothing_differs"


class ClockBack(RuleViolation):
    """The clock shows a time before what has happened already: the paper would be untrue."""

    code = "courier.clock_back"


class ManifestState(StrEnum):
    OPEN = "open"
    SEALED = "sealed"
    WITH_COURIER = "with_courier"
    DELIVERED = "delivered"
    """Counted by the provider, and everything was there."""
    DELIVERED_WITH_ACT = "delivered_with_act"


COUNTED: Final = frozenset({ManifestState.DELIVERED, ManifestState.DELIVERED_WITH_ACT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """``number`` is the case's, as printed. Of another window's case no more is known self."""

    number: str
    put_at: datetime
    put_by: str
    case_id: str | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """From one hand to the other: who took the bag, by which seal they knew it."""

    to: str
    seal: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What the provider found; ``remark`` is the act's."""

    handing: Handing
    came: tuple[Came, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """One bag on one day to one provider."""

    id: ManifestId
    number: str
    center: str
    window: int
    day: date
    provider: str
    """Code of the act that names who the bag goes to."""
    opened_at: datetime
    opened_by: str
    state: ManifestState = ManifestState.OPEN
    packages: tuple[Package, ...] = ()
    seal: str = ""
    sealed_at: datetime | None = None
    broken: tuple[str, ...] = ()
    """Seals that were broken here before the bag left."""
    moved_at: datetime | None = None
    """When something was last done to it."""
    handing: Handing | None = None
    count: Count | None = None

    @property
    def digits(self) -> str:
        return self.number.replace("-", "")

    @property
    def due_on(self) -> date | None:
        """The day by which the first of its cases must be decided, as far as it is known."""
        return min((one.due_on for one in self.packages if one.due_on), default=None)

    @property
    def bag(self) -> Bag:
        return Bag(
            manifest=self.number,
            listed=tuple(one.number for one in self.packages),
            came=self.count.came if self.count else None,
        )

    @property
    def seal_differs(self) -> bool:
        """Whether the provider found another seal than the bag left with."""
        return self.count is not None and self.count.handing.seal != self.seal

    def lists(self, number: str) -> bool:
        return any(one.number == number for one in self.packages)

    @property
    def named(self) -> frozenset[str]:
        """What it lists, and what was found in its bag."""
        came = self.count.came if self.count else ()
        return frozenset((*(one.number for one in self.packages), *(one.number for one in came)))

    def holds(self, number: str) -> bool:
        """Whether the package is, or was, in this bag; one that the act misses is not."""
        if self.count is None:
            return self.lists(number)
        return any(one.number == number for one in self.count.came)

    def put(self, package: Package) -> Manifest:
        self._must_be_open()
        if self.lists(package.number):
            raise PackageTwice(package=package.number, manifest=self.number)
        if len(self.packages) >= MOST_PACKAGES:
            raise ManifestFull(manifest=self.number, most=MOST_PACKAGES)
        at = self._moment(package.put_at)
        kept = replace(package, put_at=at)
        return replace(self, packages=(*self.packages, kept), moved_at=at)

    def take_out(self, number: str, at: datetime) -> Manifest:
        self._must_be_open()
        if not self.lists(number):
            raise NotInManifest(package=number, manifest=self.number)
        left = tuple(one for one in self.packages if one.number != number)
        return replace(self, packages=left, moved_at=self._moment(at))

    def seal_with(self, seal: str, at: datetime) -> Manifest:
        self._must_be_open()
        if not self.packages:
            raise ManifestEmpty(manifest=self.number)
        closed = seal_of(seal)
        if closed in self.broken:
            raise SealUsed(seal=closed, manifest=self.number)
        moment = self._moment(at)
        return replace(
            self,
            state=ManifestState.SEALED,
            seal=closed,
            sealed_at=moment,
            moved_at=moment,
        )

    def unseal(self, remark: str, at: datetime) -> Manifest:
        """The bag was opened again before it left; the next seal is another one."""
        self._must_be(ManifestState.SEALED, ManifestState.OPEN)
        if not written(remark, LONGEST_REMARK):
            raise RemarkMissing(manifest=self.number)
        moment = self._moment(at)
        return replace(
            self,
            state=ManifestState.OPEN,
            seal="",
            sealed_at=None,
            broken=(*self.broken, self.seal),
            moved_at=moment,
        )

    def hand_over(self, handing: Handing) -> Manifest:
        self._must_be(ManifestState.SEALED, ManifestState.WITH_COURIER)
        signed = self._signed(handing)
        if signed.seal != self.seal:
            raise SealDiffers(manifest=self.number, seal=self.seal, found=signed.seal)
        return replace(self, state=ManifestState.WITH_COURIER, handing=signed, moved_at=signed.at)

    def accept(self, count: Count) -> Manifest:
        """Everything was there, whole, under the same seal."""
        counted = self._counted(count, ManifestState.DELIVERED)
        if counted.handing.seal != self.seal:
            raise SealDiffers(manifest=self.number, seal=self.seal, found=counted.handing.seal)
        found = self.compared(counted.came)
        if found:
            raise CountDiffers(manifest=self.number, differences=len(found))
        return self._delivered(counted, ManifestState.DELIVERED)

    def accept_with_act(self, count: Count) -> Manifest:
        counted = self._counted(count, ManifestState.DELIVERED_WITH_ACT)
        if counted.handing.seal == self.seal and not self.compared(counted.came):
            raise NothingDiffers(manifest=self.number)
        remark = written(counted.remark, LONGEST_REMARK)
        if not remark:
            raise RemarkMissing(manifest=self.number)
        return self._delivered(replace(counted, remark=remark), ManifestState.DELIVERED_WITH_ACT)

    def compared(self, came: tuple[Came, ...]) -> tuple[Finding, ...]:
        """The differences of this bag alone."""
        return reconcile((replace(self.bag, came=came),))

    def not_before(self, at: datetime) -> None:
        """A clock set back by more than a step would put untrue times on papers."""
        before = self.moved_at or self.opened_at
        if at < before - CLOCK_STEPS:
            raise ClockBack(manifest=self.number, at=_shown(at), before=_shown(before))

    def _counted(self, count: Count, wanted: ManifestState) -> Count:
        self._must_be(ManifestState.WITH_COURIER, wanted)
        seen: set[str] = set()
        for one in count.came:
            if one.number in seen:
                raise CountedTwice(package=one.number, manifest=self.number)
            seen.add(one.number)
        return replace(count, handing=self._signed(count.handing))

    def _delivered(self, count: Count, state: ManifestState) -> Manifest:
        return replace(self, state=state, count=count, moved_at=count.handing.at)

    def _signed(self, handing: Handing) -> Handing:
        to = written(handing.to, LONGEST_NAME)
        if not to:
            raise NameMissing(manifest=self.number)
        return replace(handing, to=to, seal=seal_of(handing.seal), at=self._moment(handing.at))

    def _must_be_open(self) -> None:
        self._must_be(ManifestState.OPEN, ManifestState.OPEN)

    def _must_be(self, state: ManifestState, wanted: ManifestState) -> None:
        if self.state is not state:
            raise IllegalMove(manifest=self.number, state=self.state.value, wanted=wanted.value)

    def _moment(self, at: datetime) -> datetime:
        """``at``, or the moment before if the clock was set back by a step; else refused."""
        self.not_before(at)
        return max(at, self.moved_at or self.opened_at)


def seal_of(typed: str) -> str:
    """A seal as it is kept and compared: case, spaces, and the keyboard's alphabet where the
    letters look alike do not matter."""
    seal = " ".join(typed.split()).upper().translate(_ALIKE)
    if not seal:
        raise SealMissing
    if len(seal) > LONGEST_SEAL or not _SEAL.fullmatch(seal):
        raise SealUnusable(most=LONGEST_SEAL)
    return seal


def written(typed: str, most: int) -> str:
    """One line of at most ``most`` letters."""
    return " ".join(typed.split())[:most].rstrip()


def _shown(at: datetime) -> str:
    """The wall clock of the center: what the operator compares with the one on the wall."""
    return f"{at.astimezone(COUNTRY):%d.%m.%Y %H:%M}"


def provider_called(code: str, catalogue: Catalogue) -> Bilingual:
    """The body the act names for what windows accept, or whoever issued the act."""
    for record in catalogue.services:
        if record.act == code and record.at_counter and record.provider is not None:
            return record.provider
    return catalogue.act(code).issuer
