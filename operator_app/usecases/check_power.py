"""Check a power of attorney again on the day somebody comes for a result by it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from operator_app.domain.applications import (
    Application,
    ApplicationId,
    RegistryState,
    Representative,
)
from operator_app.domain.issuing import (
    CheckedPower,
    PowerNotFound,
    PowersMissing,
    notarised,
    ready_to_give,
)
from operator_app.domain.operators import Page, Session
from operator_app.domain.people import parse_iin
from operator_app.domain.powers_of_attorney import (
    PowerOfAttorney,
    check_days,
    check_record,
    make_power_of_attorney,
)
from operator_app.errors import Unavailable
from operator_app.ports import Clock, UnitOfWorkFactory
from operator_app.usecases.ask_registries import NOTARIES, notary_record
from operator_app.usecases.rules import ApplicantNotEntered, load, local
from operator_app.wire.registries import (
    PowerOfAttorneyAnswer,
    PowerOfAttorneyQuery,
    PowerOfAttorneyRecord,
)


class Notaries(Protocol):
    """ЕНИС through the hub; silence is an answer (``unavailable``), not an exception."""

    def power_of_attorney(self, query: PowerOfAttorneyQuery) -> PowerOfAttorneyAnswer: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPower:
    """``representative`` holds what the paper in hand says; ``online`` is false with no line."""

    application_id: ApplicationId
    representative: Representative
    session: Session
    online: bool = True


class CheckPowerHandler:
    """Whatever is wrong with the paper is a refusal with its own code; ``offline`` and
    ``unavailable`` are answers: by the rule of acceptance the result is given all the same, and
    the slip says that nobody could be asked."""

    def __init__(self, units: UnitOfWorkFactory, now: Clock, notaries: Notaries) -> None:
        self._units = units
        self._now = now
        self._notaries = notaries

    def __call__(self, command: CheckPower) -> CheckedPower:
        actor = command.session.operator.allowed(Page.ISSUE).full_name
        now = self._now()
        with self._units() as unit:
            application = load(unit, command.application_id)
        ready_to_give(application, now)
        notarised(command.representative, application.number)
        parse_iin(command.representative.party.number)
        shown = _entered(command.representative.power_of_attorney)
        check_days(shown, on=local(now).date())
        held = replace(command.representative, power_of_attorney=shown)
        checked = self._asked(application, held, online=command.online)
        with self._units() as unit:
            unit.audit.record(
                actor=actor,
                action="case.power_checked",
                entity=application.id,
                at=now,
                details={
                    "number": application.number,
                    "system": NOTARIES,
                    "state": checked.state.value,
                },
            )
            unit.commit()
        return checked

    def _asked(
        self, application: Application, held: Representative, *, online: bool
    ) -> CheckedPower:
        """Nothing is held open while the answer is waited for."""
        now, power = self._now(), held.power_of_attorney
        if application.applicant is None:
            raise ApplicantNotEntered(case=application.id)
        if not online or power.number is None or power.issued_on is None:
            return _unasked(application, held, RegistryState.OFFLINE, now)
        query = PowerOfAttorneyQuery(
            number=power.number,
            issued_on=power.issued_on,
            representative_iin=held.party.number,
            principal=application.applicant.number,
        )
        try:
            answer = self._notaries.power_of_attorney(query)
        except Unavailable:
            return _unasked(application, held, RegistryState.UNAVAILABLE, now)
        state = RegistryState(answer.state.value)
        if state is RegistryState.NOT_FOUND:
            raise PowerNotFound(power=power.number)
        record = answer.power_of_attorney
        if record is not None:
            check_record(
                notary_record(record),
                principal=application.applicant.number,
                attorney=held.party.number,
                on=local(now).date(),
            )
            if not (record.powers_ru or record.powers_kk):
                raise PowersMissing(number=application.number)
        return CheckedPower(
            application_id=application.id,
            representative=_named(held, record),
            state=state,
            at=now,
            message_id=answer.message_id,
            powers_ru=record.powers_ru if record is not None else None,
            powers_kk=record.powers_kk if record is not None else None,
        )


def _unasked(
    application: Application, held: Representative, state: RegistryState, at: datetime
) -> CheckedPower:
    """Nobody could be asked: no line, or the line broke while the answer was waited for."""
    return CheckedPower(application_id=application.id, representative=held, state=state, at=at)


def _entered(power: PowerOfAttorney) -> PowerOfAttorney:
    return make_power_of_attorney(
        power.kind,
        number=power.number,
        issued_on=power.issued_on,
        valid_until=power.valid_until,
        notary=power.notary,
    )


def _named(held: Representative, record: PowerOfAttorneyRecord | None) -> Representative:
    """The name as ЕНИС has it, where the operator has not typed one."""
    if record is None or held.party.full_name:
        return held
    found = (one.full_name for one in record.attorneys if one.number == held.party.number)
    return replace(held, party=replace(held.party, surname=next(found, "")))
