"""Other windows' manifests, followed message by message: bags are reconciled together."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from operator_app.domain.applications import Delivery
from operator_app.domain.couriers import Count, Handing, Manifest, ManifestId, Package
from operator_app.domain.reconciliation import Came, Difference
from operator_app.errors import RuleViolation
from operator_app.ports_courier import CourierUnit
from operator_app.usecases.package_cases import Step, deliver
from operator_app.wire.bodies import (
    OF_WINDOWS,
    Body,
    ManifestCounted,
    ManifestHanded,
    ManifestOpened,
    ManifestSealed,
    ManifestUnsealed,
    PackageMoved,
)
from operator_app.wire.envelopes import Envelope
from operator_app.wire.manifests import (
    MANIFEST,
    MANIFEST_ACCEPT,
    MANIFEST_DISCREPANCY,
    MANIFEST_HAND_OVER,
    MANIFEST_PUT,
    MANIFEST_SEAL,
    MANIFEST_TAKE_OUT,
    MANIFEST_UNSEAL,
)
from operator_app.wire.message_refusals import MessageRefusal

_log = logging.getLogger(__name__)

_IN_THE_TRAY: Final = frozenset({Delivery.QUEUED})
_IN_A_BAG: Final = frozenset({Delivery.IN_MANIFEST})
_NOT_THERE_YET: Final = frozenset({Delivery.QUEUED, Delivery.IN_MANIFEST, Delivery.WITH_COURIER})
_ON_THE_WAY: Final = frozenset({Delivery.WITH_COURIER})


def follow_manifest(unit: CourierUnit, envelope: Envelope, *, own: bool) -> frozenset[str]:
    """Ids of what changed here; the caller commits. What was followed before changes nothing.

    ``own`` is of this device, whose store was put back from a copy and has forgotten it.
    """
    if not envelope.type.startswith(MANIFEST):
        return frozenset()
    try:
        body = OF_WINDOWS.read(envelope.type, envelope.schema, envelope.body)
        return _followed(unit, envelope, body, own=own)
    except (MessageRefusal, RuleViolation) as error:
        _log.info("a manifest's message is not followed: %s", error.code)
        return frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """One message about a manifest that is known here."""

    unit: CourierUnit
    envelope: Envelope
    manifest: Manifest
    body: Any

    def step(self, delivery: Delivery, after: frozenset[Delivery]) -> Step:
        return Step(
            delivery=delivery,
            manifest=self.manifest.number,
            actor=self.envelope.actor,
            at=self.envelope.at,
            after=after,
        )

    def handing(self) -> Handing:
        return Handing(
            to=self.body.to, seal=self.body.seal, at=self.envelope.at, by=self.envelope.actor
        )

    def package(self, number: str) -> Package:
        case = self.unit.applications.by_number(number)
        return Package(
            number=number,
            put_at=self.envelope.at,
            put_by=self.envelope.actor,
            case_id=case.id if case else None,
            due_on=case.due_on if case else None,
        )


_Moved = tuple[Manifest, frozenset[str]]


def _followed(
    unit: CourierUnit, envelope: Envelope, body: Body | None, *, own: bool
) -> frozenset[str]:
    manifest_id = ManifestId(envelope.entity)
    known = unit.manifests.get(manifest_id)
    if isinstance(body, ManifestOpened):
        if known is not None:
            return frozenset()
        unit.manifests.save(_opened(envelope, body), own=own)
        return frozenset({envelope.entity})
    move = _MOVES.get(envelope.type)
    if known is None or move is None or body is None:
        return frozenset()
    moved, cases = move(_Said(unit=unit, envelope=envelope, manifest=known, body=body))
    unit.manifests.save(moved, own=own)
    return cases | {envelope.entity}


def _opened(envelope: Envelope, body: ManifestOpened) -> Manifest:
    return Manifest(
        id=ManifestId(envelope.entity),
        number=body.number,
        center=body.center,
        window=body.window,
        day=body.day,
        provider=body.provider,
        opened_at=envelope.at,
        opened_by=envelope.actor,
    )


def _put(said: _Said) -> _Moved:
    body: PackageMoved = said.body
    moved = said.manifest.put(said.package(body.package))
    step = said.step(Delivery.IN_MANIFEST, _IN_THE_TRAY)
    return moved, deliver(said.unit, (body.package,), step)


def _take_out(said: _Said) -> _Moved:
    body: PackageMoved = said.body
    moved = said.manifest.take_out(body.package, said.envelope.at)
    others = [one for one in said.unit.manifests.naming(body.package) if one.id != moved.id]
    if any(one.holds(body.package) for one in others):
        return moved, frozenset()
    step = said.step(Delivery.QUEUED, _IN_A_BAG)
    return moved, deliver(said.unit, (body.package,), step)


def _seal(said: _Said) -> _Moved:
    """The list as it was printed stands, whatever was heard of single packages."""
    body: ManifestSealed = said.body
    heard = {one.number: one for one in said.manifest.packages}
    listed = tuple(heard.get(number) or said.package(number) for number in body.packages)
    sealed = replace(said.manifest, packages=listed).seal_with(body.seal, said.envelope.at)
    step = said.step(Delivery.IN_MANIFEST, _IN_THE_TRAY)
    return sealed, deliver(said.unit, body.packages, step)


def _unseal(said: _Said) -> _Moved:
    body: ManifestUnsealed = said.body
    return said.manifest.unseal(body.remark, said.envelope.at), frozenset()


def _hand_over(said: _Said) -> _Moved:
    body: ManifestHanded = said.body
    handed = said.manifest.hand_over(replace(said.handing(), seal=body.seal))
    step = said.step(Delivery.WITH_COURIER, _IN_THE_TRAY | _IN_A_BAG)
    return handed, deliver(said.unit, (one.number for one in handed.packages), step)


def _count(said: _Said) -> _Moved:
    body: ManifestCounted = said.body
    came = tuple(Came(number=one.number, opened=one.opened) for one in body.came)
    count = Count(handing=said.handing(), came=came, remark=body.remark)
    if said.envelope.type == MANIFEST_ACCEPT:
        counted = said.manifest.accept(count)
    else:
        counted = said.manifest.accept_with_act(count)
    there = said.step(Delivery.DELIVERED, _NOT_THERE_YET)
    changed = deliver(said.unit, (one.number for one in came), there)
    missing = [one.package for one in counted.compared(came) if one.kind is Difference.MISSING]
    again = said.step(Delivery.QUEUED, _ON_THE_WAY)
    return counted, changed | deliver(said.unit, missing, again)


_MOVES: Final[Mapping[str, Callable[[_Said], _Moved]]] = MappingProxyType(
    {
        MANIFEST_PUT: _put,
        MANIFEST_TAKE_OUT: _take_out,
        MANIFEST_SEAL: _seal,
        MANIFEST_UNSEAL: _unseal,
        MANIFEST_HAND_OVER: _hand_over,
        MANIFEST_ACCEPT: _count,
        MANIFEST_DISCREPANCY: _count,
    }
)
"""What happens to a manifest that is open already."""
