"""The rules of the second look: each by itself, all together, and the draw."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from importlib import resources
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.applications import (
    Application,
    ApplicationId,
    Party,
    PartyKind,
    RegistryCheck,
    RegistryState,
    Representative,
    State,
)
from operator_app.domain.powers_of_attorney import PowerOfAttorney
from operator_app.domain.review_rules import NO_RULES, ReviewRules, Sign, is_drawn
from resources.review_rules import load_review_rules
from tests.db.builders import a_party, an_application

AT = datetime(2018, 2, 6, 8, 0, tzinfo=UTC)
RULES = load_review_rules()
NO_DRAW = replace(RULES, draw=None)
IDS = st.uuids(version=4).map(str)


def a_case(state: State = State.ACCEPTED, **changes: object) -> Application:
    """Finished, and nothing about it that a rule looks for."""
    party = replace(a_party(), checked=True)
    return replace(an_application(state=state, applicant=party), **changes)  # type: ignore[arg-type]  # any field


def represented(kind: str) -> Representative:
    party = Party(kind=PartyKind.PERSON, number="880412300011", surname="Ким", name="Д.")
    return Representative(party=party, power_of_attorney=PowerOfAttorney(kind=kind))


def asked(state: RegistryState) -> tuple[RegistryCheck, ...]:
    return (RegistryCheck(system="gbd_fl", state=state, at=AT),)


def by_hand(case: Application, state: RegistryState) -> Application:
    assert case.applicant is not None
    return replace(case, applicant=replace(case.applicant, checked=False), checks=asked(state))


def test_an_ordinary_case_is_looked_at_by_nobody_but_the_draw() -> None:
    case = a_case(representative=represented("notarised"), checks=asked(RegistryState.FOUND))

    assert NO_DRAW.calling(case) == ()
    assert NO_RULES.calling(a_case(State.REFUSED_INCOMPLETE)) == ()


def test_a_refusal_for_want_of_papers_is_looked_at() -> None:
    assert NO_DRAW.calling(a_case(State.REFUSED_INCOMPLETE)) == ("refused_incomplete",)


def test_a_power_of_attorney_without_a_notary_is_looked_at() -> None:
    assert NO_DRAW.calling(a_case(representative=represented("simple"))) == ("power_not_notarised",)


@pytest.mark.parametrize("state", list(RegistryState))
def test_what_was_typed_because_a_registry_was_silent_is_looked_at(state: RegistryState) -> None:
    silent = state in {RegistryState.UNAVAILABLE, RegistryState.OFFLINE}

    assert NO_DRAW.calling(by_hand(a_case(), state)) == (("typed_by_hand",) if silent else ())
    assert NO_DRAW.calling(a_case(checks=asked(state))) == ()


def test_what_was_changed_after_signing_is_looked_at() -> None:
    assert NO_DRAW.calling(a_case(signed_before=(a_case(),))) == ("changed_after_signing",)


@given(
    state=st.sampled_from(State),
    power=st.sampled_from([None, "notarised", "simple"]),
    registry=st.sampled_from([None, *RegistryState]),
    changed=st.booleans(),
    case_id=IDS,
)
def test_every_case_is_called_by_exactly_the_rules_whose_signs_it_shows(
    state: State, power: str | None, registry: RegistryState | None, changed: bool, case_id: str
) -> None:
    case = a_case(state, id=ApplicationId(case_id))
    if power is not None:
        case = replace(case, representative=represented(power))
    if registry is not None:
        case = by_hand(case, registry)
    if changed:
        case = replace(case, signed_before=(a_case(),))

    accepted = state is State.ACCEPTED
    expected = {
        "refused_incomplete": state is State.REFUSED_INCOMPLETE,
        "power_not_notarised": accepted and power == "simple",
        "typed_by_hand": accepted
        and registry in {RegistryState.UNAVAILABLE, RegistryState.OFFLINE},
        "changed_after_signing": accepted and changed,
        "drawn": state in {State.ACCEPTED, State.REFUSED_INCOMPLETE} and is_drawn(case_id, 20),
    }
    assert RULES.calling(case) == tuple(code for code, calls in expected.items() if calls)


@given(case_id=IDS, one_in=st.integers(1, 100))
def test_the_draw_knows_the_id_and_nothing_else(case_id: str, one_in: int) -> None:
    drawn = is_drawn(case_id, one_in)

    assert is_drawn(case_id, one_in) is drawn
    assert is_drawn(case_id, 1)
    changed = replace(a_case(id=ApplicationId(case_id)), window=9, operator="Кто угодно")
    assert ("drawn" in RULES.calling(changed)) is is_drawn(case_id, 20)


def test_one_in_twenty_is_drawn_of_many_and_neighbours_are_not_drawn_together() -> None:
    drawn = [is_drawn(str(uuid.UUID(int=number)), 20) for number in range(40_000)]
    pairs = sum(one and other for one, other in pairwise(drawn))

    assert sum(drawn) == pytest.approx(2_000, rel=0.08)
    assert pairs == pytest.approx(100, abs=45)


def test_the_draw_of_a_known_id_never_changes() -> None:
    """Windows of different versions draw alike; a change of the draw is a change of the rule."""
    assert [n for n in range(120) if is_drawn(f"case-{n}", 20)] == [43, 47, 100, 116]


def test_the_file_says_that_the_rules_are_our_own_and_uses_only_known_signs() -> None:
    raw = json.loads((resources.files("resources") / "review_rules.json").read_text("utf-8"))
    codes = [one.code for one in RULES.rules] + ([RULES.draw.code] if RULES.draw else [])

    assert RULES.own
    assert not RULES.confirmed
    assert RULES.source
    assert "rule of our own" in raw["note"]
    assert len(set(codes)) == len(codes) == len(RULES.reasons)
    assert {sign for one in RULES.rules for sign in one.all} <= set(Sign)
    assert all(reason["kk"] and reason["ru"] for reason in RULES.reasons.values())
    assert isinstance(RULES, ReviewRules)
