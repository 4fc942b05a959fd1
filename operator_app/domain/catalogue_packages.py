"""A center's editions in one package for other centers: what may be taken in of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from operator_app.domain.catalogue import Catalogue, ServiceRecord
from operator_app.domain.editions import (
    CenterEdition,
    DayOutside,
    ProposalStale,
    edition_of,
    fit_day,
    name_of,
    record_of,
)
from operator_app.domain.quarrels import in_order
from operator_app.errors import RuleViolation


class PackageUnreadable(RuleViolation):
    """No package of this program, or one whose form this version does not know."""

    code = "catalogue.package_unreadable"


class PackageChanged(RuleViolation):
    """Not the bytes that were signed."""

    code = "catalogue.package_changed"


class PackageNotTrusted(RuleViolation):
    """Signed, but by nobody whom a root of this installation vouches for."""

    code = "catalogue.package_not_trusted"


class PackageSignerNotEntitled(RuleViolation):
    """Exported or signed by somebody who is not among the people its own center entitles."""

    code = "catalogue.package_signer"


class PackageBroken(RuleViolation):
    """An edition in it was not made by the rules: not by two people, or not from its base."""

    code = "catalogue.package_broken"


class BaseMissing(RuleViolation):
    """It corrects an edition that this installation does not hold."""

    code = "catalogue.package_base_missing"


class EditionsQuarrel(RuleViolation):
    """Here something else was made of the same edition: people have to agree first."""

    code = "catalogue.editions_quarrel"


class NothingToExport(RuleViolation):
    """This center has confirmed and corrected nothing yet."""

    code = "catalogue.nothing_to_export"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One of the center's people, by the login they sit down with."""

    login: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedBy:
    """Who exported it, and whose key they signed with."""

    person: Person
    key_holder: str
    """IIN in the certificate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """``editions`` stand each behind its base. Earlier versions named the person in ``made_by``
    only: then ``exported_by`` is absent, and the import says no more than it knows."""

    center: str
    made_by: str
    made_at: datetime
    editions: tuple[CenterEdition, ...]
    exported_by: ExportedBy | None = None
    entitled: tuple[Person, ...] = ()
    """Who might edit the catalogue at that center when it was exported."""

    def vouched_by(self, key_holder: str) -> Package:
        """Itself, if the person who exported it might, and signed with the key it names."""
        by = self.exported_by
        if by is not None and (by.person not in self.entitled or by.key_holder != key_holder):
            raise PackageSignerNotEntitled(by=by.person.name, center=self.center)
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A package that was found unchanged, and whose signature it bears."""

    package: Package
    signer: str
    sha256: str


def records_of(
    editions: Iterable[CenterEdition], shipped: Sequence[ServiceRecord]
) -> tuple[ServiceRecord, ...]:
    """The record of each edition of the center, on what it was made from."""
    return tuple(record for record, _ in _records(editions, shipped))


def bring_into_force(catalogue: Catalogue, editions: Sequence[CenterEdition]) -> None:
    """What stands is in force from now on; the rest is kept for the cases under it."""
    made = _records(editions, catalogue.services)
    catalogue.center.are(
        tuple(record for record, stands in made if stands),
        tuple(record for record, stands in made if not stands),
    )


def _records(
    editions: Iterable[CenterEdition], shipped: Sequence[ServiceRecord]
) -> tuple[tuple[ServiceRecord, bool], ...]:
    known = {record.edition: record for record in shipped}
    made = []
    for edition, stands in in_order(tuple(editions)):
        if edition.base not in known:
            raise BaseMissing(edition=edition.name, base=edition.base)
        record = known[edition.name] = record_of(edition, known[edition.base])
        made.append((record, stands))
    return tuple(made)


def fresh_of(
    package: Package,
    mine: Sequence[CenterEdition],
    shipped: Sequence[ServiceRecord],
    conditions: Collection[str],
    *,
    beside: bool = False,
) -> tuple[CenterEdition, ...]:
    """What of ``package`` is not here yet; one edition that does not fit refuses all of it.

    ``beside``: one of our own center may stand beside ours until two people have settled it.
    """
    here = {edition.name for edition in mine}
    after = {edition.base: edition.name for edition in mine}
    records = {record.edition: record for record in (*shipped, *records_of(mine, shipped))}
    fresh = []
    for edition in package.editions:
        if name_of(edition) != edition.name:
            raise PackageBroken(edition=edition.name)
        if edition.name in here:
            continue
        if edition.base not in records:
            raise BaseMissing(edition=edition.name, base=edition.base)
        if edition.base in after and not beside:
            raise EditionsQuarrel(base=edition.base, here=after[edition.base], there=edition.name)
        _made_by_the_rules(edition, records[edition.base], conditions)
        records[edition.name] = record_of(edition, records[edition.base])
        after[edition.base] = edition.name
        here.add(edition.name)
        fresh.append(edition)
    return tuple(fresh)


def _made_by_the_rules(
    edition: CenterEdition, base: ServiceRecord, conditions: Collection[str]
) -> None:
    """The list is that of its base with changes that two people stand for, each of them."""
    try:
        remade = edition_of(base, edition.changes, edition.valid_from)
        fit_day(base, edition.valid_from, base.valid_from)
    except (ProposalStale, DayOutside) as error:
        raise PackageBroken(edition=edition.name) from error
    one_person = any(one.proposed_by.is_the_same(one.confirmed_by) for one in edition.changes)
    unknown = any(row.condition and row.condition not in conditions for row in remade.requirements)
    if not edition.changes or remade != edition or one_person or unknown:
        raise PackageBroken(edition=edition.name)
