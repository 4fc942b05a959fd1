"""The courier's use cases and questions, put together over one window's store."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.adapters.identifiers import new_uuid7
from operator_app.bootstrap.bags import courier_desk
from operator_app.bootstrap.offices import office_of_session
from operator_app.bootstrap.rooms import TrainingRoom
from operator_app.domain.applications import Application
from operator_app.domain.couriers import ManifestId, ManifestState, provider_called
from operator_app.domain.operators import Session
from operator_app.ports import PaperRecord
from operator_app.ports_courier import ManifestPaper
from operator_app.queries.manifests import BagChoice, BagsOfCase, ManifestsOfDay, WaitingPackages
from operator_app.usecases.accept_manifest import AcceptManifestHandler
from operator_app.usecases.cover_package import CoverPackageHandler
from operator_app.usecases.hand_over_manifest import HandOverManifestHandler
from operator_app.usecases.mark_printed import MarkPrinted
from operator_app.usecases.open_manifest import OpenManifest, OpenManifestHandler
from operator_app.usecases.put_package import PutPackage, PutPackageHandler
from operator_app.usecases.record_discrepancy import RecordDiscrepancyHandler
from operator_app.usecases.reprint_manifest import ReprintManifestHandler
from operator_app.usecases.rules import local
from operator_app.usecases.seal_manifest import SealManifestHandler
from operator_app.usecases.take_out_package import TakeOutPackageHandler
from operator_app.usecases.unseal_manifest import UnsealManifestHandler
from ui.pages.courier.state import ProviderChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class Couriers:
    """Whatever has to do with bags, ready to be called."""

    room: TrainingRoom
    day: ManifestsOfDay
    waiting: WaitingPackages
    open: OpenManifestHandler
    put: PutPackageHandler
    take_out: TakeOutPackageHandler
    seal: SealManifestHandler
    unseal: UnsealManifestHandler
    hand_over: HandOverManifestHandler
    accept: AcceptManifestHandler
    dispute: RecordDiscrepancyHandler
    cover: CoverPackageHandler
    reprint: ReprintManifestHandler

    def providers(self) -> tuple[ProviderChoice, ...]:
        """Those of the services that windows of this center accept today."""
        catalogue, on = self.room.workplace.catalogue, local(self.room.now()).date()
        acts = dict.fromkeys(
            record.act
            for record in catalogue.services
            if record.at_counter
            and record.region == self.room.center.region
            and record.valid_from <= on <= record.valid_to
        )
        return tuple(ProviderChoice(code=act, name=provider_called(act, catalogue)) for act in acts)

    def bags_of(self, case: Application, center: str) -> BagsOfCase:
        """The open manifests of this window that go where the case goes."""
        act = self.room.workplace.catalogue.edition(case.edition).act
        known = self.day(center, local(self.room.now()).date())
        choices = tuple(
            BagChoice(
                id=one.manifest.id,
                number=one.manifest.number,
                packages=len(one.manifest.packages),
            )
            for one in known
            if one.own and one.manifest.provider == act and one.manifest.state is ManifestState.OPEN
        )
        inside = next((one.manifest.number for one in known if one.manifest.holds(case.number)), "")
        return BagsOfCase(choices=choices, inside=inside)

    def put_case(self, case: Application, manifest_id: str, session: Session) -> None:
        """Into that manifest, or into one opened for it."""
        if not manifest_id:
            provider = self.room.workplace.catalogue.edition(case.edition).act
            manifest_id = self.open(
                OpenManifest(
                    manifest_id=ManifestId(new_uuid7()), provider=provider, session=session
                )
            ).id
        self.put(
            PutPackage(manifest_id=ManifestId(manifest_id), package=case.number, session=session)
        )

    def printed(self, paper: ManifestPaper) -> None:
        """The printer has taken it."""
        with self.room.profile.units() as unit:
            unit.manifests.printed(paper.id, self.room.now())
            unit.commit()

    def cover_printed(self, record: PaperRecord, actor: str) -> None:
        self.room.workplace.mark_printed(
            MarkPrinted(application_id=record.application_id, paper_id=record.id, actor=actor)
        )


def couriers_of(room: TrainingRoom) -> Couriers:
    from db.queries.manifests import SqlManifestsOfDay, SqlWaitingPackages

    units, now = room.profile.units, room.now
    reader, catalogue = room.profile.store.reader, room.workplace.catalogue
    desk = courier_desk(room.workplace, now)
    centers = room.workplace.law.centers
    office_at = office_of_session(centers, training=room.profile.training)
    return Couriers(
        room=room,
        day=SqlManifestsOfDay(reader),
        waiting=SqlWaitingPackages(reader),
        open=OpenManifestHandler(units, now, catalogue),
        put=PutPackageHandler(units, now, catalogue),
        take_out=TakeOutPackageHandler(units, now),
        seal=SealManifestHandler(desk, catalogue, office_at),
        unseal=UnsealManifestHandler(units, now),
        hand_over=HandOverManifestHandler(units, now),
        accept=AcceptManifestHandler(units, now),
        dispute=RecordDiscrepancyHandler(desk, catalogue, office_at),
        cover=CoverPackageHandler(desk, catalogue, office_at),
        reprint=ReprintManifestHandler(desk),
    )
