"""What the page of the courier shows: the bags of the day, the chosen one, and what is asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from operator_app.domain.catalogue import Bilingual
from operator_app.domain.couriers import Manifest, ManifestId, ManifestState, Package, seal_of
from operator_app.domain.reconciliation import Came, Finding, reconcile
from operator_app.errors import RuleViolation
from operator_app.ports_courier import ManifestPaper
from operator_app.queries.manifests import KnownManifest, WaitingPackage
from ui.runtime.faces import Busy, Trouble


class Mode(StrEnum):
    """What is being done with the chosen manifest."""

    LOOK = "look"
    """Packages go in and out while it is open; afterwards it is only looked at."""
    SEAL = "seal"
    UNSEAL = "unseal"
    HAND_OVER = "hand_over"
    COUNT = "count"


class Typed(StrEnum):
    """The fields of the page."""

    PACKAGE = "package"
    SEAL = "seal"
    NAME = "name"
    REMARK = "remark"


class Mark(StrEnum):
    """What is known of a package of the chosen manifest."""

    LISTED = "listed"
    AWAITED = "awaited"
    CAME = "came"
    OPENED = "opened"
    MISSING = "missing"
    EXTRA = "extra"


class Did(StrEnum):
    """What was done last, said until the next thing is."""

    NOTHING = ""
    PUT = "put"
    TAKEN_OUT = "taken_out"
    SEALED = "sealed"
    UNSEALED = "unsealed"
    HANDED_OVER = "handed_over"
    ACCEPTED = "accepted"
    ACT_MADE = "act_made"
    PRINTED = "printed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderChoice:
    """Who a bag may go to: the code of the act, and the name in it."""

    code: str
    name: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageRow:
    number: str
    mark: Mark
    due_on: date | None = None
    here: bool = True
    """The case was accepted at this window: more than its number is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPut:
    """A package the reader has read and no rule let in: said until the bag is sealed."""

    number: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What stands in them; the names are those of ``Typed``."""

    package: str = ""
    seal: str = ""
    name: str = ""
    remark: str = ""


NOTHING_TYPED: Final = Fields()


@dataclass(frozen=True, slots=True, kw_only=True)
class CourierState:
    """``did`` was done to ``did_to``; ``came`` is counted so far; ``online`` says whether other
    windows' bags are as of now."""

    asked: bool = False
    online: bool = True
    center: str = ""
    today: date | None = None
    providers: tuple[ProviderChoice, ...] = ()
    provider: str = ""
    waiting: tuple[WaitingPackage, ...] = ()
    manifests: tuple[KnownManifest, ...] = ()
    chosen: str = ""
    mode: Mode = Mode.LOOK
    fields: Fields = NOTHING_TYPED
    picked: str = ""
    came: tuple[Came, ...] = ()
    not_put: tuple[NotPut, ...] = ()
    did: Did = Did.NOTHING
    did_to: str = ""
    working: bool = False
    busy: Busy | None = None
    trouble: Trouble | None = None

    @property
    def known(self) -> KnownManifest | None:
        return next((one for one in self.manifests if one.manifest.id == self.chosen), None)

    @property
    def manifest(self) -> Manifest | None:
        return self.known.manifest if self.known else None

    @property
    def own(self) -> bool:
        return self.known is not None and self.known.own

    @property
    def standing(self) -> ManifestState | None:
        return self.manifest.state if self.manifest else None

    @property
    def paper(self) -> ManifestPaper | None:
        """The newest original: the list as sealed, or the act after it."""
        if self.known is None:
            return None
        if self.standing is ManifestState.OPEN:
            return None
        return next((one for one in reversed(self.known.papers) if one.original), None)

    @property
    def rows(self) -> tuple[PackageRow, ...]:
        manifest = self.manifest
        if manifest is None:
            return ()
        counting = self.mode is Mode.COUNT
        came = self.came if counting else manifest.count.came if manifest.count else None
        if came is None:
            return tuple(_row(one, Mark.LISTED) for one in manifest.packages)
        marks = {one.number: Mark.OPENED if one.opened else Mark.CAME for one in came}
        absent = Mark.AWAITED if counting else Mark.MISSING
        listed = [_row(one, marks.pop(one.number, absent)) for one in manifest.packages]
        return (*listed, *(PackageRow(number=one, mark=Mark.EXTRA, here=False) for one in marks))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What differs in the whole day's bags, as far as this window was told of them."""
        return reconcile(one.manifest.bag for one in self.manifests)

    @property
    def differs(self) -> bool:
        """Whether what was counted so far takes an act."""
        manifest = self.manifest
        if manifest is None:
            return False
        return bool(manifest.compared(self.came)) or self._seal_differs(manifest)

    @property
    def free(self) -> bool:
        return not self.working

    @property
    def may_open(self) -> bool:
        return self.free and self.mode is Mode.LOOK and bool(self.provider) and self.asked

    @property
    def takes_packages(self) -> bool:
        return self.own and self.mode is Mode.LOOK and self.standing is ManifestState.OPEN

    @property
    def filled(self) -> ManifestId | None:
        """The bag the next package goes into: the chosen one, or the one that is open."""
        if self.takes_packages and self.manifest is not None:
            return self.manifest.id
        for one in self.manifests:
            if one.own and one.manifest.state is ManifestState.OPEN:
                return one.manifest.id
        return None

    @property
    def may_take_out(self) -> bool:
        manifest = self.manifest
        picked = manifest is not None and manifest.lists(self.picked)
        return self.free and self.takes_packages and picked

    @property
    def may_cover(self) -> bool:
        """A sheet can be printed of a case that is this window's."""
        row = next((one for one in self.rows if one.number == self.picked), None)
        return self.free and self.mode is Mode.LOOK and row is not None and row.here

    @property
    def next_mode(self) -> Mode | None:
        """What the big button leads to from looking."""
        manifest = self.manifest
        if not self.own or self.mode is not Mode.LOOK or manifest is None:
            return None
        if manifest.state is ManifestState.OPEN and not manifest.packages:
            return None
        return {
            ManifestState.OPEN: Mode.SEAL,
            ManifestState.SEALED: Mode.HAND_OVER,
            ManifestState.WITH_COURIER: Mode.COUNT,
        }.get(manifest.state)

    @property
    def may_finish(self) -> bool:
        """Whether everything the mode asks for is there."""
        if not self.free:
            return False
        typed = self.fields
        seal, name, remark = map(bool, map(str.strip, (typed.seal, typed.name, typed.remark)))
        return {
            Mode.LOOK: False,
            Mode.SEAL: seal,
            Mode.UNSEAL: remark,
            Mode.HAND_OVER: seal and name,
            Mode.COUNT: seal and name and (remark or not self.differs),
        }[self.mode]

    def looking(self) -> CourierState:
        """Nothing is asked for any more, and nothing typed for it stays."""
        return replace(self, mode=Mode.LOOK, fields=NOTHING_TYPED, came=())

    def counting(self, number: str) -> CourierState:
        """One package is counted once, however often it is read."""
        known = any(one.number == number for one in self.came)
        came = self.came if known else (*self.came, Came(number=number))
        return replace(self, came=came, picked=number)

    def all_came(self) -> CourierState:
        listed = self.manifest.packages if self.manifest else ()
        return replace(self, came=tuple(Came(number=one.number) for one in listed))

    def picked_opened(self) -> CourierState:
        """The picked package came torn; once more takes it back."""
        came = tuple(
            replace(one, opened=not one.opened) if one.number == self.picked else one
            for one in self.came
        )
        return replace(self, came=came)

    def picked_missing(self) -> CourierState:
        return replace(self, came=tuple(one for one in self.came if one.number != self.picked))

    def _seal_differs(self, manifest: Manifest) -> bool:
        """A field that is still empty says nothing yet."""
        if not self.fields.seal.strip():
            return False
        try:
            return seal_of(self.fields.seal) != manifest.seal
        except RuleViolation:
            return True


def _row(package: Package, mark: Mark) -> PackageRow:
    return PackageRow(
        number=package.number, mark=mark, due_on=package.due_on, here=package.case_id is not None
    )
