"""What every use case of the courier needs: the desk that makes its papers, and whose office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from operator_app.adapters.identifiers import new_uuid7
from operator_app.adapters.paper_seal import seal
from operator_app.bootstrap.offices import office_of_session
from operator_app.ports import Clock
from operator_app.usecases.accept_manifest import AcceptManifestHandler
from operator_app.usecases.cover_package import CoverPackageHandler
from operator_app.usecases.hand_over_manifest import HandOverManifestHandler
from operator_app.usecases.open_manifest import OpenManifestHandler
from operator_app.usecases.put_package import PutPackageHandler
from operator_app.usecases.seal_manifest import CourierDesk, SealManifestHandler

if TYPE_CHECKING:
    from operator_app.bootstrap.workplaces import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class Bags:
    """One bag's way, from an open manifest to the provider's count."""

    open: OpenManifestHandler
    put: PutPackageHandler
    cover: CoverPackageHandler
    seal: SealManifestHandler
    hand_over: HandOverManifestHandler
    accept: AcceptManifestHandler


def courier_desk(workplace: Workplace, now: Clock) -> CourierDesk:
    from printing.render import render

    profile, law = workplace.profile, workplace.law
    return CourierDesk(
        units=profile.units,
        now=now,
        new_id=new_uuid7,
        blobs=profile.blobs,
        typeset=lambda paper: seal(render(paper, law.texts)),
    )


def bags_of(workplace: Workplace, now: Clock) -> Bags:
    """Without a window: a rehearsal plays the courier too."""
    units, catalogue = workplace.profile.units, workplace.catalogue
    training = workplace.profile.training
    desk = courier_desk(workplace, now)
    office_at = office_of_session(workplace.law.centers, training=training)
    return Bags(
        open=OpenManifestHandler(units, now, catalogue),
        put=PutPackageHandler(units, now, catalogue),
        cover=CoverPackageHandler(desk, catalogue, office_at),
        seal=SealManifestHandler(desk, catalogue, office_at),
        hand_over=HandOverManifestHandler(units, now),
        accept=AcceptManifestHandler(units, now),
    )
