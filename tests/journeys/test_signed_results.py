"""A result that the provider signed comes by the hub: whole, good, and about this case only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from msgspec import UNSET

from operator_app.cli.rehearsal.provider import Plan, bring_result, plan, play_provider
from operator_app.domain.applications import Application, Decision, State
from operator_app.domain.electronic_results import ResultDocument, result_bytes
from operator_app.ports import Signer
from operator_app.wire.cases import CaseworkStep, HubResult, HubState, ResultFile
from operator_app.wire.refusals import StepNotAllowed
from stand.pki import make_pki
from tests.journeys.conftest import Center, Rehearse
from tests.journeys.lying_results import CERTIFICATE


@dataclass(frozen=True, kw_only=True)
class Decided:
    """A case that the provider is about to decide, at the counter on that evening."""

    case: Application
    center: Center
    made: Plan

    @property
    def place(self) -> Any:
        return self.center.at(self.made.decided_at.isoformat())

    def step(self, state: HubState, result: HubResult | None = None) -> None:
        at = self.made.decided_at
        step = CaseworkStep(step=state, at=at, actor="provider", result=result or UNSET)
        self.place.outside.hub.casework(self.case.id, step)

    def decide(self, result: HubResult) -> Application:
        self.step(HubState.GRANTED, result)
        self.step(HubState.READY)
        return self.pull()

    def pull(self) -> Application:
        pulled = self.place.pull_case(self.case.id)
        assert isinstance(pulled, Application)
        return pulled

    def document(self, **changes: Any) -> bytes:
        record = self.place.catalogue.edition(self.case.edition)
        told: dict[str, Any] = {
            "number": self.case.number,
            "official_number": None,
            "decision": Decision.GRANT,
            "decided_on": self.made.decided_at.date(),
            "provider": record.result,
            "text": record.result,
        }
        return result_bytes(ResultDocument(**{**told, **changes}))

    def signed(self, document: bytes, signer: Signer | None = None) -> HubResult:
        return bring_result(document, self.place, signer)

    def under_other_words(self, document: bytes) -> HubResult:
        """The signature stands under the document; what comes with it is another text."""
        other = document.replace(b'"grant"', b'"gront"')
        return HubResult(
            document=self.signed(other).document, signature=self.signed(document).signature
        )


@pytest.fixture
def decided(center: Center, rehearse: Rehearse) -> Decided:
    case = center.complete_case(CERTIFICATE, until="accepted")
    rehearse(case)
    accepted = center.application(case)
    assert accepted is not None
    record = center.law.catalogue.edition(accepted.edition)
    made = plan(accepted, record, (), Decision.GRANT)
    here = Decided(case=accepted, center=center, made=made)
    here.step(HubState.REGISTERED)
    here.step(HubState.IN_WORK)
    return here


def test_the_provider_that_rehearse_plays_brings_it_with_the_decision(
    center: Center, rehearse: Rehearse
) -> None:
    case = center.complete_case(CERTIFICATE, until="accepted")
    rehearse(case)
    accepted = center.application(case)
    assert accepted is not None
    made = plan(accepted, center.law.catalogue.edition(accepted.edition), (), Decision.GRANT)
    there = center.at(made.decided_at.isoformat())
    play_provider(accepted, made, there)
    pulled = there.pull_case(accepted.id)

    assert pulled is not None
    assert pulled.state is State.READY
    assert pulled.result is not None
    assert there.profile.blobs.has(pulled.result.document_sha256)
    assert there.profile.blobs.has(pulled.result.p7s_sha256)


def test_read_again_it_changes_nothing(decided: Decided) -> None:
    once = decided.decide(decided.signed(decided.document()))

    assert once.result is not None
    assert decided.pull() == once


@pytest.mark.parametrize(
    "make",
    [
        lambda at: at.under_other_words(at.document()),
        lambda at: at.signed(at.document(number="002-07-180206-9999-0")),
        lambda at: at.signed(at.document(decision=Decision.DECLINE)),
        *(
            lambda at, document=document: at.signed(document)
            for document in (b"", b"{}", b"[1]", b'{"v":2}', b"\xff" * 9, b"[" * 70_000)
        ),
    ],
)
def test_what_is_not_this_cases_result_never_makes_it_ready(
    decided: Decided, make: Callable[[Decided], HubResult]
) -> None:
    after = decided.decide(make(decided))

    assert (after.state, after.result) == (State.GRANTED, None)
    assert decided.pull() == after


def test_a_key_of_a_stranger_signs_no_result(decided: Decided, tmp_path: Path) -> None:
    make_pki(tmp_path / "strangers")
    stranger = type(decided.place.outside.key)(folder=tmp_path / "strangers")
    after = decided.decide(decided.signed(decided.document(), stranger.signer("provider.p12")))

    assert (after.state, after.result) == (State.GRANTED, None)


def test_another_one_does_not_take_the_place_of_the_first(decided: Decided) -> None:
    first, second = (
        decided.signed(decided.document(official_number=number)) for number in ("1", "2")
    )
    decided.step(HubState.GRANTED, first)
    with pytest.raises(StepNotAllowed):
        decided.step(HubState.GRANTED, second)
    decided.step(HubState.READY)
    result = decided.pull().result

    assert result is not None
    assert result.document_sha256 == first.document.sha256


def test_one_that_is_too_long_to_be_a_result_is_not_even_fetched(decided: Decided) -> None:
    signed = decided.signed(b"x" * 200_000)
    after = decided.decide(signed)

    assert after.state is State.GRANTED
    assert ResultFile(sha256=signed.document.sha256, size=200_000) == signed.document
