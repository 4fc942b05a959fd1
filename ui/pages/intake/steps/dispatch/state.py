"""What the seventh step shows: where the request is on its way, and that nobody need wait."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from operator_app.domain.applications import DeliveryWay, State
from operator_app.domain.catalogue import Bilingual
from operator_app.queries.manifests import BagsOfCase
from ui.pages.intake.steps.contract import StepBar
from ui.runtime.faces import Busy, Trouble


class Leg(StrEnum):
    """How far the request has come, in one word."""

    QUEUED = "queued"
    SENDING = "sending"
    OFFLINE = "offline"
    REFUSED = "refused"
    ACKNOWLEDGED = "acknowledged"
    REGISTERED = "registered"
    FOR_COURIER = "for_courier"
    IN_MANIFEST = "in_manifest"
    WITH_COURIER = "with_courier"
    DELIVERED = "delivered"
    NOTHING_TO_SEND = "nothing_to_send"


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchState:
    """``pages`` travel with the request; ``to_go`` of them are not at the hub yet, if known."""

    number: str = ""
    service: Bilingual | None = None
    applicant: str = ""
    due_on: date | None = None
    way: DeliveryWay = DeliveryWay.GATEWAY
    case_state: State = State.ACCEPTED
    leg: Leg = Leg.QUEUED
    hub_seq: int | None = None
    official_number: str = ""
    pages: int = 0
    to_go: int | None = None
    bags: BagsOfCase | None = None
    """Of a case that goes by courier: where its package may go."""
    bag: str = ""
    """The manifest chosen for it; empty: a new one."""
    sheet_printed: bool = False
    ticket: str = ""
    finished: bool = False
    working: bool = False
    """The ticket is being closed; sending is never waited for."""
    busy: Busy | None = None
    trouble: Trouble | None = None
    bar: StepBar = field(default_factory=lambda: StepBar(text=""))

    @property
    def may_put(self) -> bool:
        free = not self.working and not self.finished
        return free and self.leg is Leg.FOR_COURIER and self.bags is not None
