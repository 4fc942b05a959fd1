"""Open a manifest of the day: the list of one bag to one provider."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from operator_app.domain.catalogue import Catalogue
from operator_app.domain.couriers import Manifest, ManifestId, NoSuchManifest, OtherWindow
from operator_app.domain.manifest_numbers import ManifestNumber
from operator_app.domain.operators import Operator, Page, Session
from operator_app.errors import RuleViolation
from operator_app.ports import BlobUse, Clock, Fact
from operator_app.ports_courier import CourierUnit, CourierUnits
from operator_app.usecases.rules import local
from operator_app.wire.manifests import MANIFEST_OPEN


class UnknownProvider(RuleViolation):
    """No service that this center's windows accept goes there."""

    code = "courier.unknown_provider"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenManifest:
    """``provider`` is the code of the act that names it."""

    manifest_id: ManifestId
    provider: str
    session: Session


class OpenManifestHandler:
    """Opening again gives the one that is open: a bag is filled before the next one."""

    def __init__(self, units: CourierUnits, now: Clock, catalogue: Catalogue) -> None:
        self._units = units
        self._now = now
        self._catalogue = catalogue

    def __call__(self, command: OpenManifest) -> Manifest:
        session, now = command.session, self._now()
        actor = at_the_courier(session)
        self._known(command.provider, session.region)
        day = local(now).date()
        with self._units() as unit:
            known = unit.manifests.open_of(session.center, session.window, day, command.provider)
            if known is not None:
                return known
            before = unit.manifests.newest_of(session.center, session.window)
            if before is not None:
                before.not_before(now)
            sequence = unit.counters.next_manifest(session.center, session.window, day)
            opened = Manifest(
                id=command.manifest_id,
                number=ManifestNumber.build(session.center, session.window, day, sequence).text,
                center=session.center,
                window=session.window,
                day=day,
                provider=command.provider,
                opened_at=now,
                opened_by=actor.full_name,
            )
            unit.manifests.save(opened, own=True)
            body = {"center": opened.center, "window": opened.window, "day": day.isoformat()}
            told = Told(
                type=MANIFEST_OPEN,
                at=now,
                actor=actor.full_name,
                body={**body, "provider": opened.provider},
            )
            tell(unit, opened, told)
            unit.commit()
        return opened

    def _known(self, provider: str, region: str) -> None:
        for record in self._catalogue.services:
            if record.at_counter and (record.act, record.region) == (provider, region):
                return
        raise UnknownProvider(provider=provider)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a use case tells the journal and the hub of a manifest, besides its number."""

    type: str
    at: datetime
    actor: str
    body: Mapping[str, object]
    blobs: Sequence[BlobUse] = ()


def at_the_courier(session: Session) -> Operator:
    return session.operator.allowed(Page.COURIER)


def own(unit: CourierUnit, manifest_id: ManifestId) -> Manifest:
    """The manifest, if it is this window's to change."""
    manifest = unit.manifests.get(manifest_id)
    if manifest is None:
        raise NoSuchManifest
    if not unit.manifests.is_own(manifest_id):
        raise OtherWindow(manifest=manifest.number, window=manifest.window)
    return manifest


def tell(unit: CourierUnit, manifest: Manifest, told: Told) -> None:
    """Audit and message; the caller saves and commits."""
    unit.audit.record(
        actor=told.actor,
        action=told.type,
        entity=manifest.id,
        at=told.at,
        details={
            "number": manifest.number,
            "state": manifest.state.value,
            "packages": len(manifest.packages),
        },
    )
    unit.outbox.put(
        Fact(
            type=told.type,
            entity=manifest.id,
            base=None,
            at=told.at,
            actor=told.actor,
            body={"number": manifest.number, **told.body},
            blobs=told.blobs,
        )
    )
