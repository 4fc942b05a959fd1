"""Put the center's editions of the catalogue into one signed package for other centers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from operator_app.domain.catalogue_packages import NothingToExport, Package
from operator_app.domain.operators import OperatorId
from operator_app.domain.quarrels import in_order
from operator_app.domain.signatures import SignedRequest
from operator_app.ports import Clock, Signer, UnitOfWorkFactory
from operator_app.usecases.propose_requirement import editing

Sign = Callable[[bytes, datetime], SignedRequest]
Pack = Callable[[Package, Sign], bytes]
"""The bytes of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportCataloguePackage:
    center: str
    by: OperatorId


class ExportCataloguePackageHandler:
    """Signed before anything is written down; what could not be signed leaves no trace. What does
    not stand here is no business of another center."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock, signer: Signer, pack: Pack) -> None:
        self._units = units
        self._now = now
        self._signer = signer
        self._pack = pack

    def __call__(self, command: ExportCataloguePackage) -> bytes:
        now = self._now()
        with self._units() as unit:
            editor = editing(unit, command.by)
            kept = unit.editions.all()
        editions = tuple(one for one, stands in in_order(kept) if stands)
        if not editions:
            raise NothingToExport(center=command.center)
        package = Package(
            center=command.center, made_by=editor.full_name, made_at=now, editions=editions
        )
        content = self._pack(package, self._signer.sign)
        with self._units() as unit:
            unit.audit.record(
                actor=editor.full_name,
                action="catalogue.export",
                entity=editions[-1].name,
                at=now,
                details={"editions": len(editions)},
            )
            unit.commit()
        return content
