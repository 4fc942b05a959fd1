"""The page of the courier over the courier's use cases and the store in memory."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date

from operator_app.domain.applications import Delivery, DeliveryWay
from operator_app.domain.couriers import COUNTED, provider_called
from operator_app.domain.operators import Session
from operator_app.errors import Unavailable
from operator_app.ports import PaperRecord
from operator_app.ports_courier import ManifestPaper
from operator_app.queries.manifests import KnownManifest, WaitingPackage
from tests.support.courier_counter import PROVIDER, CourierCounter
from tests.unit.usecases.counter import catalogue
from ui.pages.courier.actions import CourierActions
from ui.pages.courier.presenter import CourierPresenter
from ui.pages.courier.state import ProviderChoice
from ui.runtime.lanes import InlineLane, Lane
from ui.runtime.speech import Speech


class PrinterSilent(Unavailable):
    """What a printer that is off raises."""

    code = "printer.unavailable"


@dataclass
class CourierPage:
    """``printed`` holds the kinds of the papers the printer has taken."""

    counter: CourierCounter = field(default_factory=CourierCounter)
    online: bool = True
    printer_is_off: bool = False
    printed: list[str] = field(default_factory=list)

    def actions(self) -> CourierActions:
        desk = self.counter
        return CourierActions(
            day=self.day,
            waiting=self.waiting,
            providers=providers,
            open=desk.open_manifest,
            put=desk.put_package,
            take_out=desk.take_out,
            seal=desk.seal_manifest,
            unseal=desk.unseal,
            hand_over=desk.hand_over_manifest,
            accept=desk.accept_manifest,
            dispute=desk.record_discrepancy,
            cover=desk.cover,
            reprint=desk.reprint_manifest,
            print_paper=self._print,
            print_cover=self._print,
            session=self.session,
            online=lambda: self.online,
            now=desk.now,
            new_id=lambda: str(uuid.uuid4()),
        )

    def presenter(self, speech: Speech, lane: Lane | None = None) -> CourierPresenter:
        presenter = CourierPresenter(self.actions(), lane or InlineLane(), speech)
        presenter.enter()
        return presenter

    def session(self) -> Session | None:
        return self.counter.session

    def day(self, center: str, day: date) -> tuple[KnownManifest, ...]:
        tables = self.counter.store.tables.courier
        return tuple(
            KnownManifest(
                manifest=one,
                own=one.id in tables.own,
                papers=tuple(paper for paper in tables.papers if paper.manifest_id == one.id),
            )
            for one in sorted(tables.manifests.values(), key=lambda one: one.digits)
            if one.center == center and (one.day == day or one.state not in COUNTED)
        )

    def waiting(self, limit: int) -> tuple[WaitingPackage, ...]:
        cases = self.counter.store.tables.applications.values()
        return tuple(
            WaitingPackage(
                case_id=case.id,
                number=case.number,
                edition=case.edition,
                applicant="",
                due_on=case.due_on,
            )
            for case in cases
            if (case.delivery, case.delivery_way) == (Delivery.QUEUED, DeliveryWay.COURIER)
        )[:limit]

    def _print(self, paper: ManifestPaper | PaperRecord) -> None:
        if self.printer_is_off:
            raise PrinterSilent
        copy = paper.paper.head.copy is not None
        self.printed.append(f"{paper.kind.value}{' copy' if copy else ''}")
        with self.counter.store() as unit:
            unit.manifests.printed(paper.id, self.counter.at)
            unit.commit()


def providers() -> tuple[ProviderChoice, ...]:
    return (ProviderChoice(code=PROVIDER, name=provider_called(PROVIDER, catalogue())),)
