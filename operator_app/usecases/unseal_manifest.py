"""Break the seal before the bag has left: something in it is wrong, or the seal is damaged."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.couriers import LONGEST_REMARK, Manifest, ManifestId, written
from operator_app.domain.operators import Session
from operator_app.ports import Clock
from operator_app.ports_courier import CourierUnits
from operator_app.usecases.open_manifest import Told, at_the_courier, own, tell
from operator_app.wire.manifests import MANIFEST_UNSEAL


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsealManifest:
    """``remark`` says why; the paper that was printed is void with it."""

    manifest_id: ManifestId
    remark: str
    session: Session


class UnsealManifestHandler:
    def __init__(self, units: CourierUnits, now: Clock) -> None:
        self._units = units
        self._now = now

    def __call__(self, command: UnsealManifest) -> Manifest:
        now = self._now()
        actor = at_the_courier(command.session).full_name
        with self._units() as unit:
            sealed = own(unit, command.manifest_id)
            opened = sealed.unseal(command.remark, now)
            unit.manifests.save(opened, own=True)
            body = {"seal": sealed.seal, "remark": written(command.remark, LONGEST_REMARK)}
            tell(unit, opened, Told(type=MANIFEST_UNSEAL, at=now, actor=actor, body=body))
            unit.commit()
        return opened
