"""Take in the editions of a signed package: all of them, or none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from operator_app.domain.catalogue import Catalogue
from operator_app.domain.catalogue_packages import Signed, bring_into_force, fresh_of
from operator_app.domain.editions import CenterEdition
from operator_app.domain.operators import OperatorId
from operator_app.ports import Clock, UnitOfWork, UnitOfWorkFactory
from operator_app.usecases.confirm_requirement import tell_edition
from operator_app.usecases.propose_requirement import editing

Unpack = Callable[[bytes], Signed]
"""Refuses what is not, byte for byte, what somebody known has signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCataloguePackage:
    content: bytes
    by: OperatorId


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What a package holds, and what of it is not here yet."""

    signed: Signed
    fresh: tuple[CenterEdition, ...]


class ImportCataloguePackageHandler:
    """The same package twice changes nothing."""

    def __init__(
        self, units: UnitOfWorkFactory, now: Clock, catalogue: Catalogue, unpack: Unpack
    ) -> None:
        self._units = units
        self._now = now
        self._catalogue = catalogue
        self._unpack = unpack

    def look(self, command: ImportCataloguePackage) -> Offered:
        """What it would bring; nothing is taken in."""
        signed = self._unpack(command.content)
        with self._units() as unit:
            editing(unit, command.by)
            return self._offered(unit, signed)

    def __call__(self, command: ImportCataloguePackage) -> Offered:
        signed = self._unpack(command.content)
        with self._units() as unit:
            editor = editing(unit, command.by)
            offered = self._offered(unit, signed)
            if not offered.fresh:
                return offered
            now = self._now()
            for edition in offered.fresh:
                unit.editions.add(edition)
                tell_edition(unit, edition, editor, now)
            unit.audit.record(
                actor=editor.full_name,
                action="catalogue.import",
                entity=offered.fresh[-1].name,
                at=now,
                details={
                    "package": signed.sha256,
                    "center": signed.package.center,
                    "editions": [edition.name for edition in offered.fresh],
                },
            )
            editions = unit.editions.all()
            unit.commit()
        bring_into_force(self._catalogue, editions)
        return offered

    def _offered(self, unit: UnitOfWork, signed: Signed) -> Offered:
        catalogue = self._catalogue
        fresh = fresh_of(
            signed.package, unit.editions.all(), catalogue.services, catalogue.conditions
        )
        return Offered(signed=signed, fresh=fresh)
