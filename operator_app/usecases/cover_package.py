"""Print the cover sheet of a package: what the provider checks, and nothing a stranger may read."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.applications import ApplicationId, DeliveryWay, State
from operator_app.domain.catalogue import Catalogue
from operator_app.domain.operators import Session
from operator_app.domain.papers import PaperKind
from operator_app.domain.paperwork.couriers import OfficeAt, cover_sheet
from operator_app.ports import PaperRecord
from operator_app.usecases.finish import Desk, make_papers
from operator_app.usecases.open_manifest import at_the_courier
from operator_app.usecases.put_package import NotAccepted, NotByCourier
from operator_app.usecases.rules import load


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverPackage:
    application_id: ApplicationId
    session: Session


class CoverPackageHandler:
    """Asked again, it gives the sheet that was made: one package, one sheet."""

    def __init__(self, desk: Desk, catalogue: Catalogue, office_at: OfficeAt) -> None:
        self._desk = desk
        self._catalogue = catalogue
        self._office_at = office_at

    def __call__(self, command: CoverPackage) -> PaperRecord:
        now = self._desk.now()
        actor = at_the_courier(command.session).full_name
        with self._desk.units() as unit:
            case = load(unit, command.application_id)
            known = unit.papers.of(case.id)
        if case.state is State.DRAFT or case.accepted_at is None:
            raise NotAccepted(package=case.number)
        if case.delivery_way is not DeliveryWay.COURIER:
            raise NotByCourier(package=case.number)
        accepted_at = case.accepted_at
        for record in known:
            if record.kind is PaperKind.PACKAGE_COVER and record.made_at >= accepted_at:
                return record
        paper = cover_sheet(case, self._catalogue, self._office_at(command.session), now)
        (made,) = make_papers(self._desk, (paper,))
        record = PaperRecord(
            id=self._desk.new_id(),
            application_id=case.id,
            kind=PaperKind.PACKAGE_COVER,
            number=case.number,
            sha256=made.sha256,
            made_at=now,
            made_by=actor,
            original=True,
            paper=paper,
        )
        with self._desk.units() as unit:
            unit.papers.add(record)
            unit.audit.record(
                actor=actor,
                action="package.cover",
                entity=case.id,
                at=now,
                details={"number": case.number, "sha256": made.sha256},
            )
            unit.commit()
        return record
