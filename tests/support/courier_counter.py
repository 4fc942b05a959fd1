"""A window with its courier's use cases over the fakes, and cases that wait for the courier."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

from operator_app.domain.applications import (
    Application,
    ApplicationId,
    Delivery,
    DeliveryWay,
    State,
)
from operator_app.domain.couriers import Manifest, ManifestId
from operator_app.domain.numbers import ApplicationNumber
from operator_app.domain.operators import Operator, OperatorId, Role, Session
from operator_app.domain.papers import Office
from operator_app.domain.reconciliation import Came
from operator_app.usecases.accept_manifest import AcceptManifest, AcceptManifestHandler
from operator_app.usecases.cover_package import CoverPackageHandler
from operator_app.usecases.hand_over_manifest import HandOverManifest, HandOverManifestHandler
from operator_app.usecases.open_manifest import OpenManifest, OpenManifestHandler
from operator_app.usecases.put_package import PutPackage, PutPackageHandler
from operator_app.usecases.record_discrepancy import RecordDiscrepancy, RecordDiscrepancyHandler
from operator_app.usecases.reprint_manifest import ReprintManifestHandler
from operator_app.usecases.seal_manifest import CourierDesk, SealManifest, SealManifestHandler
from operator_app.usecases.take_out_package import TakeOutPackageHandler
from operator_app.usecases.unseal_manifest import UnsealManifestHandler
from tests.support.fakes_outside import NewIds, typeset
from tests.support.papers import OFFICE
from tests.unit.usecases.counter import AT, CERTIFICATE, DAY, Counter, catalogue

PROVIDER = catalogue().find(service=CERTIFICATE, region="almaty", on=DAY).act
COURIER = "Серіков Бауыржан Қанатұлы"
RECEIVER = "Жұмабаева Ләззат"
SEAL = "KZ 0012345"


def a_session(window: int = 7, *, role: Role = Role.OPERATOR) -> Session:
    return Session(
        operator=Operator(
            id=OperatorId(str(uuid.UUID(int=window))),
            login=f"w{window}",
            full_name="Ахметова А. Б.",
            roles=frozenset({role}),
        ),
        window=window,
        center="002",
        region="almaty",
        since=AT,
    )


def office_at(_: Session) -> Office:
    return OFFICE


def a_number(sequence: int, window: int = 7, center: str = "002") -> str:
    return ApplicationNumber.build(center, window, DAY, sequence).text


class CourierCounter(Counter):
    """``at`` can be moved; the session is of window 7 unless said otherwise."""

    def __init__(self) -> None:
        super().__init__()
        law = catalogue()
        self.session = a_session()
        self.courier_desk = CourierDesk(
            units=self.store, now=self.now, new_id=NewIds(), blobs=self.blobs, typeset=typeset
        )
        self.open_manifest = OpenManifestHandler(self.store, self.now, law)
        self.put_package = PutPackageHandler(self.store, self.now, law)
        self.take_out = TakeOutPackageHandler(self.store, self.now)
        self.seal_manifest = SealManifestHandler(self.courier_desk, law, office_at)
        self.unseal = UnsealManifestHandler(self.store, self.now)
        self.hand_over_manifest = HandOverManifestHandler(self.store, self.now)
        self.accept_manifest = AcceptManifestHandler(self.store, self.now)
        self.record_discrepancy = RecordDiscrepancyHandler(self.courier_desk, law, office_at)
        self.reprint_manifest = ReprintManifestHandler(self.courier_desk)
        self.cover = CoverPackageHandler(self.courier_desk, law, office_at)

    def waiting(self, sequence: int = 1, **changes: Any) -> Application:
        """A signed case whose papers lie in the courier's tray."""
        record = catalogue().find(service=CERTIFICATE, region="almaty", on=DAY)
        case = Application(
            id=ApplicationId(str(uuid.uuid4())),
            number=a_number(sequence),
            access_code="k7m2p9",
            center="002",
            window=7,
            operator="Ахметова А. Б.",
            region="almaty",
            service=CERTIFICATE,
            edition=record.edition,
            language="kk",
            opened_at=AT,
            state=State.ACCEPTED,
            accepted_at=AT,
            due_on=date(2018, 2, 9),
            delivery_way=DeliveryWay.COURIER,
            delivery=Delivery.QUEUED,
            documents=self.papers(),
        )
        return self.store.put(replace(case, **changes))

    def opened(self, provider: str = PROVIDER, session: Session | None = None) -> Manifest:
        command = OpenManifest(
            manifest_id=ManifestId(str(uuid.uuid4())),
            provider=provider,
            session=session or self.session,
        )
        return self.open_manifest(command)

    def put(self, manifest: Manifest, package: str) -> Manifest:
        command = PutPackage(manifest_id=manifest.id, package=package, session=self.session)
        return self.put_package(command)

    def sealed(self, *sequences: int, seal: str = SEAL) -> Manifest:
        manifest = self.opened()
        for sequence in sequences or (1,):
            manifest = self.put(manifest, a_number(sequence))
        command = SealManifest(manifest_id=manifest.id, seal=seal, session=self.session)
        return self.seal_manifest(command)

    def sent(self, *sequences: int, seal: str = SEAL) -> Manifest:
        manifest = self.sealed(*sequences, seal=seal)
        command = HandOverManifest(
            manifest_id=manifest.id, courier=COURIER, seal=seal, session=self.session
        )
        return self.hand_over_manifest(command)

    def accepted(self, manifest: Manifest, *came: Came, seal: str = SEAL) -> Manifest:
        command = AcceptManifest(
            manifest_id=manifest.id,
            received_by=RECEIVER,
            seal=seal,
            came=came,
            session=self.session,
        )
        return self.accept_manifest(command)

    def disputed(self, manifest: Manifest, *came: Came, seal: str = SEAL) -> Manifest:
        command = RecordDiscrepancy(
            manifest_id=manifest.id,
            received_by=RECEIVER,
            seal=seal,
            came=came,
            remark="Пересчитано вдвоем",
            session=self.session,
        )
        return self.record_discrepancy(command)
