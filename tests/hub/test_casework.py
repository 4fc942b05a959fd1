"""The provider's steps, played one after another in training."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hub.store.tables import case_steps
from operator_app.wire.cases import CASE_ISSUE, CaseworkStep, Decision, HubState
from operator_app.wire.refusals import RequestBroken, StepNotAllowed, UnknownCase
from tests.support.envelopes import a_line, an_envelope, an_id
from tests.support.hub_process import HubProcess

DAY = datetime(2018, 2, 6, 6, 0, tzinfo=UTC)
CASE = an_envelope().entity


def a_step(state: HubState, day: int = 0, **more: str) -> CaseworkStep:
    return CaseworkStep(
        step=state,
        at=DAY + timedelta(days=day),
        actor="provider",
        ground=more.get("ground"),
        official_number=more.get("official_number"),
    )


def test_a_granted_case_goes_the_whole_way_and_is_issued(hub: HubProcess) -> None:
    hub.http.push([a_line()])
    hub.http.casework(CASE, a_step(HubState.REGISTERED, 1, official_number="ЗТ-1"))
    hub.http.casework(CASE, a_step(HubState.IN_WORK, 2))
    hub.http.casework(CASE, a_step(HubState.GRANTED, 3))
    hub.http.casework(CASE, a_step(HubState.READY, 4))

    issue = a_line(2, type=CASE_ISSUE, entity=CASE, at=DAY + timedelta(days=5))
    hub.http.push([issue])

    case = hub.http.case(CASE)
    assert case.state is HubState.ISSUED
    assert (case.official_number, case.decision) == ("ЗТ-1", Decision.GRANT)
    days = (case.registered_at, case.in_work_at, case.decided_at, case.ready_at, case.issued_at)
    assert days == tuple(DAY + timedelta(days=day) for day in range(1, 6))
    assert [step.seq for step in case.steps] == [2, 3, 4, 5, 6]
    assert case.seq == 6


def test_documents_with_violations_are_declined_right_after_registration(hub: HubProcess) -> None:
    hub.http.push([a_line()])
    hub.http.casework(CASE, a_step(HubState.REGISTERED))

    case = hub.http.casework(CASE, a_step(HubState.DECLINED, ground="process_8"))

    assert (case.state, case.decision, case.ground) == (
        HubState.DECLINED,
        Decision.DECLINE,
        "process_8",
    )


def test_a_step_repeated_after_a_lost_answer_changes_nothing(hub: HubProcess) -> None:
    hub.http.push([a_line()])

    once = hub.http.casework(CASE, a_step(HubState.REGISTERED))
    twice = hub.http.casework(CASE, a_step(HubState.REGISTERED))

    assert once == twice
    assert len(hub.rows(case_steps)) == 1


def test_a_step_out_of_turn_is_refused(hub: HubProcess) -> None:
    hub.http.push([a_line()])

    with pytest.raises(StepNotAllowed) as caught:
        hub.http.casework(CASE, a_step(HubState.GRANTED))

    assert caught.value.details == {"state": "accepted", "step": "granted"}
    assert hub.http.case(CASE).steps == ()


def test_a_decision_that_contradicts_the_step_is_refused(hub: HubProcess) -> None:
    hub.http.push([a_line()])
    contradiction = CaseworkStep(
        step=HubState.REGISTERED, at=DAY, actor="provider", decision=Decision.GRANT
    )

    with pytest.raises(RequestBroken):
        hub.http.casework(CASE, contradiction)


def test_a_case_that_was_never_pushed_is_unknown(hub: HubProcess) -> None:
    with pytest.raises(UnknownCase):
        hub.http.case(an_id(9))
    with pytest.raises(UnknownCase):
        hub.http.casework(an_id(9), a_step(HubState.REGISTERED))
