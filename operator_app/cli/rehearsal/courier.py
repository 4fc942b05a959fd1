"""The courier's way of a package: into a bag, sealed, handed over, counted by the provider."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from operator_app.adapters.identifiers import new_uuid7
from operator_app.bootstrap import Workplace, bags_of
from operator_app.cli.rehearsal.provider import sitting
from operator_app.domain.applications import Application
from operator_app.domain.couriers import COUNTED, Manifest, ManifestId, ManifestState
from operator_app.domain.operators import Session
from operator_app.domain.reconciliation import Came
from operator_app.ports_courier import ManifestPaper
from operator_app.usecases.accept_manifest import AcceptManifest
from operator_app.usecases.cover_package import CoverPackage
from operator_app.usecases.hand_over_manifest import HandOverManifest
from operator_app.usecases.open_manifest import OpenManifest
from operator_app.usecases.put_package import PutPackage
from operator_app.usecases.rules import local
from operator_app.usecases.seal_manifest import SealManifest

COURIER = "Курьер Қ. Жолдасов"
RECEIVED_BY = "Кеңсе маманы Г. Сәтова"
"""Made up, as everybody of a rehearsal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """The bag as it was counted, and its papers."""

    manifest: Manifest
    papers: tuple[ManifestPaper, ...]


def play_courier(application: Application, workplace: Workplace, at: datetime) -> None:
    """Each step once; after a kill it goes on where the bag stands."""
    session = sitting(application)
    moment = max(at, _last_moment(session, workplace))
    bags = bags_of(workplace, lambda: moment)
    bag = _bag_of(application, workplace)
    if bag is None:
        provider = workplace.catalogue.edition(application.edition).act
        bag = bags.open(
            OpenManifest(manifest_id=ManifestId(new_uuid7()), provider=provider, session=session)
        )
        bag = bags.put(PutPackage(manifest_id=bag.id, package=application.number, session=session))
    bags.cover(CoverPackage(application_id=application.id, session=session))
    if bag.state is ManifestState.OPEN:
        seal = f"R{bag.digits}"
        bag = bags.seal(SealManifest(manifest_id=bag.id, seal=seal, session=session))
    if bag.state is ManifestState.SEALED:
        bag = bags.hand_over(
            HandOverManifest(manifest_id=bag.id, courier=COURIER, seal=bag.seal, session=session)
        )
    if bag.state not in COUNTED:
        bags.accept(
            AcceptManifest(
                manifest_id=bag.id,
                received_by=RECEIVED_BY,
                seal=bag.seal,
                came=tuple(Came(number=one.number) for one in bag.packages),
                session=session,
            )
        )
    workplace.push()


def carried(application: Application, workplace: Workplace) -> Carried | None:
    bag = _bag_of(application, workplace)
    if bag is None:
        return None
    with workplace.profile.store.units() as unit:
        return Carried(manifest=bag, papers=unit.manifests.papers_of(bag.id))


def papers_of(bag: Carried, workplace: Workplace, folder: Path) -> list[dict[str, Any]]:
    """The manifest's own papers beside those of the case."""
    told = []
    for record in bag.papers:
        if not record.original:
            continue
        name = f"{record.kind.value}.pdf"
        (folder / name).write_bytes(workplace.profile.blobs.get(record.sha256))
        told.append(
            {
                "kind": record.kind.value,
                "file": name,
                "sha256": record.sha256,
                "barcode": record.paper.head.number_digits,
            }
        )
    return told


def days_of(bag: Carried) -> tuple[str, str, str]:
    """When it was put in, handed over and counted."""
    handing, count = bag.manifest.handing, bag.manifest.count
    moments = (
        bag.manifest.packages[0].put_at,
        handing.at if handing is not None else bag.manifest.opened_at,
        count.handing.at if count is not None else bag.manifest.opened_at,
    )
    first, second, third = (local(moment).date().isoformat() for moment in moments)
    return first, second, third


def _bag_of(application: Application, workplace: Workplace) -> Manifest | None:
    with workplace.profile.store.units() as unit:
        holding = (one for one in unit.manifests.naming(application.number))
        return next((one for one in holding if one.holds(application.number)), None)


def _last_moment(session: Session, workplace: Workplace) -> datetime:
    """Cases are rehearsed in any order of days; a bag's papers never say an earlier one."""
    with workplace.profile.store.units() as unit:
        newest = unit.manifests.newest_of(session.center, session.window)
    if newest is None:
        return session.since
    return newest.moved_at or newest.opened_at
