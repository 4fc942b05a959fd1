"""What the page of the courier is given, and which command each of its modes ends in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from operator_app.domain.couriers import Manifest
from operator_app.domain.operators import Session
from operator_app.ports import PaperRecord
from operator_app.ports_courier import ManifestPaper
from operator_app.queries.manifests import ManifestsOfDay, WaitingPackages
from operator_app.usecases.accept_manifest import AcceptManifest
from operator_app.usecases.cover_package import CoverPackage
from operator_app.usecases.hand_over_manifest import HandOverManifest
from operator_app.usecases.open_manifest import OpenManifest
from operator_app.usecases.put_package import PutPackage
from operator_app.usecases.record_discrepancy import RecordDiscrepancy
from operator_app.usecases.reprint_manifest import ReprintManifest
from operator_app.usecases.seal_manifest import SealManifest
from operator_app.usecases.take_out_package import TakeOutPackage
from operator_app.usecases.unseal_manifest import UnsealManifest
from ui.pages.courier.state import CourierState, Did, Mode, ProviderChoice

Step = tuple[Callable[[], Manifest], Did]
"""What is to be done, and what is said when it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourierActions:
    """``printed`` is called after the printer has taken the paper, never before."""

    day: ManifestsOfDay
    waiting: WaitingPackages
    providers: Callable[[], tuple[ProviderChoice, ...]]
    open: Callable[[OpenManifest], Manifest]
    put: Callable[[PutPackage], Manifest]
    take_out: Callable[[TakeOutPackage], Manifest]
    seal: Callable[[SealManifest], Manifest]
    unseal: Callable[[UnsealManifest], Manifest]
    hand_over: Callable[[HandOverManifest], Manifest]
    accept: Callable[[AcceptManifest], Manifest]
    dispute: Callable[[RecordDiscrepancy], Manifest]
    cover: Callable[[CoverPackage], PaperRecord]
    reprint: Callable[[ReprintManifest], ManifestPaper]
    print_paper: Callable[[ManifestPaper], None]
    print_cover: Callable[[PaperRecord], None]
    session: Callable[[], Session | None]
    online: Callable[[], bool]
    now: Callable[[], datetime]
    new_id: Callable[[], str]

    def print_or_copy(self, paper: ManifestPaper, session: Session) -> None:
        """What has left the printer once leaves it again as a copy that says so."""
        if paper.printed_at is not None:
            command = ReprintManifest(
                manifest_id=paper.manifest_id, paper_id=paper.id, session=session
            )
            paper = self.reprint(command)
        self.print_paper(paper)

    def step(self, state: CourierState, manifest: Manifest, session: Session) -> Step:
        """What the mode ends in, with what was typed for it."""
        typed = state.fields
        if state.mode is Mode.SEAL:
            sealing = SealManifest(manifest_id=manifest.id, seal=typed.seal, session=session)
            return lambda: self.seal(sealing), Did.SEALED
        if state.mode is Mode.UNSEAL:
            opening = UnsealManifest(manifest_id=manifest.id, remark=typed.remark, session=session)
            return lambda: self.unseal(opening), Did.UNSEALED
        if state.mode is Mode.HAND_OVER:
            handing = HandOverManifest(
                manifest_id=manifest.id, courier=typed.name, seal=typed.seal, session=session
            )
            return lambda: self.hand_over(handing), Did.HANDED_OVER
        return self._counted(state, manifest, session)

    def _counted(self, state: CourierState, manifest: Manifest, session: Session) -> Step:
        """Without an act where nothing differs, and never without one where something does."""
        typed = state.fields
        if not state.differs:
            accepting = AcceptManifest(
                manifest_id=manifest.id,
                received_by=typed.name,
                seal=typed.seal,
                came=state.came,
                session=session,
            )
            return lambda: self.accept(accepting), Did.ACCEPTED
        disputing = RecordDiscrepancy(
            manifest_id=manifest.id,
            received_by=typed.name,
            seal=typed.seal,
            came=state.came,
            remark=typed.remark,
            session=session,
        )
        return lambda: self.dispute(disputing), Did.ACT_MADE
