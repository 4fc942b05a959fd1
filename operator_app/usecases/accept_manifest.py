"""Write down that the provider has counted the bag and signed: everything was there."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.applications import Delivery
from operator_app.domain.couriers import Count, Handing, Manifest, ManifestId
from operator_app.domain.operators import Session
from operator_app.domain.reconciliation import Came
from operator_app.ports import Clock
from operator_app.ports_courier import CourierUnits
from operator_app.usecases.open_manifest import Told, at_the_courier, own, tell
from operator_app.usecases.package_cases import Step, deliver
from operator_app.wire.manifests import MANIFEST_ACCEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptManifest:
    """``received_by`` counted at the provider's; ``seal`` and ``came`` are what they found."""

    manifest_id: ManifestId
    received_by: str
    seal: str
    came: tuple[Came, ...]
    session: Session


class AcceptManifestHandler:
    """Whatever differs is refused here: it takes an act, and nobody overlooks it."""

    def __init__(self, units: CourierUnits, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: AcceptManifest) -> Manifest:
        now = self._now()
        actor = at_the_courier(command.session).full_name
        handing = Handing(to=command.received_by, seal=command.seal, at=now, by=actor)
        with self._units() as unit:
            sent = own(unit, command.manifest_id)
            accepted = sent.accept(Count(handing=handing, came=command.came))
            unit.manifests.save(accepted, own=True)
            deliver(
                unit,
                (one.number for one in accepted.packages),
                Step(delivery=Delivery.DELIVERED, manifest=accepted.number, actor=actor, at=now),
            )
            told = Told(type=MANIFEST_ACCEPT, at=now, actor=actor, body=count_body(accepted))
            tell(unit, accepted, told)
            unit.commit()
        return accepted


def count_body(manifest: Manifest) -> dict[str, object]:
    """What the provider found, as the hub is told it."""
    count = manifest.count
    if count is None:
        message = "only a counted manifest has a count"
        raise ValueError(message)
    return {
        "seal": count.handing.seal,
        "to": count.handing.to,
        "came": [{"number": one.number, "opened": one.opened} for one in count.came],
    }
