"""Choose how the request goes to the provider: through the gateway, or on paper by courier."""

from __future__ import annotations

from dataclasses import dataclass, replace

from operator_app.domain.applications import Application, ApplicationId, DeliveryWay
from operator_app.ports import UnitOfWorkFactory
from operator_app.usecases.rules import load


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseDelivery:
    application_id: ApplicationId
    way: DeliveryWay


class ChooseDeliveryHandler:
    """Process 6. The way is part of what is signed, so it is chosen before and never after."""

    def __init__(self, units: UnitOfWorkFactory) -> None:
        self._units = units

    def __call__(self, command: ChooseDelivery) -> Application:
        with self._units() as unit:
            draft = load(unit, command.application_id).editable()
            if draft.delivery_way is command.way:
                return draft
            saved = unit.applications.save(replace(draft, delivery_way=command.way))
            unit.commit()
        return saved
