"""The second question to ЕНИС: about a power of attorney that was taken while it was silent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final, Protocol

from operator_app.domain.applications import Application, ApplicationId, RegistryState
from operator_app.domain.issuances import POWER_ASKED_AGAIN, AskedAgain, PowerShown
from operator_app.domain.issuing import PowerNotFound, PowersMissing
from operator_app.domain.powers_of_attorney import check_record, held_on
from operator_app.domain.terms import local_day
from operator_app.errors import RuleViolation
from operator_app.sync.gate import Transactions
from operator_app.sync.turns import Next, Turn
from operator_app.usecases.ask_registries import NOTARIES, notary_record
from operator_app.wire.registries import (
    AnswerState,
    PowerOfAttorneyAnswer,
    PowerOfAttorneyQuery,
)

AT_ONCE: Final = 20
"""Questions of one turn: the register has others to answer."""
_SYSTEM: Final = "system"


class Unasked(Protocol):
    def __call__(self, *, limit: int) -> tuple[ApplicationId, ...]:
        """Given out by an unchecked power of attorney, those of longest ago first."""
        ...


class Notaries(Protocol):
    """No line is ``Unavailable``; a silent register is an answer."""

    def power_of_attorney(self, query: PowerOfAttorneyQuery) -> PowerOfAttorneyAnswer: ...


class AskPowersAgain:
    """One turn asks about a few, each once: what the register says then is kept with the case.

    The result has left the center: nothing is undone here, a supervisor is told of what differs.
    """

    def __init__(
        self,
        units: Transactions,
        unasked: Unasked,
        notaries: Notaries,
        now: Callable[[], datetime],
    ) -> None:
        self._units = units
        self._unasked = unasked
        self._notaries = notaries
        self._now = now

    def __call__(self) -> Turn:
        changed: set[str] = set()
        with self._units():
            waiting = self._unasked(limit=AT_ONCE)
        for case in waiting:
            if not self._ask(case):
                break
            changed.add(case)
        return Turn(next=Next.NOTHING, changed=frozenset(changed))

    def _ask(self, case: ApplicationId) -> bool:
        """False while the register is silent: the others would wait for it as well."""
        with self._units() as unit:
            issued = unit.applications.get(case)
        power = _power(issued)
        if issued is None or power is None or issued.applicant is None:
            return True
        said = self._answered(issued, power)
        if said is None:
            return False
        with self._units() as unit:
            now_issued = unit.applications.get(case)
            if now_issued is None or now_issued.issuance is None:
                return True
            shown = replace(power, asked_again=said)
            unit.applications.save(
                replace(now_issued, issuance=replace(now_issued.issuance, power=shown))
            )
            unit.audit.record(
                actor=_SYSTEM,
                action=POWER_ASKED_AGAIN,
                entity=case,
                at=said.at,
                details={
                    "number": now_issued.number,
                    "window": now_issued.issuance.window,
                    "system": NOTARIES,
                    "assumed": power.state,
                    "state": said.state,
                    "differs": said.differs,
                    "reason": said.reason,
                },
            )
            unit.commit()
        return True

    def _answered(self, issued: Application, power: PowerShown) -> AskedAgain | None:
        paper, applicant = power.power_of_attorney, issued.applicant
        if paper.number is None or paper.issued_on is None or applicant is None:
            return AskedAgain(state=RegistryState.NOT_ASKED.value, at=self._now())
        answer = self._notaries.power_of_attorney(
            PowerOfAttorneyQuery(
                number=paper.number,
                issued_on=paper.issued_on,
                representative_iin=issued.issued_to or "",
                principal=applicant.number,
            )
        )
        if answer.state is AnswerState.UNAVAILABLE:
            return None
        return AskedAgain(
            state=answer.state.value,
            at=self._now(),
            message_id=answer.message_id,
            reason=_wrong(issued, applicant.number, answer),
        )


def _wrong(issued: Application, principal: str, answer: PowerOfAttorneyAnswer) -> str | None:
    """The code of what would have been refused that day; ``None`` if nothing would."""
    record = answer.power_of_attorney
    if record is None:
        return PowerNotFound.code
    given_on = local_day(issued.issued_at or answer.asked_at)
    try:
        check_record(
            held_on(notary_record(record), given_on),
            principal=principal,
            attorney=issued.issued_to or "",
            on=given_on,
        )
    except RuleViolation as error:
        return error.code
    return None if record.powers_ru or record.powers_kk else PowersMissing.code


def _power(issued: Application | None) -> PowerShown | None:
    """The one that nobody has been asked about since."""
    power = issued.issuance.power if issued is not None and issued.issuance is not None else None
    return power if power is not None and power.unchecked and power.asked_again is None else None
