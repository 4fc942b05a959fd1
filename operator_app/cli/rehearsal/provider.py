"""The provider's side, played through the hub until the provider has a desk of its own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from msgspec import UNSET

from operator_app.bootstrap import Workplace
from operator_app.domain.applications import Application, Decision, DeliveryWay, State
from operator_app.domain.catalogue import ServiceRecord
from operator_app.domain.electronic_results import ResultDocument, result_bytes
from operator_app.domain.operators import Operator, OperatorId, Role, Session
from operator_app.domain.paperwork.results import BY_PROCESS_8, result_in_words
from operator_app.domain.schedules import ScheduledStep
from operator_app.ports import Signer
from operator_app.usecases.check_power import CheckPower
from operator_app.usecases.issue_result import IssueResult
from operator_app.usecases.rules import COUNTRY
from operator_app.wire.cases import CaseworkStep, HubResult, HubState, ResultFile

END_OF_DAY = time(17, 0)
PROVIDER = "provider"
PROVIDER_KEY = "provider.p12"
MADE_UP_DOCUMENT = "000000000"
"""Number of the identity document that made-up people show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the provider will do, and when; the same case gives the same plan."""

    decision: Decision
    ground: str | None
    steps: tuple[ScheduledStep, ...]
    accepted_at: datetime
    decided_at: datetime


def plan(
    application: Application,
    record: ServiceRecord,
    steps: tuple[ScheduledStep, ...],
    decision: Decision,
) -> Plan:
    """A refusal stands on the first ground of paragraph 10, or on process 8 without one."""
    accepted_at = application.accepted_at or application.opened_at
    due_on = application.due_on or accepted_at.date()
    by_result = record.refusal_is_a_result and record.grounds
    ground = None
    if decision is Decision.DECLINE:
        ground = record.grounds[0].code if by_result else BY_PROCESS_8
    return Plan(
        decision=decision,
        ground=ground,
        steps=steps,
        accepted_at=accepted_at,
        decided_at=_evening(due_on, accepted_at),
    )


def play_provider(application: Application, made: Plan, workplace: Workplace) -> None:
    """Registration, work, decision, way back; a step already taken is not taken twice."""
    granted = made.decision is Decision.GRANT
    moves: list[tuple[HubState, datetime, str | None]] = [
        (HubState.REGISTERED, made.accepted_at, None)
    ]
    if made.ground != BY_PROCESS_8:
        moves.append((HubState.IN_WORK, made.accepted_at, None))
    decided = HubState.GRANTED if granted else HubState.DECLINED
    moves += [(decided, made.decided_at, made.ground), (HubState.READY, made.decided_at, None)]
    taken = {step.state for step in workplace.outside.hub.case(application.id).steps}
    for state, at, ground in moves:
        if state in taken:
            continue
        electronic = application.delivery_way is DeliveryWay.GATEWAY
        workplace.outside.hub.casework(
            application.id,
            CaseworkStep(
                step=state,
                at=at,
                actor=PROVIDER,
                ground=ground,
                official_number=_official(application) if state is HubState.REGISTERED else None,
                result=_signed(application, made, workplace)
                if electronic and state is decided
                else UNSET,
            ),
        )


def _official(application: Application) -> str:
    return f"{application.number}/1"


def give_out(application: Application, workplace: Workplace) -> None:
    """To the representative whose power of attorney is notarised, else to the applicant."""
    pulled = workplace.pull_case(application.id)
    if pulled is None or pulled.state is not State.READY or pulled.applicant is None:
        return
    session = sitting(pulled)
    representative = pulled.representative
    recipient, checked = pulled.applicant, None
    if representative is not None and representative.power_of_attorney.notarised:
        recipient = representative.party
        checked = workplace.check_power(
            CheckPower(application_id=pulled.id, representative=representative, session=session)
        )
    workplace.issue_result(
        IssueResult(
            receipt=pulled.number,
            recipient=recipient.number,
            identity_document=MADE_UP_DOCUMENT,
            session=session,
            power=checked,
            powers_cover=checked is not None,
        )
    )
    workplace.push()


def _signed(application: Application, made: Plan, workplace: Workplace) -> HubResult:
    """What went electronically comes back signed; on paper it comes with the courier."""
    record = workplace.catalogue.edition(application.edition)
    decided = replace(application, decision=made.decision, decision_ground=made.ground)
    document = result_bytes(
        ResultDocument(
            number=application.number,
            official_number=_official(application),
            decision=made.decision,
            decided_on=made.decided_at.astimezone(COUNTRY).date(),
            provider=record.provider or workplace.catalogue.act(record.act).issuer,
            text=result_in_words(decided, record, workplace.catalogue),
        )
    )
    return bring_result(document, workplace)


def bring_result(document: bytes, workplace: Workplace, signer: Signer | None = None) -> HubResult:
    """Signs it as the provider does, and lays both files at the hub, ready to be named."""
    signer = signer or workplace.outside.key.signer(PROVIDER_KEY)
    p7s = signer.sign(document, workplace.now()).p7s
    files = []
    for content in (document, p7s):
        sha256 = hashlib.sha256(content).hexdigest()
        workplace.outside.hub.put_blob(sha256, content)
        files.append(ResultFile(sha256=sha256, size=len(content)))
    return HubResult(document=files[0], signature=files[1])


def sitting(application: Application) -> Session:
    """The same operator at the same window, months later."""
    operator = Operator(
        id=OperatorId("rehearsal"),
        login="rehearsal",
        full_name=application.operator,
        roles=frozenset({Role.OPERATOR}),
    )
    return Session(
        operator=operator,
        window=application.window,
        center=application.center,
        region=application.region,
        since=application.opened_at,
    )


def timeline(
    application: Application, made: Plan, bag_days: tuple[str, str, str] | None = None
) -> list[dict[str, Any]]:
    """Every step with its role, its day and the paper it left. ``bag_days`` are of a package that
    went with the courier: into the bag, handed over, counted."""
    accepted_on = made.accepted_at.astimezone(COUNTRY).date().isoformat()
    decided_on = made.decided_at.astimezone(COUNTRY).date().isoformat()
    way = "courier" if application.delivery_way is DeliveryWay.COURIER else "gateway"
    notice = "decline_notice" if made.decision is Decision.DECLINE else None
    return [
        _step("acceptance", "center_operator", accepted_on, "acceptance_receipt"),
        _step(f"dispatch:{way}", "center_operator", accepted_on, "request_form"),
        *(_bag(bag_days) if bag_days is not None else ()),
        *(_step(step.place, step.role, step.ends_on.isoformat(), None) for step in made.steps),
        _step(f"decision:{made.decision.value}", "provider_head", decided_on, notice),
        _step("way_back", PROVIDER, decided_on, None),
        _step("issue", "center_operator", decided_on, "issue_slip"),
    ]


def _bag(days: tuple[str, str, str]) -> tuple[dict[str, Any], ...]:
    put, handed, counted = days
    return (
        _step("courier:in_manifest", "center_operator", put, "package_cover"),
        _step("courier:with_courier", "center_operator", handed, "courier_manifest"),
        _step("courier:delivered", PROVIDER, counted, None),
    )


def _step(name: str, role: str | None, day: str, paper: str | None) -> dict[str, Any]:
    return {"step": name, "role": role, "day": day, "paper": paper}


def _evening(day: date, not_before: datetime) -> datetime:
    return max(datetime.combine(day, END_OF_DAY, COUNTRY).astimezone(UTC), not_before)
