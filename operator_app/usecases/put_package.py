"""Put a package into the manifest: the barcode of the receipt is the barcode of the package."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.applications import Application, Delivery, DeliveryWay, State
from operator_app.domain.catalogue import Catalogue
from operator_app.domain.couriers import Manifest, ManifestId, Package, PackageElsewhere
from operator_app.domain.manifest_numbers import code_on_paper
from operator_app.domain.numbers import ApplicationNumber
from operator_app.domain.operators import Session
from operator_app.errors import RuleViolation
from operator_app.ports import Clock
from operator_app.ports_courier import CourierUnit, CourierUnits
from operator_app.usecases.open_manifest import Told, at_the_courier, own, tell
from operator_app.usecases.package_cases import Step, deliver
from operator_app.wire.manifests import MANIFEST_PUT

_NOT_SIGNED = frozenset(
    {
        State.DRAFT,
        State.REFUSED_INCOMPLETE,
        State.ABANDONED,
        State.DATA_UNAVAILABLE,
        State.CONSENT_REFUSED,
        State.ROUTED,
    }
)


class OtherCenter(RuleViolation):
    """A center sends what it has accepted itself."""

    code = "courier.other_center"


class NotAccepted(RuleViolation):
    """Only a signed case has a package."""

    code = "courier.not_accepted"


class NotByCourier(RuleViolation):
    """The way is part of what was signed: this one goes through the gateway."""

    code = "courier.not_by_courier"


class OtherProvider(RuleViolation):
    code = "courier.other_provider"


class LeftAlready(RuleViolation):
    """The case says that its package is on the way, whatever manifest it was in."""

    code = "courier.left_already"


@dataclass(frozen=True, slots=True, kw_only=True)
class PutPackage:
    """``package`` as the reader gives it: sixteen digits, the number as printed, or the QR code."""

    manifest_id: ManifestId
    package: str
    session: Session


class PutPackageHandler:
    """Of another window's case no more is known here than its number; it goes in all the same.
    Two windows without a line may list one package: that is found when both are reconciled."""

    def __init__(self, units: CourierUnits, now: Clock, catalogue: Catalogue) -> None:
        self._units = units
        self._now = now
        self._catalogue = catalogue

    def __call__(self, command: PutPackage) -> Manifest:
        now = self._now()
        actor = at_the_courier(command.session).full_name
        number = ApplicationNumber.parse(code_on_paper(command.package))
        with self._units() as unit:
            manifest = own(unit, command.manifest_id)
            if number.center != manifest.center:
                raise OtherCenter(package=number.text, manifest=manifest.number)
            case = unit.applications.by_number(number.text)
            put = manifest.put(
                Package(
                    number=number.text,
                    put_at=now,
                    put_by=actor,
                    case_id=case.id if case else None,
                    due_on=case.due_on if case else None,
                )
            )
            _nowhere_else(unit, manifest, number.text)
            if case is not None:
                self._fits(case, manifest)
            unit.manifests.save(put, own=True)
            deliver(
                unit,
                (number.text,),
                Step(delivery=Delivery.IN_MANIFEST, manifest=put.number, actor=actor, at=now),
            )
            told = Told(type=MANIFEST_PUT, at=now, actor=actor, body={"package": number.text})
            tell(unit, put, told)
            unit.commit()
        return put

    def _fits(self, case: Application, manifest: Manifest) -> None:
        if case.state in _NOT_SIGNED:
            raise NotAccepted(package=case.number)
        if case.delivery_way is not DeliveryWay.COURIER:
            raise NotByCourier(package=case.number)
        if self._catalogue.edition(case.edition).act != manifest.provider:
            raise OtherProvider(package=case.number, manifest=manifest.number)
        if case.delivery is not Delivery.QUEUED:
            raise LeftAlready(package=case.number)


def _nowhere_else(unit: CourierUnit, manifest: Manifest, number: str) -> None:
    for other in unit.manifests.naming(number):
        if other.id != manifest.id and other.holds(number):
            raise PackageElsewhere(package=number, manifest=other.number, window=other.window)
