"""Take a package out again, while the bag is open: its case waits for a manifest as before."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.applications import Delivery
from operator_app.domain.couriers import Manifest, ManifestId
from operator_app.domain.manifest_numbers import code_on_paper
from operator_app.domain.numbers import ApplicationNumber
from operator_app.domain.operators import Session
from operator_app.ports import Clock
from operator_app.ports_courier import CourierUnits
from operator_app.usecases.open_manifest import Told, at_the_courier, own, tell
from operator_app.usecases.package_cases import Step, deliver
from operator_app.wire.manifests import MANIFEST_TAKE_OUT


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOutPackage:
    manifest_id: ManifestId
    package: str
    session: Session


class TakeOutPackageHandler:
    def __init__(self, units: CourierUnits, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: TakeOutPackage) -> Manifest:
        now = self._now()
        actor = at_the_courier(command.session).full_name
        number = ApplicationNumber.parse(code_on_paper(command.package)).text
        with self._units() as unit:
            left = own(unit, command.manifest_id).take_out(number, now)
            unit.manifests.save(left, own=True)
            deliver(
                unit,
                (number,),
                Step(delivery=Delivery.QUEUED, manifest=left.number, actor=actor, at=now),
            )
            told = Told(type=MANIFEST_TAKE_OUT, at=now, actor=actor, body={"package": number})
            tell(unit, left, told)
            unit.commit()
        return left
