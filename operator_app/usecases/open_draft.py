"""Open a draft for the service the applicant asks for; from here on it has its number."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.applications import Application, ApplicationId, DeliveryWay
from operator_app.domain.catalogue import Catalogue
from operator_app.domain.numbers import ApplicationNumber
from operator_app.ports import Clock, UnitOfWorkFactory
from operator_app.usecases.rules import local, on_open_day


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDraft:
    """``access_code`` is random; it is what keeps a stranger with a number from the status."""

    application_id: ApplicationId
    access_code: str
    region: str
    center: str
    window: int
    operator: str
    service: str
    language: str
    ticket_id: str | None = None
    delivery_way: DeliveryWay = DeliveryWay.GATEWAY


class OpenDraftHandler:
    """Process 2: the service is chosen. The number comes from this window's own sequence."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock, catalogue: Catalogue) -> None:
        self._units = units
        self._now = now
        self._catalogue = catalogue

    def __call__(self, command: OpenDraft) -> Application:
        """The new draft, or the one that this command opened before it was interrupted."""
        now = self._now()
        day = local(now).date()
        record = self._catalogue.find(service=command.service, region=command.region, on=day)
        with self._units() as unit:
            opened = unit.applications.get(command.application_id)
            if opened is not None:
                return opened
            on_open_day(unit, command.center, now)
            sequence = unit.counters.next_application(command.center, command.window, day)
            number = ApplicationNumber.build(command.center, command.window, day, sequence)
            application = Application(
                id=command.application_id,
                number=number.text,
                access_code=command.access_code,
                center=command.center,
                window=command.window,
                operator=command.operator,
                region=command.region,
                service=command.service,
                edition=record.edition,
                language=command.language,
                opened_at=now,
                ticket_id=command.ticket_id,
                delivery_way=command.delivery_way,
            )
            unit.applications.add(application)
            unit.audit.record(
                actor=command.operator,
                action="case.open",
                entity=application.id,
                at=now,
                details={"number": application.number, "edition": record.edition},
            )
            unit.commit()
        return application
