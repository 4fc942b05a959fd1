"""Draw up the discrepancy act: what the provider found is not what was sent."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.applications import Delivery
from operator_app.domain.catalogue import Catalogue
from operator_app.domain.couriers import Count, Handing, Manifest, ManifestId
from operator_app.domain.operators import Session
from operator_app.domain.paperwork.couriers import OfficeAt, discrepancy_act
from operator_app.domain.reconciliation import Bag, Came, Difference, Finding, reconcile
from operator_app.domain.versions import StaleVersion
from operator_app.ports_courier import CourierUnit
from operator_app.usecases.accept_manifest import count_body
from operator_app.usecases.finish import make_papers, paper_blobs
from operator_app.usecases.open_manifest import Told, at_the_courier, own, tell
from operator_app.usecases.package_cases import Step, deliver
from operator_app.usecases.seal_manifest import CourierDesk, keep_paper
from operator_app.wire.manifests import MANIFEST_DISCREPANCY


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDiscrepancy:
    """``remark`` is what the two who signed the act say of it."""

    manifest_id: ManifestId
    received_by: str
    seal: str
    came: tuple[Came, ...]
    remark: str
    session: Session


class RecordDiscrepancyHandler:
    """What came is delivered; what is missing waits for a manifest again, and the act says so."""

    def __init__(self, desk: CourierDesk, catalogue: Catalogue, office_at: OfficeAt) -> None:
        self._desk = desk
        self._catalogue = catalogue
        self._office_at = office_at

    def __call__(self, command: RecordDiscrepancy) -> Manifest:
        now = self._desk.now()
        actor = at_the_courier(command.session).full_name
        handing = Handing(to=command.received_by, seal=command.seal, at=now, by=actor)
        count = Count(handing=handing, came=command.came, remark=command.remark)
        with self._desk.units() as unit:
            before = own(unit, command.manifest_id)
            counted = before.accept_with_act(count)
            findings = reconcile((counted.bag, *_others(unit, counted)))
        paper = discrepancy_act(
            counted, findings, self._catalogue, self._office_at(command.session)
        )
        (made,) = make_papers(self._desk, (paper,))
        with self._desk.units() as unit:
            if own(unit, command.manifest_id) != before:
                raise StaleVersion(number=before.number)
            unit.manifests.save(counted, own=True)
            deliver(
                unit,
                (one.number for one in command.came),
                Step(delivery=Delivery.DELIVERED, manifest=counted.number, actor=actor, at=now),
            )
            deliver(
                unit,
                _missing(findings),
                Step(delivery=Delivery.QUEUED, manifest=counted.number, actor=actor, at=now),
            )
            keep_paper(unit, self._desk, counted, made, actor)
            body = {
                **count_body(counted),
                "remark": counted.count.remark if counted.count else "",
                "act": made.sha256,
            }
            told = Told(
                type=MANIFEST_DISCREPANCY,
                at=now,
                actor=actor,
                body=body,
                blobs=paper_blobs((made,)),
            )
            tell(unit, counted, told)
            unit.commit()
        return counted


def _others(unit: CourierUnit, counted: Manifest) -> tuple[Bag, ...]:
    """Bags that name a package of this one; of them only what it shares with this one.

    A package that came here from another bag is no stranger, and one of this bag that came in
    another is not lost.
    """
    ours = counted.named
    found = {
        other.id: other
        for number in ours
        for other in unit.manifests.naming(number)
        if other.id != counted.id
    }
    return tuple(_shared(other.bag, ours) for other in found.values())


def _shared(bag: Bag, numbers: frozenset[str]) -> Bag:
    came = bag.came
    return Bag(
        manifest=bag.manifest,
        listed=tuple(one for one in bag.listed if one in numbers),
        came=None if came is None else tuple(one for one in came if one.number in numbers),
    )


def _missing(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    return tuple(one.package for one in findings if one.kind is Difference.MISSING)
