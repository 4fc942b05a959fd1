"""Push what happened at this window to the hub until the hub has acknowledged it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from operator_app.domain.applications import ApplicationId, Delivery, DeliveryWay, State
from operator_app.ports import Applications, Blobs, PendingEnvelope, UnitOfWorkFactory
from operator_app.wire.cases import CASE_CORRECT, CASE_KEEP, CASE_SUBMIT
from operator_app.wire.push import PushAnswer, PushOutcome, PushResult

BATCH = 100
"""Envelopes in one push; the hub refuses more."""
_ARRIVING = frozenset({CASE_SUBMIT, CASE_CORRECT, CASE_KEEP})
"""With these the provider has the whole case as it now stands."""


class Hub(Protocol):
    """The hub as sync sees it. Trouble on the way is ``Unavailable``: tried again later."""

    def push(self, lines: Sequence[bytes]) -> PushAnswer: ...

    def missing_blobs(self, hashes: Sequence[str]) -> tuple[str, ...]: ...

    def put_blob(self, sha256: str, content: bytes) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """One round: how many envelopes were taken, and how many were quarantined."""

    acknowledged: int
    refused: int


class Push:
    """Sends in the device's order. A lost answer is harmless: the hub knows each id.

    A message goes with its scans: they are uploaded by hash first, so the hub never holds a
    case whose pages it lacks.
    """

    def __init__(self, units: UnitOfWorkFactory, blobs: Blobs, hub: Hub) -> None:
        self._units = units
        self._blobs = blobs
        self._hub = hub

    def __call__(self) -> Pushed:
        """Pushes until nothing is pending; network trouble leaves the rest for the next call."""
        acknowledged = refused = 0
        while True:
            with self._units() as unit:
                pending = unit.outbox.pending(BATCH)
            if not pending:
                return Pushed(acknowledged=acknowledged, refused=refused)
            self._upload(pending)
            answer = self._hub.push([envelope.line for envelope in pending])
            settled = self._settle(pending, answer.results)
            acknowledged += settled.acknowledged
            refused += settled.refused
            if settled.acknowledged + settled.refused == 0:
                return Pushed(acknowledged=acknowledged, refused=refused)

    def _upload(self, pending: Sequence[PendingEnvelope]) -> None:
        named = list(dict.fromkeys(sha for envelope in pending for sha in envelope.blobs))
        for sha256 in self._hub.missing_blobs(named) if named else ():
            self._hub.put_blob(sha256, self._blobs.get(sha256))

    def _settle(self, pending: Sequence[PendingEnvelope], results: Sequence[PushResult]) -> Pushed:
        by_id = {envelope.id: envelope for envelope in pending}
        acknowledged = refused = 0
        with self._units() as unit:
            for result in results:
                envelope = by_id.get(result.id)
                if envelope is None:
                    continue
                if result.result in {PushOutcome.APPLIED, PushOutcome.DUPLICATE}:
                    unit.outbox.acknowledged(envelope.id, result.seq)
                    _tell_case(unit.applications, envelope, result.seq)
                    acknowledged += 1
                elif result.result is PushOutcome.REJECTED:
                    unit.outbox.refused(envelope.id, result.reason or "")
                    refused += 1
            unit.commit()
        return Pushed(acknowledged=acknowledged, refused=refused)


def _tell_case(applications: Applications, envelope: PendingEnvelope, seq: int | None) -> None:
    """The case learns its place at the hub from its first message, and then from pulls only.

    A draft is somebody's who types in it, and needs to know nothing of the hub. Of a case that
    was changed after signing the place is unknown here: the provider may have acted in between.
    """
    application = applications.get(ApplicationId(envelope.entity))
    if application is None or application.state is State.DRAFT:
        return
    electronic = application.delivery_way is DeliveryWay.GATEWAY
    arrived = electronic and envelope.type in _ARRIVING and application.delivery is Delivery.QUEUED
    first = application.hub_seq is None and not application.signed_before
    if arrived or first:
        delivery = Delivery.ACKNOWLEDGED if arrived else application.delivery
        hub_seq = seq if first else application.hub_seq
        applications.save(replace(application, delivery=delivery, hub_seq=hub_seq))
