"""Put the center's editions of the catalogue into one signed package for other centers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from operator_app.domain.catalogue_packages import ExportedBy, NothingToExport, Package, Person
from operator_app.domain.operators import OperatorId, Page
from operator_app.domain.quarrels import in_order
from operator_app.domain.signatures import SignedRequest
from operator_app.ports import Clock, Signer, UnitOfWorkFactory
from operator_app.usecases.propose_requirement import editing

WHOSE_KEY: Final = b"whose key is this"
"""A key says whose it is only by signing something."""

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
            entitled = tuple(
                Person(login=one.login, name=one.full_name)
                for one in unit.operators.all()
                if one.active and one.may_open(Page.CATALOGUE)
            )
            kept = unit.editions.all()
        editions = tuple(one for one, stands in in_order(kept) if stands)
        if not editions:
            raise NothingToExport(center=command.center)
        package = Package(
            center=command.center,
            made_by=editor.full_name,
            made_at=now,
            editions=editions,
            exported_by=ExportedBy(
                person=Person(login=editor.login, name=editor.full_name),
                key_holder=self._signer.sign(WHOSE_KEY, now).holder_iin,
            ),
            entitled=entitled,
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
