"""ЕНИС was silent when a result was given out: it is asked once it answers, once, and the journal
says what differs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from operator_app.domain.applications import Application, ApplicationId, RegistryState
from operator_app.domain.issuances import POWER_ASKED_AGAIN, AskedAgain, PowerShown
from operator_app.sync.ask_powers_again import AskPowersAgain
from operator_app.wire.registries import AnswerState
from tests.support.fakes_outside import HubAway
from tests.unit.usecases.counter import OTHER_IIN, Counter, a_representative
from tests.unit.usecases.issuing_desk import NOW, a_counter, changed, check, issue, ready


class Desk:
    def __init__(self) -> None:
        self.counter: Counter = a_counter()
        self.again = AskPowersAgain(
            self.counter.store, self._unasked, self.counter.registries, lambda: NOW
        )

    def given_unasked(self, *, online: bool = False) -> Application:
        """By a power of attorney, without a line or while the register was silent."""
        power = self.counter.registries.powers["1234"]
        self.counter.registries.powers["1234"] = AnswerState.UNAVAILABLE
        case = ready(self.counter)
        checked = check(self.counter, case, a_representative(), online=online)
        issued = issue(self.counter, case, OTHER_IIN, power=checked, powers_cover=True)
        self.counter.registries.powers["1234"] = power
        return issued

    def said(self, case: Application) -> AskedAgain | None:
        return _power(self.counter.store.case(case.id)).asked_again

    def journal(self) -> list[dict[str, Any]]:
        return [
            dict(one.details)
            for one in self.counter.store.tables.audit
            if one.action == POWER_ASKED_AGAIN
        ]

    def _unasked(self, *, limit: int) -> tuple[ApplicationId, ...]:
        held = self.counter.store.tables.applications.values()
        found = (one for one in held if one.issuance is not None and one.issuance.power is not None)
        return tuple(
            one.id for one in found if _power(one).unchecked and _power(one).asked_again is None
        )[:limit]


def _power(case: Application) -> PowerShown:
    assert case.issuance is not None
    assert case.issuance.power is not None
    return case.issuance.power


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.mark.parametrize("online", [False, True], ids=["no line", "a silent register"])
def test_what_holds_is_asked_once_and_nothing_differs(desk: Desk, online: bool) -> None:
    case = desk.given_unasked(online=online)
    assumed = RegistryState.UNAVAILABLE if online else RegistryState.OFFLINE
    asked = len(desk.counter.registries.asked)
    first, second = desk.again(), desk.again()
    said = desk.said(case)

    assert first.changed == {case.id}
    assert not second.changed
    assert len(desk.counter.registries.asked) == asked + 1
    assert said is not None
    assert (said.state, said.differs) == (RegistryState.FOUND, False)
    assert desk.journal() == [
        {
            "number": case.number,
            "window": 3,
            "system": "enis",
            "assumed": assumed,
            "state": "found",
            "differs": False,
            "reason": None,
        }
    ]


@pytest.mark.parametrize(
    ("power", "reason"),
    [
        (AnswerState.NOT_FOUND, "issue.power_not_found"),
        (changed(status="REVOKED"), "poa.revoked"),
        (changed(status="REVOKED", revoked_on=date(2018, 2, 12)), "poa.revoked"),
        (changed(valid_to=date(2018, 2, 11)), "poa.expired"),
        (changed(attorneys=()), "poa.other_attorney"),
        (changed(principals=()), "poa.other_principal"),
        (changed(powers_ru=None, powers_kk=None), "issue.powers_missing"),
        # It ended after the result had been given out: that day it held.
        (changed(status="REVOKED", revoked_on=date(2018, 2, 13)), None),
        (changed(status="EXPIRED", valid_to=date(2018, 2, 12)), None),
    ],
)
def test_what_would_have_been_refused_that_day_differs(
    desk: Desk, power: Any, reason: str | None
) -> None:
    case = desk.given_unasked()
    desk.counter.registries.powers["1234"] = power
    desk.again()
    said = desk.said(case)

    assert said is not None
    assert (said.reason, said.differs) == (reason, reason is not None)
    assert [(one["differs"], one["reason"]) for one in desk.journal()] == [
        (reason is not None, reason)
    ]


def test_while_the_register_is_silent_it_waits(desk: Desk) -> None:
    case = desk.given_unasked()
    power = desk.counter.registries.powers["1234"]
    desk.counter.registries.powers["1234"] = AnswerState.UNAVAILABLE
    silent = desk.again()
    early = desk.said(case)
    desk.counter.registries.powers["1234"] = power
    desk.again()

    assert (silent.changed, early) == (frozenset(), None)
    assert desk.said(case) is not None


def test_without_a_line_nothing_is_written(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    case = desk.given_unasked()

    def away(query: object) -> None:
        raise HubAway

    monkeypatch.setattr(desk.counter.registries, "power_of_attorney", away)
    with pytest.raises(HubAway):
        desk.again()

    assert desk.said(case) is None
    assert desk.journal() == []
