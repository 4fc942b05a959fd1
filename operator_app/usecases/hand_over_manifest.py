"""Hand the sealed bag over to the courier: two signatures, one seal read by both."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.applications import Delivery
from operator_app.domain.couriers import Handing, Manifest, ManifestId
from operator_app.domain.operators import Session
from operator_app.ports import Clock
from operator_app.ports_courier import CourierUnits
from operator_app.usecases.open_manifest import Told, at_the_courier, own, tell
from operator_app.usecases.package_cases import Step, deliver
from operator_app.wire.manifests import MANIFEST_HAND_OVER


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverManifest:
    """``seal`` is read off the bag at this very moment, not taken from the manifest."""

    manifest_id: ManifestId
    courier: str
    seal: str
    session: Session


class HandOverManifestHandler:
    """Without a line too: what has left has left, and the hub is told later."""

    def __init__(self, units: CourierUnits, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: HandOverManifest) -> Manifest:
        now = self._now()
        actor = at_the_courier(command.session).full_name
        handing = Handing(to=command.courier, seal=command.seal, at=now, by=actor)
        with self._units() as unit:
            handed = own(unit, command.manifest_id).hand_over(handing)
            unit.manifests.save(handed, own=True)
            numbers = [one.number for one in handed.packages]
            deliver(
                unit,
                numbers,
                Step(delivery=Delivery.WITH_COURIER, manifest=handed.number, actor=actor, at=now),
            )
            body = {"seal": handed.seal, "to": handed.handing.to if handed.handing else ""}
            tell(unit, handed, Told(type=MANIFEST_HAND_OVER, at=now, actor=actor, body=body))
            unit.commit()
        return handed
