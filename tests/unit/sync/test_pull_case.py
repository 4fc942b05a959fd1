"""What the provider did comes in by legal moves only, and each step once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from operator_app.domain.applications import Application, Decision, IllegalMove, State
from operator_app.sync.pull_case import PullCase
from operator_app.wire.cases import CaseStep, HubCase, HubState
from operator_app.wire.cases import Decision as HubDecision
from tests.support.fakes_outside import FakeHub
from tests.unit.usecases.counter import AT, Counter

STEPS = (HubState.ACCEPTED, HubState.REGISTERED, HubState.IN_WORK, HubState.GRANTED, HubState.READY)


def a_hub_case(entity: str, steps: tuple[HubState, ...] = STEPS, **changes: Any) -> HubCase:
    facts: dict[str, Any] = {
        "entity": entity,
        "seq": len(steps),
        "state": steps[-1],
        "received_at": AT,
        "official_number": "01-17/1",
        "decision": HubDecision.GRANT,
        "decided_at": datetime(2018, 2, 8, 20, 0, tzinfo=UTC),
        "steps": tuple(
            CaseStep(state=state, at=AT, actor="provider", seq=place)
            for place, state in enumerate(steps, start=1)
        ),
    }
    return HubCase(**{**facts, **changes})


class Desk:
    def __init__(self) -> None:
        self.counter = Counter()
        self.hub = FakeHub()
        self.pull = PullCase(self.counter.store, self.hub)

    def accepted(self) -> Application:
        draft = self.counter.draft()
        return self.counter.store.put(replace(draft, state=State.ACCEPTED, hub_seq=1))


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_every_step_is_made_and_the_hubs_fields_are_taken(desk: Desk) -> None:
    case = desk.accepted()
    desk.hub.at_hub[case.id] = a_hub_case(case.id)
    pulled = desk.pull(case.id)

    assert pulled is not None
    assert pulled.state is State.READY
    assert pulled.hub_seq == 5
    assert pulled.official_number == "01-17/1"
    assert pulled.decision is Decision.GRANT


def test_the_day_of_the_decision_is_the_local_one(desk: Desk) -> None:
    case = desk.accepted()
    desk.hub.at_hub[case.id] = a_hub_case(case.id)
    pulled = desk.pull(case.id)

    assert pulled is not None
    assert pulled.decided_on == date(2018, 2, 9)


def test_steps_already_made_are_not_made_again(desk: Desk) -> None:
    case = desk.accepted()
    desk.hub.at_hub[case.id] = a_hub_case(
        case.id, STEPS[:2], decision=None, decided_at=None, official_number=None
    )
    first = desk.pull(case.id)
    desk.hub.at_hub[case.id] = a_hub_case(case.id)
    second = desk.pull(case.id)

    assert first is not None
    assert first.state is State.REGISTERED
    assert first.decided_on is None
    assert second is not None
    assert second.state is State.READY


def test_with_nothing_new_nothing_is_written(desk: Desk) -> None:
    case = desk.accepted()
    desk.hub.at_hub[case.id] = a_hub_case(case.id)
    first = desk.pull(case.id)

    assert desk.pull(case.id) == first


def test_a_step_that_the_law_does_not_know_is_refused(desk: Desk) -> None:
    case = desk.accepted()
    desk.hub.at_hub[case.id] = a_hub_case(case.id, (HubState.ACCEPTED, HubState.GRANTED))
    with pytest.raises(IllegalMove):
        desk.pull(case.id)

    assert desk.counter.store.case(case.id) == case


def test_a_case_of_another_window_is_not_taken_in(desk: Desk) -> None:
    case = desk.accepted()
    other = desk.counter.draft().id
    del desk.counter.store.tables.applications[other]
    desk.hub.at_hub[other] = a_hub_case(other)

    assert desk.pull(other) is None
    assert desk.counter.store.case(case.id) == case


def test_a_case_pulled_before_its_push_was_answered_takes_all_steps(desk: Desk) -> None:
    case = desk.accepted()
    desk.counter.store.put(replace(case, hub_seq=None))
    desk.hub.at_hub[case.id] = a_hub_case(case.id)
    pulled = desk.pull(case.id)

    assert pulled is not None
    assert pulled.state is State.READY
