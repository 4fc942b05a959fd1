"""Seal the bag: the list is fixed, and printed with the seal's number for two signatures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from operator_app.domain.catalogue import Catalogue
from operator_app.domain.couriers import Manifest, ManifestId, SealUsed
from operator_app.domain.operators import Session
from operator_app.domain.papers import Paper
from operator_app.domain.paperwork.couriers import OfficeAt, manifest_paper
from operator_app.domain.versions import StaleVersion
from operator_app.ports_courier import CourierUnit, CourierUnits, ManifestPaper
from operator_app.usecases.finish import Desk, MadePaper, make_papers, paper_blobs
from operator_app.usecases.open_manifest import Told, at_the_courier, own, tell
from operator_app.wire.manifests import MANIFEST_SEAL


@dataclass(frozen=True, slots=True, kw_only=True)
class CourierDesk(Desk):
    """A desk whose transactions reach the manifests."""

    units: CourierUnits


@dataclass(frozen=True, slots=True, kw_only=True)
class SealManifest:
    manifest_id: ManifestId
    seal: str
    session: Session


class SealManifestHandler:
    """The paper is laid out before the transaction; whoever was quicker is not written over."""

    def __init__(self, desk: CourierDesk, catalogue: Catalogue, office_at: OfficeAt) -> None:
        self._desk = desk
        self._catalogue = catalogue
        self._office_at = office_at

    def __call__(self, command: SealManifest) -> Manifest:
        now = self._desk.now()
        actor = at_the_courier(command.session).full_name
        with self._desk.units() as unit:
            before = own(unit, command.manifest_id)
            sealed = before.seal_with(command.seal, now)
            used = unit.manifests.sealed_by(sealed.seal)
            if used is not None:
                raise SealUsed(seal=sealed.seal, manifest=used.number)
            services = {
                one.number: unit.applications.by_number(one.number) for one in sealed.packages
            }
        paper = manifest_paper(sealed, services, self._catalogue, self._office_at(command.session))
        (made,) = make_papers(self._desk, (paper,))
        with self._desk.units() as unit:
            if own(unit, command.manifest_id) != before:
                raise StaleVersion(number=before.number)
            unit.manifests.save(sealed, own=True)
            keep_paper(unit, self._desk, sealed, made, actor)
            told = Told(
                type=MANIFEST_SEAL,
                at=now,
                actor=actor,
                body={
                    "seal": sealed.seal,
                    "packages": [one.number for one in sealed.packages],
                },
                blobs=paper_blobs((made,)),
            )
            tell(unit, sealed, told)
            unit.commit()
        return sealed


def keep_paper(
    unit: CourierUnit, desk: CourierDesk, manifest: Manifest, made: MadePaper, actor: str
) -> None:
    """Names the laid-out paper as one of the manifest's."""
    unit.manifests.add_paper(
        ManifestPaper(
            id=desk.new_id(),
            manifest_id=manifest.id,
            kind=made.paper.head.kind,
            sha256=made.sha256,
            made_at=_made_at(made.paper),
            made_by=actor,
            paper=made.paper,
        )
    )


def _made_at(paper: Paper) -> datetime:
    return paper.head.at
